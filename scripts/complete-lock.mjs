// Adds to package-lock.json the optional packages of other platforms that this registry does not serve.
import { readFileSync, writeFileSync } from "node:fs";

const file = process.argv[2];
const lock = JSON.parse(readFileSync(file, "utf8"));
const added = [];
const OS = {
  android: "android",
  darwin: "darwin",
  linux: "linux",
  win32: "win32",
  freebsd: "freebsd",
  netbsd: "netbsd",
  openbsd: "openbsd",
  sunos: "sunos",
  aix: "aix",
  openharmony: "openharmony",
  wasm32: null,
};
function resolves(from, name) {
  let at = from;
  for (;;) {
    const key = (at ? at + "/" : "") + "node_modules/" + name;
    if (lock.packages[key]) return key;
    if (!at) return undefined;
    const i = at.lastIndexOf("/node_modules/");
    at = i < 0 ? "" : at.slice(0, i);
    if (i < 0 && at === "") {
      const k = "node_modules/" + name;
      return lock.packages[k] ? k : undefined;
    }
  }
}
for (const [from, pkg] of Object.entries({ ...lock.packages }))
  for (const [name, range] of Object.entries(pkg.optionalDependencies ?? {})) {
    if (resolves(from, name)) continue;
    const words = name.split("/").at(-1).split("-");
    const os = words.find((w) => w in OS && OS[w]);
    const cpu =
      words.find((w) =>
        ["x64", "arm64", "arm", "ia32", "ppc64", "s390x", "riscv64", "loong64", "mips64el", "wasm32"].includes(w),
      ) ?? (words.includes("gnueabihf") ? "arm" : undefined);
    const key = "node_modules/" + name;
    const version = range.replace(/^[~^]/, "");
    if (lock.packages[key]) {
      console.error("nested needed", from, name);
      continue;
    }
    lock.packages[key] = {
      version,
      ...(cpu ? { cpu: [cpu] } : {}),
      ...(pkg.dev ? { dev: true } : {}),
      optional: true,
      ...(/musl/.test(name) ? { libc: ["musl"] } : {}),
      ...(os ? { os: [os] } : {}),
    };
    added.push(`${name}@${version} ${os} ${cpu} (from ${from})`);
  }
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
writeFileSync(file, JSON.stringify(lock, null, 2) + "\n");
console.log(added.length);
console.log(added.join("\n"));
