import { isSecret, output, ProviderResource } from "@pulumi/pulumi";
import { Provider } from "../../components/provider";
import { RoaRequest } from "../../components/roa-request";
import { VERSION } from "../../components/version";
import { SECRET_SETTINGS, SETTING_NAMES } from "../../provider/settings";
import { exampleBlock } from "./example-block";
import { recordRequests } from "./record-requests";

test("a provider of one's own is the plugin of this version, and a resource can ask for it", async () => {
  const { request } = await recordRequests(() => {
    const provider = new Provider("lessor", { krillCa: "lessor" });
    expect(provider).toBeInstanceOf(ProviderResource);
    new RoaRequest("roa", { lease: exampleBlock(), asn: 64496, publisher: "krill" }, { provider });
  });
  expect(request("lessor", "pulumi:providers:leasehold").version).toBe(VERSION);
  expect(request("roa", "leasehold:rpki:RoaRequest").provider).toMatch(/pulumi:providers:leasehold::lessor/);
});

test("every setting is an argument, and every credential becomes a secret", async () => {
  const args = Object.fromEntries(SETTING_NAMES.map((name) => [name, name === "vrpsMaxAge" ? 30 : `a-${name}`]));
  const { one } = await recordRequests(() => new Provider("lessor", args));
  const { inputs } = one("pulumi:providers:leasehold", "lessor");
  expect(Object.keys(inputs).sort()).toEqual([...SETTING_NAMES].sort());
  for (const name of SETTING_NAMES)
    expect({ name, secret: await isMarked(inputs[name]) }).toEqual({ name, secret: SECRET_SETTINGS.has(name) });
});

async function isMarked(value: unknown): Promise<boolean> {
  const marked = value as Record<string, unknown> | undefined;
  if (marked?.["4dabf18193072939515e22adb298388d"] !== undefined) return true;
  return await isSecret(output(value));
}
