import { LeaseholdProvider } from "../../provider/leasehold-provider";
import { SECRET_SETTINGS, SETTING_NAMES, SETTING_VARIABLES, type SettingName } from "../../provider/settings";
import { FakeOutside } from "./fake-outside";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const secret = (value: unknown) => ({ [SIGNATURE]: SECRET, value });

const URN = "urn:pulumi:dev::office::leasehold:rpki:RoaRequest::roa";
const inputs = { leaseId: "office-2026", prefix: "203.0.113.0/24", asn: 64496, publisher: "krill" };

describe("checking configuration", () => {
  const provider = new LeaseholdProvider("0.1.0", { environment: {} });

  test.each([...SECRET_SETTINGS])("%s is kept as a secret, whether or not it came as one", (setting) => {
    expect(provider.checkConfig({ [setting]: "hidden" }).inputs).toEqual({ [setting]: secret("hidden") });
    expect(provider.checkConfig({ [setting]: secret("hidden") }).inputs).toEqual({ [setting]: secret("hidden") });
  });

  test("an address is a secret where it holds a credential", () => {
    const config = { vrps: "https://user:pass@rp.example/json", webhookUrl: "https://desk.example/hook?code=hidden" };
    expect(provider.checkConfig(config)).toEqual({
      inputs: { vrps: secret(config.vrps), webhookUrl: secret(config.webhookUrl) },
      failures: [],
    });
    const plain = { vrps: "./vrps.json", webhookUrl: "https://desk.example/hook", krillUrl: "https://krill.example" };
    expect(provider.checkConfig(plain).inputs).toEqual(plain);
  });

  test("every failure is named, without its value", () => {
    const { failures } = provider.checkConfig({ krillUrl: "http://krill.example", krillTokn: "hidden", register: "x" });
    expect(failures.map(({ property }) => property)).toEqual(["krillTokn", "krillUrl"]);
    expect(JSON.stringify(failures)).not.toMatch(/hidden|krill\.example/);
  });

  test("what is unknown yet passes as it is", () => {
    const config = { krillUrl: UNKNOWN, krillToken: UNKNOWN };
    expect(provider.checkConfig(config)).toEqual({ inputs: config, failures: [] });
  });
});

describe("configuring", () => {
  test("gives a publisher what it needs, from configuration first and the environment else", async () => {
    const outside = new FakeOutside();
    const opened = jest.spyOn(outside, "openPublisher");
    const environment = { LEASEHOLD_KRILL_CA: "environment", LEASEHOLD_KRILL_TOKEN: "environment" };
    const provider = new LeaseholdProvider("0.1.0", { outside, environment });
    provider.configure({ krillUrl: "https://krill.example", krillToken: secret("configured"), version: "0.1.0" });
    await provider.create(URN, inputs);
    expect(opened).toHaveBeenCalledTimes(1);
    expect(opened.mock.calls[0]?.slice(0, 2)).toEqual([
      "krill",
      expect.objectContaining({ krillUrl: "https://krill.example", krillCa: "environment", krillToken: "configured" }),
    ]);
  });

  test("fails with what is wrong in the environment, without the value", () => {
    const provider = new LeaseholdProvider("0.1.0", { environment: { LEASEHOLD_KRILL_URL: "http://hidden.example" } });
    expect(() => provider.configure({})).toThrow(/^leasehold:krillUrl \(or LEASEHOLD_KRILL_URL\): give an https URL/);
    expect(() => provider.configure({})).not.toThrow(/hidden/);
  });

  test("a missing credential is an error where it is needed, and only there", async () => {
    const provider = new LeaseholdProvider("0.1.0", { environment: {} });
    expect(await provider.check(URN, {}, inputs)).toMatchObject({ failures: [] });
    await expect(provider.create(URN, inputs)).rejects.toThrow(/LEASEHOLD_KRILL_/);
    await expect(provider.read("krill:203.0.113.0/24-24:AS64496", URN, {})).rejects.toThrow(/LEASEHOLD_KRILL_/);
    expect(await provider.diff("id", URN, inputs, inputs)).toMatchObject({ changes: false });
  });
});

describe("the schema", () => {
  const load = async () => JSON.parse(await new LeaseholdProvider("0.1.0", { environment: {} }).getSchema());

  test("describes every setting, and marks the credentials as secrets", async () => {
    const { config, provider } = await load();
    expect(config.variables).toEqual(provider.inputProperties);
    expect(Object.keys(config.variables)).toEqual(SETTING_NAMES);
    for (const [name, { secret: isSecret, description, defaultInfo }] of Object.entries<Record<string, unknown>>(
      config.variables,
    )) {
      expect({ name, isSecret }).toEqual({ name, isSecret: (SECRET_SETTINGS as Set<string>).has(name) || undefined });
      expect({ name, description }).toEqual({ name, description: expect.stringMatching(/.{10}/) });
      expect({ name, defaultInfo }).toEqual({
        name,
        defaultInfo: { environment: SETTING_VARIABLES[name as SettingName] },
      });
    }
  });

  test("knows every property that the provider gives out, and no resource has a credential", async () => {
    const { resources } = await load();
    const outside = new FakeOutside();
    const roa = await outside.run().create(URN, { ...inputs, maxLength: 24, announces: [], folder: "./roa-requests" });
    const route = await outside.run().create(URN.replace("rpki:RoaRequest", "routing:Advertisement"), {
      leaseId: "office-2026",
      prefix: "203.0.113.0/24",
      origin: 64496,
      by: "lessor",
      advertised: true,
      waitForRoa: false,
    });
    for (const [type, { outs }] of [
      ["rpki:RoaRequest", roa],
      ["routing:Advertisement", route],
    ] as const) {
      const { properties, required, inputProperties } = resources[`leasehold:${type}`];
      expect(Object.keys(properties)).toEqual(expect.arrayContaining(Object.keys(outs)));
      expect(Object.keys(outs)).toEqual(expect.arrayContaining(required));
      for (const secretSetting of SECRET_SETTINGS) expect(inputProperties).not.toHaveProperty(secretSetting);
      for (const spec of Object.values<{ description: string }>(properties)) expect(spec.description).not.toBe("");
    }
  });
});
