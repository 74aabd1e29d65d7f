// Preloaded into a writer: kills it at the nth call that changes a file system, `KILL_AT`, counted from 1. The call itself is
// not made; of a write, with `KILL_SHARE`, that share of its bytes is. With `TELL_CALLS` each call's name is printed.
import * as fs from "node:fs";

const killAt = Number(process.env.KILL_AT ?? 0);
const share = Number(process.env.KILL_SHARE ?? 0);
let calls = 0;

const NAMES = [
  ...["openSync", "writeSync", "fsyncSync", "closeSync", "renameSync", "ftruncateSync", "fchmodSync", "rmSync"],
  ...["rmdirSync", "writeFileSync", "utimesSync", "mkdir", "rmdir", "utimes"],
] as const;
const target = require("node:fs") as Record<string, (...args: unknown[]) => unknown>;
const print = fs.writeSync;
for (const name of NAMES) {
  const real = target[name] as (...args: unknown[]) => unknown;
  target[name] = function counted(...args: unknown[]) {
    if (name === "writeSync" && (args[0] === 1 || args[0] === 2)) return real.apply(this, args);
    calls++;
    if (process.env.TELL_CALLS) print(1, `call ${name}\n`);
    if (calls !== killAt) return real.apply(this, args);
    if (name === "writeSync" && share > 0) {
      const bytes = args[1] as Buffer;
      real.call(this, args[0], bytes, 0, Math.ceil(bytes.length * share));
    }
    process.kill(process.pid, "SIGKILL");
    throw new Error("still alive");
  };
}
