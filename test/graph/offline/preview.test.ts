import * as fs from "node:fs";
import * as path from "node:path";
import { type Preview, type PreviewOptions, previewProgram } from "../../../graph/offline/preview";
import { type Resource, UNKNOWN } from "../../../graph/resource";
import { removePrograms, THING, writeProgram } from "./write-program";

jest.setTimeout(60_000);
afterAll(removePrograms);

const environment = { PATH: process.env.PATH, HOME: process.env.HOME };

function run(files: Record<string, string>, options: Partial<PreviewOptions> = {}): Promise<Preview> {
  return previewProgram({ folder: writeProgram(files), environment, ...options });
}

async function failureOf(files: Record<string, string>, options: Partial<PreviewOptions> = {}): Promise<string> {
  const outcome = await run(files, options).then(
    () => "it went well",
    (error: Error) => `${error.name}: ${error.message}`,
  );
  return outcome;
}

function named(preview: Preview, name: string): Resource {
  const found = preview.graph.resources.find((resource) => resource.name === name);
  if (!found) throw new Error(`no resource ${name} among ${preview.graph.resources.map((r) => r.name)}`);
  return found;
}

describe("an offline preview", () => {
  it("looks for type errors again once what was missing is there", async () => {
    const folder = writeProgram({
      "index.ts": 'import { size } from "./later";\nexport const twice: number = size * 2;\n',
    });
    await expect(previewProgram({ folder, environment })).rejects.toThrow(/1 type error .*\n.*Cannot find module/);
    fs.writeFileSync(path.join(folder, "later.ts"), "export const size: number = 3;\n");
    expect((await previewProgram({ folder, environment })).stack).toBe("dev");
  });

  it("keeps inputs, options, dependencies and the user's own line of every resource", async () => {
    const preview = await run({
      "index.js": `${THING}
const group = new Group("group", { leaseId: "a" });
const first = new Thing("first", { cidr: "192.0.2.0/24", nothing: undefined }, { parent: group, protect: true });
const second = new Thing("second", { from: first.out, both: [first.cidr, pulumi.secret("s")] }, { retainOnDelete: true, dependsOn: [group] });
module.exports = { done: second.urn };
`,
    });
    expect(preview.graph.project).toBe("shop");
    expect(preview.graph.stack).toBe("dev");
    expect(named(preview, "first")).toMatchObject({
      urn: "urn:pulumi:dev::shop::test:index:Group$test:index:Thing::first",
      custom: true,
      inputs: { cidr: "192.0.2.0/24" },
      parent: named(preview, "group").urn,
      protect: true,
      location: { file: "index.js", line: 11, column: 15 },
    });
    expect(named(preview, "second")).toMatchObject({
      inputs: { from: UNKNOWN, both: ["192.0.2.0/24", "s"] },
      propertyDependencies: { from: [named(preview, "first").urn], both: [named(preview, "first").urn] },
      retainOnDelete: true,
    });
    expect(named(preview, "second").dependencies).toContain(named(preview, "first").urn);
    expect(named(preview, "group")).toMatchObject({ custom: false, inputs: { leaseId: "a" } });
  });

  it("runs TypeScript, maps its lines, and awaits an exported function", async () => {
    const preview = await run({
      "index.ts": `import * as pulumi from "@pulumi/pulumi";

interface ThingArgs { port: number }
class Thing extends pulumi.CustomResource {
  constructor(name: string, args: ThingArgs, opts?: pulumi.CustomResourceOptions) {
    super("test:index:Thing", name, args as unknown as pulumi.Inputs, opts);
  }
}
enum Port { Web = 443 }

export = async (): Promise<object> => {
  await Promise.resolve();
  const made = new Thing("late", { port: Port.Web });
  return { urn: made.urn };
};
`,
    });
    expect(named(preview, "late")).toMatchObject({
      inputs: { port: 443 },
      location: { file: "index.ts", line: 13, column: 16 },
    });
  });

  it("points at the user's innermost frame, not at a library's", async () => {
    const preview = await run({
      "index.js": `require("./network").make();\n`,
      "network.js": `exports.make = () => require("./lib/node_modules/made-up").thing("deep");\n`,
      "lib/node_modules/made-up/index.js": `${THING}\nexports.thing = (name) => new Thing(name, {});\n`,
    });
    expect(named(preview, "deep").location).toMatchObject({ file: "network.js", line: 1 });
  });

  it("runs a program of ES modules with top-level await", async () => {
    const preview = await run({
      "package.json": '{"name": "shop", "type": "module"}',
      "index.js": `import * as pulumi from "@pulumi/pulumi";
class Thing extends pulumi.CustomResource { constructor(name) { super("test:index:Thing", name, {}); } }
await Promise.resolve();
export const urn = new Thing("module").urn;
`,
    });
    expect(named(preview, "module").location).toMatchObject({ file: "index.js", line: 4 });
  });

  it("leaves the insides of a remote component out of view and its outputs unknown", async () => {
    const preview = await run({
      "index.js": `${THING}
const remote = new Group("elsewhere", { list: ["198.51.100.0/24"], out: undefined }, {}, true);
new Thing("user", { from: remote.out });
`,
    });
    expect(named(preview, "elsewhere")).toMatchObject({ remote: true, inputs: { list: ["198.51.100.0/24"] } });
    expect(named(preview, "user").inputs).toEqual({ from: UNKNOWN });
  });

  it("applies transforms of a resource, of its parent and of the stack", async () => {
    const preview = await run({
      "index.js": `${THING}
const add = (key) => async ({ props, opts }) => ({ props: { ...props, order: [...(props.order ?? []), key] }, opts });
pulumi.runtime.registerResourceTransform(add("stack"));
const group = new Group("group", {}, { transforms: [add("parent")] });
new Thing("thing", {}, { parent: group, transforms: [add("own")] });
`,
    });
    expect(named(preview, "thing").inputs).toEqual({ order: ["own", "parent", "stack"] });
  });

  it("gives the program its configuration: project defaults, then the stack's own, what is encrypted unknown", async () => {
    const preview = await run(
      {
        "Pulumi.yaml": "name: shop\nruntime: nodejs\nconfig:\n  size: 3\n  colour: {type: string, default: red}\n",
        "Pulumi.prod.yaml":
          "config:\n  shop:colour: blue\n  shop:token: {secure: v1:abc:def}\n  shop:count: {secure: v1:abc:def}\n  shop:list: [1, {secure: v1:x}]\n  aws:region: eu-west-1\n",
        "index.js": `${THING}
const config = new pulumi.Config();
new Thing("configured", {
  size: config.requireNumber("size"), colour: config.require("colour"), token: config.requireSecret("token"),
  url: pulumi.interpolate\`https://\${config.requireSecret("token")}/\`, plain: "x" + config.get("token"),
  count: config.requireSecretNumber("count"), list: config.requireSecretObject("list"), region: new pulumi.Config("aws").get("region"),
});
`,
      },
      { stack: "prod" },
    );
    expect(named(preview, "configured").inputs).toEqual({
      size: 3,
      colour: "blue",
      token: UNKNOWN,
      url: UNKNOWN,
      plain: UNKNOWN,
      count: UNKNOWN,
      list: [1, UNKNOWN],
      region: "eu-west-1",
    });
    expect(preview.config["aws:region"]).toBe("eu-west-1");
  });

  it("shows the program no credentials, and one more variable where asked to", async () => {
    const program = { "index.js": `${THING}\nnew Thing("env", { seen: Object.keys(process.env).sort() });\n` };
    const secret = { ...environment, AWS_SECRET_ACCESS_KEY: "x", GITHUB_TOKEN: "x", NODE_OPTIONS: "", EXTRA: "x" };
    const shown = named(await run(program, { environment: secret }), "env").inputs.seen;
    expect(shown).toContain("PATH");
    for (const name of ["AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN", "NODE_OPTIONS", "EXTRA", "LEASEHOLD_PROGRAM_CACHE"]) {
      expect(shown).not.toContain(name);
    }
    const more = await run(program, { environment: secret, allowEnvironment: ["EXTRA"] });
    expect(named(more, "env").inputs.seen).toContain("EXTRA");
  });

  it("gives the same graph from its caches as the first time", async () => {
    const folder = writeProgram({ "index.js": `${THING}\nnew Thing("again", { a: 1 });\n` });
    const cached = { ...environment, LEASEHOLD_CACHE: path.join(folder, "cache") };
    fs.mkdirSync(cached.LEASEHOLD_CACHE, { mode: 0o700 });
    const first = await previewProgram({ folder, environment: cached });
    const second = await previewProgram({ folder, environment: cached });
    expect(second.graph).toEqual(first.graph);
    expect(fs.readdirSync(path.join(cached.LEASEHOLD_CACHE, "compiled"))).not.toEqual([]);
  });

  it("passes on what the program prints and logs", async () => {
    const preview = await run({
      "index.js": `const p = require("@pulumi/pulumi");\nconsole.log("printed");\np.log.warn("careful");\n`,
    });
    expect(preview.output).toBe("printed\n");
    expect(preview.logs).toEqual([{ severity: "warning", message: "careful", urn: "" }]);
  });
});

describe("what exists already", () => {
  const program = {
    "index.js": `${THING}
const other = new pulumi.StackReference("acme/net/prod");
const region = pulumi.runtime.invokeOutput("aws:index/getRegion:getRegion", {});
const vpc = pulumi.runtime.invokeOutput("aws:ec2/getVpc:getVpc", { id: "vpc-1" });
new Thing("user", { subnet: other.getOutput("subnet"), region: region.apply((r) => r.region), cidr: vpc.apply((v) => v.cidrBlock) });
new Thing("found", {}, { id: "thing-7" });
`,
  };
  const fixtures = JSON.stringify({
    invokes: {
      "aws:ec2/getVpc:getVpc": [
        { args: { id: "vpc-0" }, result: { cidrBlock: "10.0.0.0/16" } },
        { args: { id: "vpc-1" }, result: { cidrBlock: "10.1.0.0/16" } },
      ],
    },
    stackReferences: { "acme/net/prod": { outputs: { subnet: "subnet-9" } } },
    resources: { "test:index:Thing": { "thing-7": { out: "seven" } } },
  });

  it("is answered from the fixtures and from what is built in", async () => {
    const preview = await run({ ...program, "leasehold.fixtures.json": fixtures });
    expect(named(preview, "user").inputs).toEqual({ subnet: "subnet-9", region: "us-east-1", cidr: "10.1.0.0/16" });
    expect(named(preview, "found")).toMatchObject({ operation: "read", id: "thing-7", inputs: { out: "seven" } });
  });

  it("is asked for all at once where nothing answers", async () => {
    const message = await failureOf(program);
    expect(message).toContain("  aws:ec2/getVpc:getVpc with id\n  stack reference acme/net/prod\n");
    expect(message).toContain("--write-fixtures");
    expect(message).not.toContain("getRegion");
  });

  it("gets a place each in a fixtures file that is written on request", async () => {
    const preview = await run(program, { writeFixtures: true });
    const written = JSON.parse(fs.readFileSync(preview.wroteFixtures as string, "utf8"));
    expect(written).toEqual({
      invokes: { "aws:ec2/getVpc:getVpc": [{ args: { id: "vpc-1" }, result: {} }] },
      stackReferences: { "acme/net/prod": { outputs: {} } },
    });
  });
});

describe("a program that cannot be previewed gives one clear message", () => {
  const js = (code: string): Record<string, string> => ({ "index.js": `${THING}${code}` });

  it.each<[string, Record<string, string>, Partial<PreviewOptions>, string | RegExp]>([
    ["it throws", js('\nthrow new Error("no more addresses");'), {}, "PreviewError: index.js:10:7: no more addresses"],
    ["it rejects", js('\nPromise.reject(new Error("left alone"));'), {}, /^PreviewError: index\.js:10:16: left alone$/],
    [
      "a RunError",
      js('\nthrow new pulumi.RunError("as the author words it");'),
      {},
      "PreviewError: as the author words it",
    ],
    [
      "a syntax error",
      { "index.js": "const a = ;\n" },
      {},
      "PreviewError: index.js:1:11: SyntaxError: Unexpected token ';'",
    ],
    [
      "a syntax error in TypeScript",
      { "index.ts": "const a = ;\n" },
      { typeCheck: false },
      /index\.ts\(?:?1[:,]11\)?.*Expression expected/s,
    ],
    [
      "a type error",
      { "index.ts": 'const a: number = "b";\nexport = { a };\n' },
      {},
      /1 type error .*\n {2}index\.ts:1:7: error TS2322: Type 'string' is not assignable/,
    ],
    [
      "a missing configuration value",
      js('\nnew pulumi.Config().require("size");'),
      {},
      /Missing required configuration variable 'shop:size'\. Set it/,
    ],
    [
      "a duplicate name",
      js('\nnew Thing("a", {});\nnew Thing("a", {});'),
      {},
      "PreviewError: index.js:11:1: two resources are named a with type test:index:Thing (the first at index.js:10:1). Give one of them another name.",
    ],
    ["it never ends", js("\nsetInterval(() => {}, 1000);"), { timeout: 2500 }, /did not end within 2\.5 seconds/],
    ["it loops", js("\nfor (;;) {}"), { timeout: 2500 }, /did not end within 2\.5 seconds/],
    [
      "it floods",
      js('\nfor (let i = 0; i < 200; i++) new Thing("t" + i, {});'),
      { maxResources: 100 },
      /more than 100 resources/,
    ],
    ["it exits", js("\nprocess.exit(0);"), {}, /ended before all its resources were registered/],
    [
      "it exits with a code",
      js('\nconsole.error("gave up"); process.exit(3);'),
      {},
      "PreviewError: The program ended with exit code 3:\ngave up",
    ],
    [
      "a promise that never settles",
      js('\nnew Thing("a", { x: new Promise(() => {}) });'),
      {},
      /ended with exit code 1:\nThe Pulumi runtime detected that \d+ promises were still active/,
    ],
    ["no program", {}, {}, /Cannot find module|locate the entry point/],
    [
      "a module that is missing",
      { "index.js": 'require("not-installed");\n' },
      {},
      /Cannot find module 'not-installed'/,
    ],
    ["another language", { "Pulumi.yaml": "name: a\nruntime: go\n" }, {}, /runtime "go" cannot run offline/],
    ["a Pulumi.yaml that is no YAML", { "Pulumi.yaml": "name: [\n" }, {}, /Pulumi\.yaml:2:1: /],
    ["a Pulumi.yaml without a name", { "Pulumi.yaml": "runtime: nodejs\n" }, {}, /`name` is missing/],
    [
      "a stack that is not there",
      { "Pulumi.prod.yaml": "config: {}\n" },
      { stack: "pord" },
      /no Pulumi\.pord\.yaml .* Its stacks are: prod\./,
    ],
    [
      "fixtures that are none",
      { "leasehold.fixtures.json": '{"invoke": {}}', ...js("") },
      {},
      /is not a fixtures file:\n {2}\(top\): Unrecognized key: "invoke"/,
    ],
    [
      "an encrypted value that must be a number",
      { "Pulumi.dev.yaml": "config: {shop:n: {secure: v1:x}}\n", ...js('\nnew pulumi.Config().getNumber("n");') },
      {},
      /^PreviewError: index\.js:10:21: Configuration 'shop:n' is encrypted, .* with getSecretNumber\.$/,
    ],
  ])("%s", async (_, files, options, expected) => {
    const message = await failureOf(files, options);
    if (typeof expected === "string") expect(message).toBe(expected);
    else expect(message).toMatch(expected);
    expect(message).not.toMatch(/^\s+at .*:\d+:\d+/m);
  });

  it("and ends every process that the program started", async () => {
    const folder = writeProgram(
      js(
        '\nrequire("fs").writeFileSync("pid", String(require("child_process").spawn("sleep", ["60"]).pid));\nsetInterval(() => {}, 1000);',
      ),
    );
    await expect(previewProgram({ folder, environment, timeout: 2500 })).rejects.toThrow("did not end");
    const pid = Number(fs.readFileSync(path.join(folder, "pid"), "utf8"));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(isRunning(pid)).toBe(false);
  });
});

function isRunning(pid: number): boolean {
  const state = `/proc/${pid}/stat`;
  // A zombie that nobody collected yet has ended.
  return fs.existsSync(state) && !/\) Z /.test(fs.readFileSync(state, "utf8"));
}
