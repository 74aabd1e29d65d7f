import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const checkout = path.resolve(__dirname, "../../..");
const made: string[] = [];

/** A resource of no provider's, so that small programs load the SDK alone. */
export const THING = `
const pulumi = require("@pulumi/pulumi");
class Thing extends pulumi.CustomResource {
  constructor(name, args, opts) { super("test:index:Thing", name, { out: undefined, ...args }, opts); }
}
class Group extends pulumi.ComponentResource {
  constructor(name, args, opts, remote) { super("test:index:Group", name, args, opts, remote); }
}
`;

/** Writes a Pulumi project into a folder of its own, with this checkout's packages; Pulumi.yaml is added where missing. */
export function writeProgram(files: Readonly<Record<string, string>>): string {
  // Real path: what stack traces name, where the system's temporary folder is a link.
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "leasehold-program-")));
  made.push(folder);
  fs.symlinkSync(path.join(checkout, "node_modules"), path.join(folder, "node_modules"), "dir");
  const all = { "Pulumi.yaml": "name: shop\nruntime: nodejs\n", "package.json": '{"name": "shop"}', ...files };
  for (const [name, content] of Object.entries(all)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  }
  return folder;
}

/** Removes every program that was written. */
export function removePrograms(): void {
  for (const folder of made.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
}
