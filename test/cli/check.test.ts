import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { run } from "../../cli/run";
import { reportSchema } from "../../reports/report";
import { fixturePath } from "../graph/fixture";
import { fakeIo } from "./fake-io";

const ROOT = path.resolve(__dirname, "../..");
const PROGRAMS = path.join(ROOT, "test/programs/conformance");
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true });
});

function folderOf(files: Record<string, unknown>): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "leasehold-check-"));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    fs.writeFileSync(path.join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return folder;
}

async function check(folder: string, ...args: string[]) {
  const io = fakeIo({ folder });
  const code = await run(["check", ...args, "--format", "json", "--as-of", "2026-11-20"], io);
  const report = io.out() === "" ? undefined : reportSchema.parse(JSON.parse(io.out()));
  const findings = report?.findings ?? [];
  const verdicts = findings.map(({ rule, status, resource }) => `${rule} ${status} ${resource?.name ?? null}`).sort();
  return { code, err: io.err(), findings, verdicts, summary: report?.summary, notices: report?.notices };
}

describe("what the real engine previewed", () => {
  it("gives the findings of the unsafe stack's three mistakes, each at its line", async () => {
    const { code, findings, summary } = await check(
      path.join(ROOT, "stacks/unsafe"),
      fixturePath("unsafe-preview.golden.json"),
    );
    expect(code).toBe(1);
    expect(findings.map(({ rule, resource }) => [rule, resource?.name])).toEqual([
      ["shared-egress", "web-pool-203.0.113.4"],
      ["loose-max-length", "office-as16509"],
      ["orphaned-reference", "partners"],
    ]);
    for (const { location } of findings) expect(location).toMatchObject({ file: "index.ts", line: expect.any(Number) });
    expect(summary?.resources).toBe(148);
  });

  it.each(["quickstart-preview.golden.json", "quickstart-state.golden.json"])(
    "finds nothing in %s",
    async (fixture) => {
      const { code, findings } = await check(path.join(ROOT, "stacks/quickstart"), fixturePath(fixture));
      expect([code, findings]).toEqual([0, []]);
    },
  );

  it.each(["shared-egress", "egress-bypass-unknown", "orphaned-names"])(
    "gives what an offline preview gives of %s",
    async (program) => {
      const folder = path.join(PROGRAMS, program);
      const { findings } = JSON.parse(fs.readFileSync(path.join(folder, "expected.json"), "utf8"));
      const expected = findings
        .map((one: Record<string, unknown>) => `${one.rule} ${one.status} ${one.resource}`)
        .sort();
      const { verdicts } = await check(folder, fixturePath(`${program}-preview.golden.json`));
      expect(verdicts).toEqual(expected);
    },
  );

  it("calls undetermined what events do not tell, and nothing a violation that may be none", async () => {
    const { code, findings, err, notices } = await check(PROGRAMS, fixturePath("shared-egress-events.jsonl"));
    const told = expect.stringContaining("says neither what depends on what nor where in the program it is");
    expect([code, err]).toEqual([0, told]);
    expect(notices).toContainEqual({ about: "input", level: "info", message: told });
    expect(findings.map(({ rule }) => rule)).toContain("shared-egress");
    expect(findings.every(({ status }) => status === "undetermined")).toBe(true);
  });
});

const lease = (changes: object = {}) => ({
  id: "office",
  prefix: "203.0.113.0/24",
  status: "active",
  term: { start: "2024-01-01", end: "2099-12-31" },
  owner: { team: "network", contact: "network@example.com" },
  allowedUses: ["web", "admin"],
  contacts: { abuse: "abuse@example.com" },
  routing: { announcedBy: "none", origins: [] },
  reverseDns: { responsibility: "lessor" },
  ...changes,
});
const resource = (stack: string, type: string, name: string, inputs: object, id?: string) => ({
  urn: `urn:pulumi:${stack}::shop::${type}::${name}`,
  type,
  custom: !type.startsWith("leasehold:"),
  inputs,
  id,
});
const exported = (...resources: object[]) => ({ version: 3, deployment: { resources } });

describe("several stacks", () => {
  const workload = (stack: string, segment: string) =>
    exported(
      resource(
        stack,
        "aws:ec2/subnet:Subnet",
        "workload",
        { vpcId: "vpc-1", tags: { "leasehold:lease": "office", "leasehold:segment": segment } },
        `subnet-${stack}`,
      ),
      resource(stack, "aws:ec2/routeTable:RouteTable", "table", { vpcId: "vpc-1" }, `rtb-${stack}`),
      resource(stack, "aws:ec2/route:Route", "out", {
        routeTableId: `rtb-${stack}`,
        destinationCidrBlock: "0.0.0.0/0",
        natGatewayId: "nat-1",
      }),
      resource(stack, "aws:ec2/routeTableAssociation:RouteTableAssociation", "uses", {
        subnetId: `subnet-${stack}`,
        routeTableId: `rtb-${stack}`,
      }),
    );
  const files = {
    "network.json": exported(
      resource("network", "leasehold:index:LeasedBlock", "office", { lease: lease() }),
      resource("network", "aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" }, "vpc-1"),
      resource("network", "aws:ec2/eip:Eip", "address", { domain: "vpc", address: "203.0.113.9" }, "eipalloc-1"),
      resource(
        "network",
        "aws:ec2/natGateway:NatGateway",
        "gateway",
        { allocationId: "eipalloc-1", subnetId: "subnet-public" },
        "nat-1",
      ),
    ),
    "web.json": workload("web", "web"),
    "admin.json": workload("admin", "admin"),
    "allowlist.json": exported(
      resource("partner", "aws:ec2/managedPrefixList:ManagedPrefixList", "list", {
        entries: [{ cidr: "198.51.100.0/24" }],
      }),
    ),
    "ended.json": exported(
      resource("ended", "leasehold:index:LeasedBlock", "ended", {
        lease: lease({ id: "ended", prefix: "198.51.100.0/24", status: "released" }),
      }),
    ),
  };
  const folder = folderOf(files);

  it("share an address between segments only where all of them are looked at", async () => {
    const rules = async (...names: string[]) =>
      (await check(folder, ...names)).verdicts.filter((verdict) => verdict.startsWith("shared-egress"));
    expect(await rules("network.json", "web.json")).toEqual([]);
    expect(await rules("network.json", "web.json", "admin.json")).toEqual(["shared-egress violation address"]);
  });

  it("refer to a lease that another of them released", async () => {
    expect((await check(folder, "allowlist.json")).verdicts).toEqual([]);
    expect((await check(folder, "allowlist.json", "ended.json")).verdicts).toEqual([
      "orphaned-reference violation list",
    ]);
  });

  it("are refused where one is given twice", async () => {
    const { code, err } = await check(folder, "web.json", "./web.json");
    expect([code, err]).toEqual([
      2,
      "error: ./web.json: is of stack web of project shop, as web.json is; give each stack once\n",
    ]);
  });
});

describe("the register", () => {
  const preview = (stack: string, config: object) => ({
    config,
    steps: [
      {
        op: "create",
        newState: resource(stack, "aws:ec2/managedPrefixList:ManagedPrefixList", "list", {
          entries: [{ cidr: "198.51.100.0/24" }],
        }),
      },
    ],
  });
  const released = { version: 1, leases: [lease({ id: "ended", prefix: "198.51.100.0/24", status: "released" })] };
  const folder = folderOf({
    "leases.json": released,
    "named.json": preview("a", { "leasehold:register": "leases.json" }),
    "other.json": preview("b", { "leasehold:register": "others.json" }),
    "none.json": preview("c", {}),
  });

  it("is the one that the preview's configuration names, for all stacks", async () => {
    const { code, verdicts } = await check(folder, "named.json", "none.json");
    expect(code).toBe(1);
    expect(verdicts).toEqual(["orphaned-reference violation list", "orphaned-reference violation list"]);
  });

  it("is --register before that", async () => {
    expect((await check(folder, "other.json", "--register", "leases.json")).code).toBe(1);
  });

  it("must be there where a configuration names it, and be one", async () => {
    expect((await check(folder, "other.json")).err).toMatch(
      /^error: other\.json: the configuration names the register others\.json, which is not in this folder/,
    );
    expect((await check(folder, "other.json", "named.json")).err).toMatch(
      /name 2 registers in their configuration: choose one/,
    );
  });

  it("is missed in a note where there is none", async () => {
    const { code, err } = await check(folder, "none.json");
    expect([code, err]).toEqual([0, expect.stringMatching(/^note: no register of leases is given/)]);
  });
});

describe("input", () => {
  const folder = folderOf({ "empty.json": "", "stack.json": exported(), "folder.txt": "" });

  it("may come from stdin", async () => {
    const io = {
      ...fakeIo({ folder }),
      stdin: (async function* () {
        yield Buffer.from(JSON.stringify(exported(resource("a", "aws:ec2/eip:Eip", "a", {})))).subarray(0, 20);
        yield Buffer.from(JSON.stringify(exported(resource("a", "aws:ec2/eip:Eip", "a", {})))).subarray(20);
      })(),
    };
    expect(await run(["check", "-"], io)).toBe(0);
    expect(io.out()).toContain("Check of the state of shop, stack a\n");
    expect(io.out()).toContain("1 resource: no violation\n");
  });

  it.each([
    [["empty.json"], "error: empty.json: is empty\n"],
    [["gone.json"], "error: gone.json: does not exist\n"],
    [["."], "error: .: is a folder; give a file\n"],
    [["-", "-"], "error: - can be given once: there is one stdin.\n"],
    [["/dev/zero"], "error: /dev/zero: has more than 512 MB, which is the most that is read\n"],
  ])("is refused in one message: check %j", async (files, message) => {
    const { code, err } = await check(folder, ...files);
    expect([code, err]).toEqual([2, message]);
  });

  it("without resources is judged, with a warning", async () => {
    const { code, err } = await check(folder, "stack.json");
    expect([code, err]).toEqual([0, expect.stringContaining("warning: stack.json holds no resources.\n")]);
  });

  it("of 100 MB of nesting is refused at once", async () => {
    fs.writeFileSync(path.join(folder, "deep.json"), Buffer.alloc(100_000_000, '{"steps":['));
    const { code, err } = await check(folder, "deep.json");
    expect([code, err]).toEqual([2, "error: deep.json: line 1, column 641: values nest more than 128 deep\n"]);
  });
});

it.each([
  ["changes-preview.golden.json", true],
  ["changes-state.golden.json", true],
  ["changes-plain-state.golden.json", false],
])("says of %s whether secrets in it are out of view", async (fixture, hidden) => {
  const { err } = await check(folderOf({}), fixturePath(fixture));
  expect(err.includes("hides secrets: what could be decided by the text of one is undetermined")).toBe(hidden);
});

describe("a secret", () => {
  const HIDDEN = "[secret]";
  const ENCRYPTED = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "djE6abc=" };
  const released = lease({ id: "ended", prefix: "198.51.100.0/24", status: "released" });
  const block = (declared: object) => resource("a", "leasehold:index:LeasedBlock", "block", { lease: declared });
  const parameter = (value: unknown) => resource("a", "aws:ssm/parameter:Parameter", "token", { type: "x", value });
  const group = (protocol: unknown) =>
    resource("a", "aws:ec2/securityGroup:SecurityGroup", "group", {
      tags: { "leasehold:lease": "office", "leasehold:segment": "web" },
      egress: [{ protocol, fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
    });
  const asPreview = (...resources: object[]) => ({ steps: resources.map((newState) => ({ op: "create", newState })) });
  const asEvents = (...resources: object[]) =>
    [
      ...resources.map((one) => {
        const { urn } = one as { urn: string };
        return { sequence: 1, resourcePreEvent: { metadata: { op: "create", urn, new: one } } };
      }),
      { sequence: 2, summaryEvent: {} },
    ]
      .map((event) => JSON.stringify(event))
      .join("\n");
  const formats: [string, (...resources: object[]) => object | string, unknown][] = [
    ["a preview", asPreview, HIDDEN],
    ["events", asEvents, HIDDEN],
    ["a state", exported, ENCRYPTED],
  ];

  it.each(formats)("of %s may refer to space that was given back, as long as there is any", async (_, form, secret) => {
    const folder = folderOf({
      "ended.json": form(block(released), parameter(secret)),
      "live.json": form(block(lease()), parameter(secret)),
      "known.json": form(block(released), parameter("from 198.51.100.7")),
    });
    const orphaned = async (file: string) =>
      (await check(folder, file)).findings.filter(({ rule }) => rule === "orphaned-reference");
    expect(await orphaned("ended.json")).toEqual([
      expect.objectContaining({
        status: "undetermined",
        message: expect.stringContaining("token.value"),
        evidence: expect.objectContaining({ unknown: [expect.stringMatching(/::token#value$/)] }),
      }),
    ]);
    expect(await orphaned("live.json")).toEqual([]);
    expect((await orphaned("known.json")).map(({ status }) => status)).toEqual(["violation"]);
  });

  it.each(formats)("of %s that decides a rule makes it undetermined and names the path", async (_, form, secret) => {
    const folder = folderOf({
      "a.json": form(block(lease()), group(secret)),
      "b.json": form(block(lease()), group("-1")),
    });
    const verdicts = async (file: string) =>
      (await check(folder, file)).findings
        .filter(({ rule, resource }) => rule === "open-egress" && resource?.name === "group")
        .map(({ status, message }) => [status, message.includes("group.egress[0].protocol")]);
    expect(await verdicts("a.json")).toEqual([["undetermined", true]]);
    expect(await verdicts("b.json")).toEqual([["violation", false]]);
  });

  it("of a tag may be a name that nothing declares", async () => {
    const tagged = resource("a", "aws:ec2/subnet:Subnet", "subnet", { tags: { "leasehold:lease": HIDDEN } });
    const folder = folderOf({ "a.json": asPreview(block(lease()), tagged) });
    expect((await check(folder, "a.json")).verdicts).toContain("orphaned-reference undetermined subnet");
  });
});

it("counts neither the stack nor what is deleted, and judges what is left", async () => {
  const folder = folderOf({});
  const { code, summary, findings } = await check(folder, fixturePath("changes-preview.golden.json"));
  expect([code, summary?.resources, findings]).toEqual([0, 8, []]);
});

it("never loads the Pulumi SDK", () => {
  const script = `
    const { run } = require("./cli/run.ts");
    const io = { environment: {}, folder: ${JSON.stringify(path.join(ROOT, "stacks/unsafe"))}, terminal: {}, stdout() {}, stderr() {} };
    run(["check", ${JSON.stringify(fixturePath("unsafe-preview.golden.json"))}], io).then((code) => {
      const loaded = Object.keys(require.cache);
      console.log(JSON.stringify({ code, modules: loaded.length, sdk: loaded.filter((file) => /@pulumi|grpc|protobuf/.test(file)) }));
    });`;
  const args = ["--require", path.join(ROOT, "bench/register.cjs"), "-e", script];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });
  expect({ stderr, ...JSON.parse(stdout) }).toEqual({ stderr: "", code: 1, modules: expect.any(Number), sdk: [] });
}, 30_000);
