import { LeaseholdProvider } from "../../../provider/leasehold-provider";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const URN = "urn:pulumi:dev::office::leasehold:routing:Advertisement::route";
const provider = new LeaseholdProvider("0.1.0", { environment: {} });

function inputs(over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    leaseId: "office-2026",
    prefix: "203.0.113.0/24",
    origin: 64496,
    by: "lessee",
    advertised: true,
    waitForRoa: true,
    ...over,
  };
}

test("an advertisement is advertised unless it says otherwise", async () => {
  const { advertised: _, ...rest } = inputs();
  expect(await provider.check(URN, {}, rest)).toMatchObject({ inputs: { advertised: true }, failures: [] });
});

test.each([
  [{ prefix: "203.0.113.7/24" }, ["prefix"]],
  [{ origin: 0 }, ["origin"]],
  [{ origin: "AS70000000000" }, ["origin"]],
  [{ by: "none" }, ["by"]],
  [{ advertised: "yes" }, ["advertised"]],
])("%j is refused by name", async (over, expected) => {
  const { failures } = await provider.check(URN, {}, inputs(over));
  expect(failures?.map(({ property }) => property)).toEqual(expected);
});

test("unknown inputs pass the check, and an unknown prefix counts as a replacement", async () => {
  expect(await provider.check(URN, {}, inputs({ prefix: UNKNOWN, origin: UNKNOWN }))).toMatchObject({ failures: [] });
  const diff = await provider.diff("id", URN, inputs(), inputs({ prefix: UNKNOWN }));
  expect(diff).toMatchObject({ changes: true, replaces: ["prefix"] });
});

test("withdrawing is a change in place", async () => {
  const diff = await provider.diff("id", URN, inputs(), inputs({ advertised: false }));
  expect(diff).toMatchObject({ changes: true, replaces: [] });
});

test("an announcement that is a record alone is created, read, changed and deleted", async () => {
  const { id, outs } = await provider.create(URN, inputs());
  expect(id).toBe("office-2026:203.0.113.0/24:AS64496");
  expect(outs).toEqual({ ...inputs(), state: "recorded", validity: "unknown" });
  expect(await provider.read(id, URN, outs)).toEqual({ id, props: outs, inputs: inputs() });
  expect(await provider.update(id, URN, outs, inputs({ by: "lessor" }))).toEqual({
    outs: { ...inputs({ by: "lessor" }), state: "recorded", validity: "unknown" },
  });
  await expect(provider.delete(id, URN, outs)).resolves.toBeUndefined();
});

test("a type the plugin does not have is an error that names it", async () => {
  await expect(provider.check(URN.replace("Advertisement", "Nothing"), {}, {})).rejects.toThrow(/routing:Nothing/);
});

test("the schema names both types", async () => {
  const schema = JSON.parse(await provider.getSchema());
  expect(Object.keys(schema.resources)).toEqual(
    expect.arrayContaining(["leasehold:rpki:RoaRequest", "leasehold:routing:Advertisement"]),
  );
});
