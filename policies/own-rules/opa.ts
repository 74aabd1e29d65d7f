import { runTool } from "../run-tool";

/** The OPA that the rules of this package are built and tested with. */
export const TESTED_OPA = "1.22.2";

/** OPA is missing, too old, or does not accept what it was given. */
export class OpaError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "OpaError";
  }
}

export interface OpaRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** An installed OPA. */
export class Opa {
  private constructor(
    /** Path, or name on PATH. */
    readonly command: string,
    /** Such as `1.22.2`. */
    readonly version: string,
  ) {}

  /** The OPA at a path, or of that name on PATH; `undefined` where there is none that says its version. */
  static at(command: string): Opa | undefined {
    const run = runTool(command, ["version"], { environment: opaEnvironment() });
    const version = /^Version: (\d+\.\d+\.\d+\S*)/.exec(run.stdout.toString("utf8"))?.[1];
    return run.code === 0 && version !== undefined ? new Opa(command, version) : undefined;
  }

  /**
   * The OPA at `given`, else on PATH, if it is at least the one that was tested.
   * @throws OpaError that says how to get one
   */
  static find(given: string | undefined): Opa {
    const found = Opa.at(given ?? "opa");
    const get =
      `Get ${TESTED_OPA} or later from https://github.com/open-policy-agent/opa/releases, or with ` +
      `go install github.com/open-policy-agent/opa@v${TESTED_OPA}, and put it on PATH or name it with --opa.`;
    if (found === undefined) {
      const where = given === undefined ? "there is no opa on PATH" : `${given} is no opa that runs here`;
      throw new OpaError(`Building rules needs OPA, and ${where}. ${get}`);
    }
    if (isOlder(found.version, TESTED_OPA)) {
      throw new OpaError(
        `Building rules needs OPA ${TESTED_OPA} or later; ${found.command} is ${found.version}. ${get}`,
      );
    }
    return found;
  }

  /** Runs it to its end in a folder, at most two minutes, whatever it ends with. */
  try(args: readonly string[], folder: string): OpaRun {
    const run = runTool(this.command, args, {
      folder,
      environment: opaEnvironment(),
      maxBytes: 64 * 1024 * 1024,
      timeoutMs: 120_000,
    });
    return { code: run.code, stdout: run.stdout.toString("utf8"), stderr: run.stderr };
  }

  /** As `try`; gives what it printed. @throws OpaError with its own words where it fails */
  run(args: readonly string[], folder: string): string {
    const run = this.try(args, folder);
    if (run.code === 0) return run.stdout;
    const said = run.stderr.trim() || run.stdout.trim() || "it was stopped";
    throw new OpaError(`opa ${args[0]} failed:\n${said}`);
  }
}

/** OPA takes flags from variables named OPA_…, and needs nothing else that may be secret. */
function opaEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, SystemRoot } = process.env;
  return { PATH, HOME, TMPDIR, SystemRoot };
}

function isOlder(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split(/[.+-]/).slice(0, 3).map(Number));
  for (const [at, number] of (a ?? []).entries()) {
    const other = b?.[at] ?? 0;
    if (number !== other) return number < other;
  }
  // A pre-release comes before its release.
  return version.includes("-");
}
