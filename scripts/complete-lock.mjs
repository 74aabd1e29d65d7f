// Adds to package-lock.json the optional packages of other platforms that the registry in use does not serve. npm leaves
// those out when it writes the lock, and `npm ci` then refuses the lock as out of step. Run as `npm run lock` after every
// change of dependencies.
import { readFileSync, writeFileSync } from "node:fs";

const SYSTEMS = ["android", "darwin", "linux", "win32", "freebsd", "netbsd", "openbsd", "sunos", "aix", "openharmony"];
const PROCESSORS = ["x64", "arm64", "arm", "ia32", "ppc64", "s390x", "riscv64", "loong64", "mips64el", "wasm32"];

const file = process.argv[2] ?? "package-lock.json";
const lock = JSON.parse(readFileSync(file, "utf8"));

/** Whether a package that stands at `from` finds `name`, in its own node_modules or in one further out. */
function finds(from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    if (lock.packages[`${folder ? `${folder}/` : ""}node_modules/${name}`]) return true;
    if (folder === "") return false;
  }
}

/** An entry that says for which platform the package is; without a download address, as all entries of this lock. */
function entryFor(name, range, dependent) {
  const words = name.split("/").at(-1).split("-");
  const system = words.find((word) => SYSTEMS.includes(word));
  const abi = words.some((word) => word.endsWith("eabihf") || word === "eabi") ? "arm" : undefined;
  const processor = words.find((word) => PROCESSORS.includes(word)) ?? abi;
  return {
    version: range.replace(/^[~^]/, ""),
    ...(processor && { cpu: [processor] }),
    ...(dependent.dev && { dev: true }),
    optional: true,
    ...(name.includes("musl") && { libc: ["musl"] }),
    ...(system && { os: [system] }),
  };
}

const added = [];
for (const [from, dependent] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(dependent.optionalDependencies ?? {})) {
    if (finds(from, name)) continue;
    lock.packages[`node_modules/${name}`] = entryFor(name, range, dependent);
    added.push(`${name}@${range}`);
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length === 0 ? "the lock is complete" : `added ${added.join(", ")}`);
