// Builds action/bundle/: all that the GitHub Action runs, in files that need no installation, since GitHub takes an action
// as its repository has it. The bundle is committed; `--check` (CI) refuses one that is not what its sources give.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundleOptions, DRIFT_PACKAGES } from "./bundle-options.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, "action", "bundle");
const check = process.argv.includes("--check");

/** Each file of the bundle and where it begins: the step itself, the command that it runs, and what a preview starts. */
const ENTRIES = [
  { file: "main.js", entry: "action/main.ts" },
  { file: "leasehold.js", entry: "cli/main.ts" },
  { file: "runner/main.js", entry: "graph/offline/runner/main.ts" },
  { file: "runner/type-checker.js", entry: "graph/offline/runner/type-checker.ts" },
];

const bundles = await Promise.all(ENTRIES.map(bundle));
const built = [
  ...bundles.map(({ file, content }) => ({ file, content })),
  { file: "rules.wasm", content: readFileSync(join(root, "policies", "rules.wasm")) },
  { file: "LICENSES.txt", content: Buffer.from(licenses(bundles.flatMap(({ inputs }) => inputs))) },
];
const present = existsSync(folder) ? filesOf(folder) : [];
const strays = present.filter((file) => !built.some((one) => one.file === file));
const different = built.filter(({ file, content }) => {
  const path = join(folder, file);
  return !existsSync(path) || !readFileSync(path).equals(content);
});

if (check) {
  const stale = [...different.map(({ file }) => file), ...strays];
  for (const file of stale) {
    console.error(
      `action/bundle/${file} is not what its sources give; run: node scripts/build-action.mjs, and commit it`,
    );
  }
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const file of strays) rmSync(join(folder, file));
  for (const { file, content } of different) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
    console.log(`wrote action/bundle/${file}`);
  }
}

async function bundle({ file, entry }) {
  const { outputFiles, metafile } = await build({
    ...bundleOptions,
    entryPoints: [join(root, entry)],
    outfile: join(folder, file),
    tsconfig: join(root, "tsconfig.json"),
    // There is no node_modules beside it: only what a preview takes from the project stays outside, and what the action
    // never does.
    external: ["esbuild", "typescript", ...DRIFT_PACKAGES],
    // Names stay, so that an error's stack can be read.
    minifyWhitespace: true,
    minifySyntax: true,
    sourcemap: false,
    // The same bytes in every checkout, wherever node_modules leads.
    preserveSymlinks: true,
    metafile: true,
    write: false,
  });
  return { file, content: Buffer.from(outputFiles[0].contents), inputs: Object.keys(metafile.inputs) };
}

function filesOf(path) {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(path.length + 1)
        .replaceAll("\\", "/"),
    );
}

/** The licences of all packages that the bundle holds a part of. */
function licenses(inputs) {
  const packages = new Set();
  for (const input of inputs) {
    const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found) packages.add(found[1]);
  }
  const texts = new Map();
  for (const path of packages) {
    const { name, version, license } = JSON.parse(readFileSync(join(root, path, "package.json"), "utf8"));
    texts.set(`${name} ${version}`, `${name} ${version} (${license})\n\n${licenseText(join(root, path))}`);
  }
  const head = "This folder holds parts of the packages below, under their licences.";
  return `${[head, ...[...texts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text)].join(`\n\n${"-".repeat(79)}\n\n`)}\n`;
}

function licenseText(path) {
  const name = readdirSync(path).find((file) => /^licen[cs]e(\.(md|txt))?$/i.test(file));
  return name
    ? readFileSync(join(path, name), "utf8").replaceAll("\r\n", "\n").trim()
    : "The package comes without a text of its licence.";
}
