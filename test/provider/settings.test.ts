import { readSettings, SECRET_SETTINGS, SettingsError, settingPlace } from "../../provider/settings";

function problems(config: Record<string, unknown>, environment: Record<string, string> = {}): SettingsError {
  try {
    readSettings(config, environment);
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new Error("the settings were taken");
}

test("settings that nobody gives have their defaults, and credentials have none", () => {
  const settings = readSettings({}, {});
  expect(settings).toEqual({
    ripeUrl: "https://my.ripe.net/api/rpki",
    arinUrl: "https://reg.arin.net",
    cloudflareUrl: "https://api.cloudflare.com/client/v4",
    vrpsMaxAge: 120,
  });
  for (const secret of SECRET_SETTINGS) expect(settings[secret]).toBeUndefined();
});

test("configuration comes before the environment, and an empty text is as if it were not there", () => {
  const environment = { LEASEHOLD_KRILL_CA: "by-environment", LEASEHOLD_KRILL_TOKEN: "t", CLOUDFLARE_API_TOKEN: "c" };
  expect(readSettings({ krillCa: "by-config", krillToken: "" }, environment)).toMatchObject({
    krillCa: "by-config",
    krillToken: "t",
    cloudflareToken: "c",
  });
});

test("a number is taken as text too, since stack configuration holds texts", () => {
  expect(readSettings({ vrpsMaxAge: "30" }, {}).vrpsMaxAge).toBe(30);
  expect(problems({ vrpsMaxAge: "soon" }).message).toBe(
    "leasehold:vrpsMaxAge (or LEASEHOLD_VRPS_MAX_AGE): give whole minutes, such as 120",
  );
});

test.each([
  "http://krill.example",
  "ftp://127.0.0.1",
  "https://user:pass@krill.example",
  "https://krill.example/?token=hidden",
  "krill.example:3000",
])("a service at %s is refused, and the value is not repeated", (krillUrl) => {
  const { message } = problems({ krillUrl });
  expect(message).toContain("leasehold:krillUrl (or LEASEHOLD_KRILL_URL): give an https URL");
  expect(message).not.toContain(krillUrl);
});

test.each(["https://krill.example:3000", "http://127.0.0.1:3030", "http://localhost:1", "http://[::1]:1"])(
  "a service at %s is taken",
  (krillUrl) => {
    expect(readSettings({ krillUrl }, {}).krillUrl).toBe(krillUrl);
  },
);

test("every problem is named at once, and a value of another kind is refused without being shown", () => {
  const { problems: found, message } = problems({ krillUrl: "nowhere", krillToken: ["hidden"], krillTokn: "hidden" });
  expect(found.map(({ setting }) => setting)).toEqual(["krillTokn", "krillUrl", "krillToken"]);
  expect(message).not.toContain("hidden");
});

test("names of the namespace that are no setting are left to those whose they are", () => {
  expect(readSettings({ register: "leases.json", asOf: "2026-11-20", version: "0.1.0" }, {})).not.toHaveProperty(
    "register",
  );
});

test("a place is named with its variable", () => {
  expect(settingPlace("awsRegion")).toBe("leasehold:awsRegion (or AWS_REGION)");
  expect(settingPlace("register")).toBe("leasehold:register");
});
