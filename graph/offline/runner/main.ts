/**
 * Runs a Pulumi program against the monitor of the parent process, exactly as Pulumi's language host would: through the
 * program's own `@pulumi/pulumi/cmd/run`. Around it, three things make it quick, none of which a program can see: compiled
 * code is cached, heavy modules that most programs never use are loaded when first used, and stack traces are mapped to
 * source lines only where they are the user's own.
 */
import { createRequire } from "node:module";
import * as path from "node:path";
import { errorCode } from "../error-code";
import { cacheCompiledCode } from "./compile-cache";
import { leaveUnusedModules } from "./lazy-modules";
import type { RunMessage } from "./protocol";
import { patchSdk } from "./sdk";
import { mapUserFrames } from "./stack-traces";
import { loadTypeScript } from "./transpile";

const workingDirectory = process.env.LEASEHOLD_PROGRAM_FOLDER ?? process.cwd();
const cacheFolder = process.env.LEASEHOLD_PROGRAM_CACHE || undefined;
delete process.env.LEASEHOLD_PROGRAM_FOLDER;
delete process.env.LEASEHOLD_PROGRAM_CACHE;

const sdk = findSdk(workingDirectory);
cacheCompiledCode(cacheFolder, sdk ?? workingDirectory, workingDirectory);
leaveUnusedModules();
if (sdk !== undefined) warmUp(sdk);

process.once("message", (message: RunMessage) => {
  // The channel would keep the event loop, and with it the program, alive for ever.
  process.channel?.unref();
  run(message);
});
process.on("disconnect", () => process.exit(1));

function run(message: RunMessage): void {
  if (sdk === undefined) {
    process.stderr.write(
      `The program's folder ${message.workingDirectory} has no @pulumi/pulumi: run npm install (or your package manager) there first.\n`,
    );
    process.exit(1);
  }
  process.env.PULUMI_CONFIG = JSON.stringify(message.config);
  process.env.PULUMI_CONFIG_SECRET_KEYS = JSON.stringify(message.secretKeys);
  process.env.PULUMI_NODEJS_TYPESCRIPT = "false";
  process.chdir(message.workingDirectory);
  patchSdk({ encryptedKeys: message.encryptedKeys, debug: message.debug });
  const maps = message.typescript
    ? loadTypeScript({
        folder: message.workingDirectory,
        tsconfig: message.tsconfig,
        sdk,
        cacheFolder: message.cacheFolder,
      })
    : undefined;
  mapUserFrames(sdk, maps);
  const argv = [
    `--monitor=${message.address}`,
    `--engine=${message.address}`,
    `--project=${message.project}`,
    `--stack=${message.stack}`,
    `--organization=${message.organization}`,
    `--root-directory=${message.root}`,
    `--pwd=${message.workingDirectory}`,
    "--dry-run=true",
    "--parallel=16",
    message.entry,
  ];
  const runner = path.join(sdk, "cmd", "run", "index.js");
  process.argv = [process.argv[0] as string, runner, ...argv];
  createRequire(runner)(runner);
}

/** The folder of the @pulumi/pulumi that the program itself resolves. */
function findSdk(from: string): string | undefined {
  try {
    return path.dirname(createRequire(path.join(from, "index.js")).resolve("@pulumi/pulumi/package.json"));
  } catch (error) {
    if (errorCode(error) === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}

/** Loads what every program needs and what does not read the configuration, while the parent still prepares it. */
function warmUp(folder: string): void {
  const load = createRequire(path.join(folder, "index.js"));
  load("@grpc/grpc-js");
  load("./proto/engine_grpc_pb.js");
  load("./proto/resource_grpc_pb.js");
}
