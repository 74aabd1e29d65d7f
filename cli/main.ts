#!/usr/bin/env node
import * as path from "node:path";
import { processIo } from "./io";
import { packageVersion } from "./version";

/** Entry of the `leasehold` command. The version is answered without loading anything else. */
function main(): void {
  const argv = process.argv.slice(2);
  if (argv.length === 1 && (argv[0] === "--version" || argv[0] === "-V")) {
    process.stdout.write(`${packageVersion()}\n`);
    return;
  }
  const io = processIo();
  const { exports, keep } = load(argv[0] ?? "");
  exports.run(argv, io).then(
    (code) => {
      process.exitCode = code;
      if (code < 2) keep();
    },
    (error: unknown) => {
      process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 2;
    },
  );
}

/** Digest of run.js, which the build puts here; undefined in a checkout, where there is no such file. */
declare const RUN_DIGEST: string | undefined;

/** All the rest, which the build puts into one file. Loaded here and not above, so that the version costs nothing. */
function load(subcommand: string): { exports: typeof import("./run"); keep(): void } {
  if (typeof RUN_DIGEST === "undefined") {
    return { exports: require("./run") as typeof import("./run"), keep: () => undefined };
  }
  const { loadCompiled } = require("./compiled") as typeof import("./compiled");
  return loadCompiled(path.join(__dirname, "run.js"), RUN_DIGEST, subcommand, process.env, require);
}

main();
