import { ENGINES } from "../../../../drift/observers/reputation/catalogue";
import { chosenEngines, reputationSettingsSchema } from "../../../../drift/observers/reputation/reputation-settings";

const active = ENGINES.filter(({ retired }) => retired === undefined);

test("holds at least 80 engines that can be chosen, each under a name, a zone and an address of its own", () => {
  expect(active.length).toBeGreaterThanOrEqual(80);
  const places = ENGINES.map((engine) => (engine.kind === "dnsbl" ? engine.zone : engine.url));
  for (const words of [ENGINES.map(({ id }) => id), ENGINES.map(({ name }) => name), places]) {
    expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([]);
  }
});

test("none is chosen unless somebody chooses it", () => {
  expect(chosenEngines(reputationSettingsSchema.parse({}))).toEqual([]);
});

test.each(ENGINES.map((engine) => [engine.id, engine] as const))(
  "%s names its documentation and its terms",
  (_, engine) => {
    for (const url of [engine.documentation, engine.termsUrl]) {
      const { protocol, username, hostname } = new URL(url);
      expect(protocol).toMatch(/^https?:$/);
      expect(username).toBe("");
      expect(hostname).toContain(".");
    }
    if (engine.kind !== "dnsbl") expect(engine.url).toMatch(/^https:/);
    if (engine.terms.state === "read") expect(engine.terms.permits).not.toBe("");
  },
);

test("terms that nobody read are marked so, and most are", () => {
  const states = new Set(ENGINES.map(({ terms }) => terms.state));
  expect(states).toEqual(new Set(["read", "not-read"]));
});

test.each(ENGINES.filter(({ retired }) => retired !== undefined).map(({ id }) => id))(
  "%s has ended and cannot be chosen",
  (id) => {
    const parsed = reputationSettingsSchema.safeParse({ engines: [id] });
    expect(parsed.error?.issues[0]?.message).toContain("was retired in");
  },
);

test("what is listed by AS number weighs severe only where it is, and says that it is one", () => {
  const severe = ENGINES.filter(({ weight }) => weight === "severe").map(({ id }) => id);
  expect(severe).toEqual([
    "spamhaus-asndrop",
    "spamhaus-drop",
    "spamhaus-drop-text",
    "spamhaus-drop-v6",
    "spamhaus-edrop",
    "uceprotect-3",
  ]);
  expect(ENGINES.filter(({ scope }) => scope === "asn").map(({ id }) => id)).toEqual([
    "spamhaus-asndrop",
    "uceprotect-3",
  ]);
});

test("an engine that does not exist is refused with the one that may be meant", () => {
  const parsed = reputationSettingsSchema.safeParse({
    engines: ["spamhaus-zem"],
    severities: { "quite-another-list": "error" },
  });
  expect(parsed.error?.issues.map(({ message }) => message)).toEqual([
    "there is no engine spamhaus-zem; did you mean spamhaus-zen?",
    "there is no engine quite-another-list; leasehold reputation engines lists them",
  ]);
});

test("an engine of one's own takes no id of the catalogue, and a resolver is an address", () => {
  const zen = ENGINES.find(({ id }) => id === "spamhaus-zen");
  const parsed = reputationSettingsSchema.safeParse({ own: [zen], resolvers: ["dns.example.com"] });
  const messages = parsed.error?.issues.map(({ message }) => message).join("\n") ?? "";
  expect(messages).toContain("dns.example.com");
  expect(reputationSettingsSchema.safeParse({ own: [zen] }).error?.issues[0]?.message).toContain(
    "is the id of another engine",
  );
});
