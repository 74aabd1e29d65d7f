import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { run } from "../../../cli/run";
import type { DriftItem } from "../../../drift/drift-item";
import type { DriftSettings } from "../../../drift/drift-settings";
import type { ObserverEntry } from "../../../drift/observers/table";
import { reportSchema } from "../../../reports/report";
import { item } from "../../drift/compare/items";
import { removePrograms, writeProgram } from "../../graph/offline/write-program";
import { fakeIo } from "../fake-io";
import { type Fake, fakeObservers } from "./fake-observer";

const WEB = {
  id: "web",
  prefix: "203.0.113.0/24",
  status: "active",
  term: { start: "2026-01-01", end: "2026-12-31" },
  segments: [{ name: "email", purpose: "email", prefixes: ["203.0.113.0/26"] }],
};
const OFFICE = { ...WEB, id: "office", prefix: "198.51.100.0/24", segments: [] };
const A = item("203.0.113.1");
const renamed: DriftItem = item(A.id, { fields: { name: "stranger.example." } });

afterAll(removePrograms);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "leasehold-drift-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function drift(argv: readonly string[], fakes: readonly Fake[], files: Record<string, string> = {}) {
  const all = { "leases.json": JSON.stringify({ version: 1, leases: [WEB, OFFICE] }), ...files };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  let abandoned = false;
  const abandon = (): void => {
    abandoned = true;
  };
  const io = { ...fakeIo({ folder }), observers: fakeObservers(...fakes), abandon };
  const code = await run(["drift", "--as-of", "2026-11-22", "--base", "none", ...argv], io);
  return { code, out: io.out(), err: io.err(), abandoned };
}

const byRegister = ["--register", "leases.json"];
const asJson = async (argv: readonly string[], fakes: readonly Fake[], files?: Record<string, string>) => {
  const ran = await drift([...byRegister, "--format", "json", ...argv], fakes, files);
  return { code: ran.code, err: ran.err, abandoned: ran.abandoned, report: reportSchema.parse(JSON.parse(ran.out)) };
};

describe("exit codes", () => {
  test("0 where everything is as declared", async () => {
    const { code, report, abandoned } = await asJson([], [{ expected: [A], seen: { items: [A] } }]);
    expect({ code, abandoned }).toEqual({ code: 0, abandoned: false });
    expect(report.findings).toEqual([]);
    expect(report.observers?.find(({ name }) => name === "dns")).toMatchObject({ status: "complete", items: 1 });
  });

  test("1 where something drifted, unless nothing is to fail", async () => {
    const fakes = [{ expected: [A], seen: { items: [renamed] } }];
    expect((await asJson([], fakes)).code).toBe(1);
    expect((await asJson(["--fail-on", "never"], fakes)).code).toBe(0);
  });

  test("2 where something could not be seen, and what was seen is reported all the same", async () => {
    const { code, report } = await asJson(
      ["--fail-on", "never"],
      [{ expected: [A], seen: { items: [renamed], unseen: [{ reason: "SERVFAIL", covers: { id: "203.0.113.2" } }] } }],
    );
    expect(code).toBe(2);
    expect(report.findings.map(({ rule, status }) => [rule, status])).toEqual([
      ["drift-unobserved", "undetermined"],
      ["drift-changed", "violation"],
    ]);
    expect(report.observers?.find(({ name }) => name === "dns")).toMatchObject({
      status: "partial",
      unseen: [{ reason: "SERVFAIL" }],
    });
  });

  test("2 where an observer throws: it failed, and the others are reported", async () => {
    const broken: Fake = {
      name: "aws",
      seen: () => Promise.reject(new TypeError("no such thing")),
    };
    const { code, report, err } = await asJson([], [broken, { expected: [A], seen: { items: [renamed] } }]);
    expect(code).toBe(2);
    expect(report.observers?.map(({ name, status }) => [name, status])).toEqual([
      ["aws", "failed"],
      ["dns", "complete"],
      ["rpki", "not-observed"],
      ["bgp", "not-observed"],
      ["reputation", "not-observed"],
      ["rdap", "not-observed"],
    ]);
    expect(report.findings.map(({ rule }) => rule)).toEqual(["drift-unobserved", "drift-changed"]);
    expect(err).toContain("observer aws: error: unexpected: no such thing");
  });

  test("2 where an observer hangs beyond its time, and what it holds open does not hold the process", async () => {
    const hung: Fake = { name: "bgp", seen: () => new Promise(() => undefined) };
    const { code, report, abandoned } = await asJson([], [hung, { expected: [A], seen: { items: [A] } }], {
      "leasehold.yaml": "drift: {timeout: 0.02}\n",
    });
    expect({ code, abandoned }).toEqual({ code: 2, abandoned: true });
    expect(report.findings).toEqual([
      expect.objectContaining({
        rule: "drift-unobserved",
        message: expect.stringContaining("did not end within 0.02 seconds"),
      }),
    ]);
  });
});

describe("the last line", () => {
  const blind: Fake[] = [{ expected: [A], seen: { unseen: [{ reason: "SERVFAIL" }] } }];

  test.each(["pretty", "markdown", "github", "html"])(
    "of %s never reads as no drift where somebody could not see",
    async (format) => {
      const { out } = await drift([...byRegister, "--format", format], blind);
      expect(out).toContain("no drift in what was seen, 1 undetermined; not all could be seen: dns");
      const clean = await drift([...byRegister, "--format", format], [{ expected: [A], seen: { items: [A] } }]);
      expect(clean.out).toContain("no drift");
      expect(clean.out).not.toContain("not all could be seen");
    },
  );

  test("of what drifted says too that not all was seen", async () => {
    const some: Fake[] = [
      { expected: [A], seen: { items: [renamed], unseen: [{ reason: "x", covers: { type: "zone" } }] } },
    ];
    const { out } = await drift(byRegister, some);
    expect(out.trimEnd().split("\n").at(-1)).toBe("1 error, 1 undetermined; not all could be seen: dns");
  });
});

test("rules that cannot judge what was seen keep nobody from hearing what drifted", async () => {
  const observed = {
    urn: "urn:x",
    type: "aws:ec2/eip:Eip",
    name: "x",
    custom: true,
    remote: false,
    inputs: {},
    outputs: {},
    dependencies: [],
    propertyDependencies: {},
    protect: false,
    retainOnDelete: false,
  };
  const stray = item("x", { observer: "aws", type: "aws:ec2/eip:Eip", fields: {}, observed });
  const { code, report } = await asJson([], [{ name: "aws", seen: { items: [stray] } }], {
    "leasehold.yaml": "severities: {no-such-rule: warning}\n",
  });
  expect(code).toBe(2);
  expect(report.findings.map(({ rule }) => rule)).toEqual(["drift-unmanaged"]);
  expect(report.notices?.map(({ message }) => message)).toEqual([
    expect.stringContaining("The rules could not judge what was seen: there is no rule no-such-rule"),
  ]);
});

describe("a run that says nothing never reads as no drift", () => {
  test("without a lease it is bad usage", async () => {
    const { code, err, out } = await drift(byRegister, [{}], { "leases.json": '{"version": 1, "leases": []}' });
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("There is no lease to look at");
  });

  test("with everything ignored every summary says how much, and who saw nothing", async () => {
    const blind: Fake = { expected: [A], seen: { unseen: [{ reason: "SERVFAIL" }] } };
    for (const format of ["pretty", "markdown", "github"]) {
      const { out } = await drift([...byRegister, "--format", format], [blind], { ".leaseholdignore": "*\n" });
      expect(out).toMatch(/no drift in what was seen.*not all could be seen: dns/);
      expect(out).toMatch(/1 ignored|Ignored, by .leaseholdignore: 1/);
    }
  });

  test("with the store of another project nothing of that one is told as recovered", async () => {
    const found = await asJson(["--store", "drift.db"], [{ expected: [A], seen: { items: [renamed] } }]);
    expect(found.report.findings).toHaveLength(1);
    const leases = JSON.stringify({ version: 1, leases: [OFFICE] });
    const { report } = await asJson(["--store", "drift.db"], [{ seen: {} }], { "leases.json": leases });
    expect(report.history?.recovered).toEqual([]);
    expect(report.history?.unchecked.map(({ finding }) => finding.lease)).toEqual(["web"]);
  });

  test("of a lease whose status says it is given back, what is still there is told", async () => {
    const leases = [{ ...WEB, status: "released" }, OFFICE];
    const ghost = item("203.0.113.7");
    const { code, report } = await asJson([], [{ seen: { items: [ghost] } }], {
      "leases.json": JSON.stringify({ version: 1, leases }),
    });
    expect({ code, rules: report.findings.map(({ rule, lease }) => [rule, lease]) }).toEqual({
      code: 1,
      rules: [["drift-unmanaged", "web"]],
    });
  });
});

describe("who looks", () => {
  const fakes: Fake[] = [
    { name: "dns", expected: [A], seen: { items: [A] } },
    { name: "rdap", configured: false, seen: { items: [] } },
  ];

  test("those that are configured, and the others are listed as not observed without failing", async () => {
    const { code, report } = await asJson([], fakes);
    expect(code).toBe(0);
    expect(report.observers?.filter(({ status }) => status !== "not-observed").map(({ name }) => name)).toEqual([
      "dns",
    ]);
  });

  test("those that --source names, in commas and repeated", async () => {
    const { report } = await asJson(["--source", "rdap"], fakes);
    expect(report.observers?.filter(({ status }) => status === "complete").map(({ name }) => name)).toEqual(["rdap"]);
    const both = await asJson(["--source", "rdap", "--source", "dns"], fakes);
    expect(both.report.observers?.filter(({ status }) => status === "complete")).toHaveLength(2);
  });

  test("a misspelt one is told with the one that was meant, and nobody at all is an error", async () => {
    const misspelt = await drift([...byRegister, "--source", "rdpa"], fakes);
    expect(misspelt).toMatchObject({ code: 2, err: expect.stringContaining("Did you mean rdap?") });
    const nobody = await drift(byRegister, []);
    expect(nobody).toMatchObject({ code: 2, err: expect.stringContaining("Nobody is to look") });
  });

  test("without a register and without a file there is nothing to look at", async () => {
    expect(await drift([], fakes)).toMatchObject({ code: 2, err: expect.stringContaining("nothing to look at") });
  });
});

describe("filters come before observing", () => {
  test("--lease chooses what observers are given, and an unknown lease is an error", async () => {
    let given: readonly string[] = [];
    const watching: Fake = {
      seen: (declared) => {
        given = declared.leases.map(({ lease }) => lease.id);
        return Promise.resolve({ items: [], unseen: [], notObserved: [] });
      },
    };
    await asJson([], [watching]);
    expect(given).toEqual(["web", "office"]);
    await asJson(["--lease", "office"], [watching]);
    expect(given).toEqual(["office"]);
    const unknown = await drift([...byRegister, "--lease", "offce"], [watching]);
    expect(unknown).toMatchObject({ code: 2, err: expect.stringContaining("Did you mean office?") });
  });

  test("--since is given to observers, and what is no time is an error", async () => {
    let since: Date | undefined;
    const watching: Fake = {
      seen: (_, limits) => {
        since = limits.since;
        return Promise.resolve({ items: [], unseen: [], notObserved: [] });
      },
    };
    await asJson(["--since", "2026-01-02"], [watching]);
    expect(since?.toISOString()).toBe("2026-01-02T00:00:00.000Z");
    for (const when of ["yesterday", "2026-13-01", "2999-01-01", "1y"]) {
      expect(await drift([...byRegister, "--since", when], [watching])).toMatchObject({
        code: 2,
        err: expect.stringContaining(`--since ${when}`),
      });
    }
  });
});

test("a finding has the item, its fields with old and new, and a sentence that names lease and segment", async () => {
  const { report } = await asJson([], [{ expected: [A], seen: { items: [renamed] } }]);
  expect(report.findings).toEqual([
    {
      rule: "drift-changed",
      severity: "error",
      status: "violation",
      lease: "web",
      segment: "email",
      resource: null,
      location: null,
      message:
        "DNS: reverse name of 203.0.113.1 of lease web, segment email, differs from what is declared: name: stranger.example., declared 203-0-113-1.mail.example.",
      evidence: { observer: "dns", type: "ptr", id: "203.0.113.1", fields: ["name"] },
      remediation: "Deploy again to take the change back, or bring what is declared in line with it.",
      drift: {
        observer: "dns",
        change: "changed",
        type: "ptr",
        id: "203.0.113.1",
        changes: [{ field: "name", old: "203-0-113-1.mail.example.", new: "stranger.example." }],
      },
    },
  ]);
});

test("a stack's export is the declared side", async () => {
  const urn = "urn:pulumi:dev::shop::leasehold:index:LeasedBlock::edge";
  const lease = { ...OFFICE, id: "edge", prefix: "192.0.2.0/24", segments: [] };
  const state = {
    version: 3,
    deployment: {
      resources: [{ urn, type: "leasehold:index:LeasedBlock", custom: false, inputs: { lease }, outputs: {} }],
    },
  };
  let given: readonly string[] = [];
  const watching: Fake = {
    seen: (declared) => {
      given = declared.leases.map(({ lease: { id } }) => id);
      return Promise.resolve({ items: [], unseen: [], notObserved: [] });
    },
  };
  const { code, out } = await drift(["state.json"], [watching], { "state.json": JSON.stringify(state) });
  expect(given).toEqual(["edge"]);
  expect(code).toBe(0);
  expect(out).toContain("Drift of shop, stack dev");
});

describe("settings", () => {
  const fakes: Fake[] = [{ expected: [A], seen: { items: [renamed] } }];

  test("an unknown key under drift: is an error with its place", async () => {
    const { code, err } = await drift(byRegister, fakes, { "leasehold.yaml": "drift:\n  timout: 3\n" });
    expect(code).toBe(2);
    expect(err).toContain("line 2, column 3: unknown setting timout; did you mean timeout?");
  });

  test("a severity weighs drift, and off leaves it out", async () => {
    const warned = await asJson([], fakes, { "leasehold.yaml": "severities: {drift-changed: warning}\n" });
    expect(warned).toMatchObject({ code: 0, report: { summary: { errors: 0, warnings: 1 } } });
    const off = await asJson([], fakes, { "leasehold.yaml": "severities: {drift-changed: off}\n" });
    expect(off.report.findings).toEqual([]);
  });

  test("a waiver waives drift, but not what nobody saw", async () => {
    const waiver = (rule: string): string =>
      `waivers: [{rule: ${rule}, target: web/email, reason: known, owner: Ops, expires: 2026-12-01}]\n`;
    const waived = await asJson([], fakes, { "leasehold.yaml": waiver("drift-changed") });
    expect(waived).toMatchObject({ code: 0, report: { findings: [{ status: "waived", waiver: { owner: "Ops" } }] } });
    const unread = item(A.id, { fields: { name: { unknown: "SERVFAIL" } } });
    const refused = await asJson([], [{ expected: [A], seen: { items: [unread] } }], {
      "leasehold.yaml": waiver("drift-unobserved"),
    });
    expect(refused).toMatchObject({ code: 2, report: { findings: [{ status: "undetermined" }] } });
    expect(refused.report.notices?.map(({ message }) => message).join()).toContain("has no effect");
  });
});

describe(".leaseholdignore", () => {
  const fakes: Fake[] = [{ expected: [A], seen: { items: [renamed] } }];

  test("takes out what it names, and counts it", async () => {
    const { code, report } = await asJson([], fakes, { ".leaseholdignore": "dns/ptr/203.0.113.1\n" });
    expect(code).toBe(0);
    expect(report).toMatchObject({ findings: [], ignored: ["dns/ptr/203.0.113.1"] });
  });

  test("lies where settings or --ignore say, and one that is asked for has to be there", async () => {
    const other = { "policy/known": "dns/\n" };
    expect((await asJson(["--ignore", "policy/known"], fakes, other)).code).toBe(0);
    expect((await asJson([], fakes, { ...other, "leasehold.yaml": "drift: {ignore: policy/known}\n" })).code).toBe(0);
    expect(await drift([...byRegister, "--ignore", "none"], fakes)).toMatchObject({
      code: 2,
      err: expect.stringContaining("--ignore none: there is no such file"),
    });
  });
});

describe("what observers are told", () => {
  const told = (
    files: Record<string, string>,
    argv: readonly string[] = [],
    environment: Record<string, string> = {},
  ) => {
    writeFileSync(join(folder, "leases.json"), JSON.stringify({ version: 1, leases: [WEB] }));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const given: DriftSettings[] = [];
    const watching: ObserverEntry = {
      configured: (settings) => given.push(settings) > 0,
      create: () => ({
        name: "dns",
        extra: "added",
        expect: () => [],
        observe: async () => ({ items: [], unseen: [], notObserved: [] }),
      }),
    };
    const io = { ...fakeIo({ folder, environment }), observers: { dns: watching } };
    const all = ["drift", "--base", "none", "--as-of", "2026-11-22", "--register", "leases.json", ...argv];
    return run(all, io).then((code) => ({ code, err: io.err(), settings: given[0] }));
  };

  test("an observer is configured by its key alone", async () => {
    const { settings } = await told({ "leasehold.yaml": "drift:\n  dns:\n  rpki: {}\n" });
    expect(settings?.dns?.timeoutMs).toBe(2000);
    expect(settings?.rpki?.lapseHours).toBe(6);
    expect(settings?.aws).toBeUndefined();
  });

  test("paths are relative to the settings, and to the folder where a flag gives them", async () => {
    const files = {
      "leasehold.yaml": "drift: {rpki: {vrps: a/vrps.json}, store: drift.db, reputation: {cache: lists}}\n",
    };
    const { settings } = await told(files);
    expect(settings).toMatchObject({
      rpki: { vrps: join(folder, "a/vrps.json") },
      store: join(folder, "drift.db"),
      reputation: { cache: join(folder, "lists") },
    });
    const flagged = await told(files, ["--vrps", "b.json", "--vrps-max-age", "5"]);
    expect(flagged.settings?.rpki).toMatchObject({ vrps: join(folder, "b.json"), maxAgeMinutes: 5, lapseHours: 6 });
    const url = await told({ "leasehold.yaml": "drift: {rpki: {vrps: 'https://rpki.example/vrps.json'}}\n" });
    expect(url.settings?.rpki?.vrps).toBe("https://rpki.example/vrps.json");
  });

  test("--resolver is for the DNS, and for blocklists where some are chosen", async () => {
    const { settings } = await told({}, ["--resolver", "127.0.0.1:5300,[2001:db8::53]:53"]);
    expect(settings?.dns?.resolvers).toEqual(["127.0.0.1:5300", "[2001:db8::53]:53"]);
    expect(settings?.reputation).toBeUndefined();
    const both = await told({ "leasehold.yaml": "drift: {reputation: {}}\n" }, ["--resolver", "127.0.0.1:5300"]);
    expect(both.settings?.reputation?.resolvers).toEqual(["127.0.0.1:5300"]);
    const wrong = await told({}, ["--resolver", "dns.example"]);
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining("--resolver: ") });
  });
});

describe("over time", () => {
  const drifted: Fake[] = [{ expected: [A], seen: { items: [renamed] } }];
  const clean: Fake[] = [{ expected: [A], seen: { items: [A] } }];
  const broken: Fake[] = [{ expected: [A], seen: { unseen: [{ reason: "SERVFAIL" }] } }];
  const kept = ["--store", "drift.db"];

  test("what is found is new at first, then there since; gone, it has recovered, and that is told once", async () => {
    const first = await asJson(kept, drifted);
    expect(first.report.findings[0]?.drift).toMatchObject({ state: "new", firstSeen: expect.stringMatching(/Z$/) });
    const second = await asJson(kept, drifted);
    expect(second).toMatchObject({
      code: 1,
      report: { findings: [{ drift: { state: "ongoing" } }], history: { run: 2, recovered: [] } },
    });
    expect(second.report.findings[0]?.drift?.firstSeen).toBe(first.report.findings[0]?.drift?.firstSeen);
    const third = await asJson(kept, clean);
    expect(third).toMatchObject({
      code: 0,
      report: { findings: [], history: { recovered: [{ finding: { rule: "drift-changed" } }] } },
    });
    expect((await asJson(kept, clean)).report.history?.recovered).toEqual([]);
  });

  test("an observer that failed has not seen it gone", async () => {
    await asJson(kept, drifted);
    const { report } = await asJson(kept, broken);
    expect(report.history).toMatchObject({ recovered: [], unchecked: [{ finding: { rule: "drift-changed" } }] });
    const { history } = (await asJson(kept, clean)).report;
    expect(history?.recovered.map(({ finding }) => finding.rule)).toEqual(["drift-changed", "drift-unobserved"]);
  });

  test("what is ignored now has not recovered", async () => {
    await asJson(kept, drifted);
    const { report } = await asJson(kept, drifted, { ".leaseholdignore": "dns/" });
    expect(report).toMatchObject({ findings: [], history: { recovered: [], unchecked: [] } });
  });

  test("a run of one lease says nothing of the others", async () => {
    await asJson(kept, drifted);
    const { report } = await asJson([...kept, "--lease", "office"], [{ expected: [], seen: { items: [] } }]);
    expect(report.history).toMatchObject({ recovered: [], unchecked: [{ finding: { lease: "web" } }] });
  });

  test("--since tells only what was first seen since", async () => {
    await asJson(kept, drifted);
    const later = new Date(Date.now() + 3_600_000);
    jest.useFakeTimers({ now: later, doNotFake: ["setTimeout", "setImmediate", "nextTick", "queueMicrotask"] });
    try {
      expect((await asJson([...kept, "--since", "2h"], drifted)).report.findings).toHaveLength(1);
      expect(await asJson([...kept, "--since", "30m"], drifted)).toMatchObject({ code: 0, report: { findings: [] } });
    } finally {
      jest.useRealTimers();
    }
  });

  test("fields that nobody declares are remembered from run to run", async () => {
    const path = (hops: string): Fake[] => [
      {
        name: "bgp",
        extra: "added",
        seen: { items: [item("x", { observer: "bgp", type: "route", fields: {}, remembered: { path: hops } })] },
        expected: [item("x", { observer: "bgp", type: "route", fields: {} })],
      },
    ];
    expect((await asJson(kept, path("64500 64496"))).report.findings).toEqual([]);
    const { report } = await asJson(kept, path("64511 64496"));
    expect(report.findings[0]?.message).toContain(
      "changed since it was first seen: path: 64511 64496, before 64500 64496",
    );
    const still = await asJson(kept, path("64511 64496"));
    expect(still).toMatchObject({ code: 1, report: { findings: [{ drift: { state: "ongoing" } }] } });
    const undone = await asJson(kept, path("64500 64496"));
    expect(undone).toMatchObject({ code: 0, report: { findings: [], history: { recovered: [{}] } } });
    await asJson(kept, path("64511 64496"));
    const accepted = await asJson([...kept, "--accept", "bgp/route/*"], path("64511 64496"));
    expect(accepted).toMatchObject({ code: 0, report: { findings: [] } });
    expect(accepted.report.notices?.map(({ message }) => message)).toEqual([
      "Accepted as it is seen now: bgp/route/x.",
    ]);
    expect((await asJson(kept, path("64511 64496"))).code).toBe(0);
    expect((await asJson(kept, path("64500 64496"))).code).toBe(1);
  });

  test("--accept needs a store, and says where it names nothing that changed", async () => {
    expect(await drift([...byRegister, "--accept", "bgp/"], drifted)).toMatchObject({
      code: 2,
      err: expect.stringContaining("--accept needs the store"),
    });
    const { report } = await asJson([...kept, "--accept", "bgp/"], clean);
    expect(report.notices?.[0]?.message).toContain("nothing was accepted");
  });

  test("nothing is kept unless it is said where, and a store that is none is an error before anybody looks", async () => {
    await asJson([], drifted);
    expect(readdirSync(folder)).toEqual(["leases.json"]);
    let looked = false;
    const watching: Fake = {
      seen: () => {
        looked = true;
        return Promise.resolve({ items: [], unseen: [], notObserved: [] });
      },
    };
    const { code, err } = await drift([...byRegister, "--store", "leases.json"], [watching]);
    expect({ code, looked }).toEqual({ code: 2, looked: false });
    expect(err).toContain("leases.json");
  });
});

describe("the declared side", () => {
  const seeing = () => {
    const given: string[][] = [];
    const fake: Fake = {
      seen: (declared) => {
        given.push(declared.leases.map(({ lease: { id } }) => id));
        return Promise.resolve({ items: [], unseen: [], notObserved: [] });
      },
    };
    return { fake, given };
  };
  const state = (name: string, prefix: string): string => {
    const urn = `urn:pulumi:dev::${name}::leasehold:index:LeasedBlock::${name}`;
    const lease = { ...OFFICE, id: name, prefix, segments: [] };
    const resource = { urn, type: "leasehold:index:LeasedBlock", custom: false, inputs: { lease }, outputs: {} };
    return JSON.stringify({ version: 3, deployment: { resources: [resource] } });
  };

  test("is several stacks at once", async () => {
    const { fake, given } = seeing();
    const files = { "a.json": state("a", "192.0.2.0/25"), "b.json": state("b", "192.0.2.128/25") };
    const { code } = await drift(["a.json", "b.json"], [fake], files);
    expect({ code, given }).toEqual({ code: 0, given: [["a", "b"]] });
  });

  test("is a program, by an offline preview of its folder", async () => {
    const program = writeProgram({
      "index.js": `const pulumi = require("@pulumi/pulumi");
new pulumi.ComponentResource("leasehold:index:LeasedBlock", "shop", { lease: ${JSON.stringify({ ...OFFICE, id: "shop" })} });\n`,
    });
    const { fake, given } = seeing();
    const { code, out } = await drift([program, "--no-type-check"], [fake]);
    expect({ code, given }).toEqual({ code: 0, given: [["shop"]] });
    expect(out).toContain("by an offline preview");
  }, 60_000);

  test("is not a program beside files, whose leases nobody could tell apart", async () => {
    const both = await drift(["a.json", "."], [], { "a.json": state("a", "192.0.2.0/25") });
    expect(both).toMatchObject({ code: 2, err: expect.stringContaining("give it alone") });
  });

  test("that contradicts itself is an error before anybody looks", async () => {
    const { fake, given } = seeing();
    const released = JSON.stringify({
      version: 1,
      leases: [{ ...OFFICE, id: "a", prefix: "192.0.2.0/25", status: "released" }],
    });
    const files = { "a.json": state("a", "192.0.2.0/25"), "ended.json": released };
    expect((await drift(["a.json", "--register", "ended.json"], [fake], files)).code).toBe(2);
    expect(given).toEqual([]);
  });
});
