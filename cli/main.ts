#!/usr/bin/env node
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
  // Loaded here and not above, so that the version costs nothing.
  const { run } = require("./run") as typeof import("./run");
  run(argv, io).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 2;
    },
  );
}

main();
