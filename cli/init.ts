import * as fs from "node:fs";
import * as path from "node:path";
import { type Command, Option } from "commander";
import { isMap, isSeq, parseDocument } from "yaml";
import { plainLines } from "../reports/plain-text";
import { CI_KINDS, type CiKind, ciFiles, ciProject } from "./ci-workflow";
import { UsageError } from "./failure";
import type { Io } from "./io";
import { lineDiff } from "./line-diff";
import { repositoryRoot } from "./repository-root";

interface InitOptions {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  /** Write a workflow for this CI, too. */
  readonly ci?: CiKind;
}

/** A file as it is to be; `before` is undefined where there is none yet. */
interface Change {
  readonly file: string;
  readonly before: string | undefined;
  readonly after: string;
}

/** `leasehold init [DIR]`: adds Leasehold to an existing Pulumi project. What is there already stays as it is. */
export function define(command: Command, io: Io, done: (code: number) => void): void {
  command
    .argument("[dir]", "folder of Pulumi.yaml", ".")
    .option("-y, --yes", "write without asking")
    .option("--dry-run", "show what would be written, and write nothing")
    .addOption(new Option("--ci <kind>", "write a workflow that judges pull requests, too").choices(CI_KINDS))
    .option("--verbose", "say more, also about errors")
    .action(async (folder: string, options: InitOptions) =>
      done(await init(path.resolve(io.folder, folder), options, io)),
    );
}

async function init(folder: string, options: InitOptions, io: Io): Promise<number> {
  const changes = [...planChanges(folder), ...planCi(folder, options.ci)].filter(
    ({ before, after }) => before !== after,
  );
  if (changes.length === 0) {
    io.stdout("Nothing to do: the project has all of it already.\n");
    return 0;
  }
  for (const { file, before, after } of changes) {
    io.stdout(
      `${before === undefined ? "create" : "change"} ${path.relative(io.folder, path.join(folder, file)) || file}\n`,
    );
    io.stdout(`${plainLines(lineDiff(before ?? "", after))}\n`);
  }
  if (options.dryRun) return 0;
  if (!options.yes) {
    if (!io.terminal.stdin) throw new UsageError("Nothing was written: give --yes to write without being asked.");
    const answer = await io.ask(
      `Write ${changes.length === 1 ? "this file" : `these ${changes.length} files`}? [y/N] `,
    );
    if (!/^y(es)?$/i.test(answer.trim())) {
      io.stdout("Nothing was written.\n");
      return 0;
    }
  }
  for (const { file, after } of changes) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), after);
  }
  io.stdout(NEXT);
  if (options.ci !== undefined) io.stdout(NEXT_CI[options.ci]);
  return 0;
}

const NEXT = `
Done. Next:
  leasehold preview                    what the program does with leased space, offline
  npm run preview:pack                 the same rules in pulumi preview; pulumi up takes --policy-pack too
`;

const NEXT_CI: Readonly<Record<CiKind, string>> = {
  github:
    "  .github/workflows/leasehold.yml      name the action by the commit of its release, and let code owners guard the file\n",
  gitlab:
    "  .gitlab/leasehold.yml                .gitlab-ci.yml has to include it: `include: [{ local: .gitlab/leasehold.yml }]`\n",
};

/** The workflow's files, seen from the project's folder. What is there stays as it is. */
function planCi(folder: string, kind: CiKind | undefined): Change[] {
  if (kind === undefined) return [];
  const root = repositoryRoot(folder);
  if (root === undefined) throw new UsageError(`--ci: ${folder} lies in no git repository.`);
  const project = ["Pulumi.yaml", "Pulumi.yml"]
    .map((name) => path.join(folder, name))
    .find((file) => fs.existsSync(file));
  const files = ciFiles(kind, ciProject(folder, root, project === undefined ? "" : fs.readFileSync(project, "utf8")));
  return files.map(({ file, content }) => {
    const target = path.join(root, file);
    const before = fs.existsSync(target) ? fs.readFileSync(target, "utf8") : undefined;
    return { file: path.relative(folder, target), before, after: before ?? content };
  });
}

function planChanges(folder: string): Change[] {
  const project = ["Pulumi.yaml", "Pulumi.yml"].find((name) => fs.existsSync(path.join(folder, name)));
  if (project === undefined) {
    throw new UsageError(
      `There is no Pulumi.yaml in ${folder}. Start a project with \`pulumi new\`, or give its folder.`,
    );
  }
  const read = (file: string): string | undefined => {
    const target = path.join(folder, file);
    return fs.existsSync(target) ? fs.readFileSync(target, "utf8") : undefined;
  };
  const change = (file: string, after: (before: string | undefined) => string): Change => {
    const before = read(file);
    return { file, before, after: after(before) };
  };
  return [
    change(project, (text) => withPlugin(project, text ?? "")),
    change("leasehold.yaml", (text) => text ?? SETTINGS),
    change("leases.json", (text) => text ?? `${JSON.stringify({ version: 1, leases: [] }, null, 2)}\n`),
    ...(read("package.json") === undefined ? [] : [change("package.json", (text) => withScripts(text ?? "{}"))]),
  ];
}

const SETTINGS = `# Settings of the leasehold rules. Every number of a rule can be set here; \`leasehold explain RULE\` says what it means.
# severities:
#   lease-expiring: error
`;

/** Pulumi.yaml with the provider plugin's folder and the register's place; comments and order are kept. */
function withPlugin(name: string, text: string): string {
  const document = parseDocument(text);
  const error = document.errors[0];
  if (error) throw new UsageError(`${name}: ${error.message.split("\n")[0]}`);
  if (!isMap(document.contents)) throw new UsageError(`${name} holds no settings (key: value).`);
  const providers = document.getIn(["plugins", "providers"]);
  const known = isSeq(providers) && providers.items.some((item) => isMap(item) && item.get("name") === "leasehold");
  let changed = false;
  if (!known) {
    const plugin = document.createNode({ name: "leasehold", path: "node_modules/leasehold/provider" });
    if (isSeq(providers)) providers.add(plugin);
    else document.setIn(["plugins", "providers"], document.createNode([plugin]));
    changed = true;
  }
  if (!document.hasIn(["config", "leasehold:register"])) {
    document.setIn(["config", "leasehold:register"], document.createNode({ value: "leases.json" }));
    changed = true;
  }
  return changed ? document.toString({ lineWidth: 0 }) : text;
}

const SCRIPTS = {
  "preview:offline": "leasehold preview",
  "preview:pack": "pulumi preview --policy-pack node_modules/leasehold/policies",
};

function withScripts(text: string): string {
  let content: { scripts?: Record<string, string> };
  try {
    content = JSON.parse(text) as { scripts?: Record<string, string> };
  } catch {
    throw new UsageError("package.json is not JSON.");
  }
  const missing = Object.entries(SCRIPTS).filter(([name]) => content.scripts?.[name] === undefined);
  if (missing.length === 0) return text;
  const indent = /^([ \t]+)"/m.exec(text)?.[1] ?? "  ";
  const scripts = { ...content.scripts, ...Object.fromEntries(missing) };
  return `${JSON.stringify({ ...content, scripts }, null, indent)}\n`;
}
