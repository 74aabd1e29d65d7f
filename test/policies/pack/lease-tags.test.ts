import type { ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { judge } from "../../../policies/judge";
import { packPolicies } from "../../../policies/pack/pack-policies";
import { PackSession } from "../../../policies/pack/pack-session";
import { parseRegister } from "../../../register/register";
import { resourceArgs, UNKNOWN_TEXT } from "../pack-arguments";

const register = parseRegister(
  JSON.stringify({
    version: 1,
    leases: [
      {
        id: "office",
        prefix: "203.0.113.0/24",
        status: "active",
        term: { start: "2026-01-01", end: "2099-12-31" },
        segments: [{ name: "web", purpose: "web", prefixes: ["203.0.113.0/26"] }],
      },
    ],
  }),
  "leases.json",
);

function policy(): ResourceValidationPolicy {
  const session = new PackSession({
    judge,
    loadRegister: async () => register,
    environment: { LEASEHOLD_AS_OF: "2026-11-20", LEASEHOLD_REGISTER: "https://leases.example.com" },
    folders: [],
  });
  return packPolicies(session).find(({ name }) => name === "lease-tags") as ResourceValidationPolicy;
}

const eip = (props: Record<string, unknown>): ResourceValidationArgs =>
  resourceArgs({ type: "aws:ec2/eip:Eip", name: "it", props });

test("it is disabled unless somebody asks for it", () => {
  expect(policy().enforcementLevel).toBe("disabled");
});

test.each([
  ["no tags", undefined, { "leasehold:lease": "office", "leasehold:segment": "web" }],
  ["null for tags", null, { "leasehold:lease": "office", "leasehold:segment": "web" }],
  ["other tags", { Name: "x" }, { Name: "x", "leasehold:lease": "office", "leasehold:segment": "web" }],
  ["one of them", { "leasehold:segment": "web" }, { "leasehold:segment": "web", "leasehold:lease": "office" }],
])("adds what is missing to a resource with %s", async (_, tags, expected) => {
  const args = eip({ address: "203.0.113.9", tags });
  const props = (await policy().remediateResource?.(args)) as { tags: object } | undefined;
  expect({ ...props?.tags }).toEqual(expected);
});

test("what nobody knows yet elsewhere stays as it was, and so does everything else", async () => {
  const props = { address: "203.0.113.9", domain: "vpc", instance: UNKNOWN_TEXT, tags: { other: UNKNOWN_TEXT } };
  const args = eip(props);
  const result = await policy().remediateResource?.(args);
  expect(Object.keys(result ?? {}).sort()).toEqual(["address", "domain", "instance", "tags"]);
  expect(() => (args.props.tags as Record<string, unknown>).other).toThrow(/can't be known/);
  expect(Object.keys(args.props.tags)).toEqual(["other", "leasehold:lease", "leasehold:segment"]);
});

test.each([
  ["an unknown address", { address: UNKNOWN_TEXT }],
  ["unknown tags", { address: "203.0.113.9", tags: UNKNOWN_TEXT }],
  ["an unknown tag of ours", { address: "203.0.113.9", tags: { "leasehold:segment": UNKNOWN_TEXT } }],
  ["another segment's tag", { address: "203.0.113.9", tags: { "leasehold:segment": "admin" } }],
  ["an address of nobody's", { address: "192.0.2.1" }],
])("leaves a resource with %s alone, and says nothing", async (_, props) => {
  const said: string[] = [];
  expect(await policy().remediateResource?.(eip(props))).toBeUndefined();
  const validate = policy().validateResource;
  if (typeof validate !== "function") throw new Error("one function");
  await validate(eip(props), (message) => said.push(message));
  expect(said).toEqual([]);
});

test("with another level it says which tags are missing", async () => {
  const said: string[] = [];
  const validate = policy().validateResource;
  if (typeof validate !== "function") throw new Error("one function");
  await validate(eip({ address: "203.0.113.9" }), (message) => said.push(message));
  expect(said).toEqual([
    "[tags] It belongs to segment web of lease office, and lacks leasehold:lease=office and leasehold:segment=web.",
  ]);
});
