import { Command, CommanderError } from "commander";
import { SUBCOMMANDS } from "./commands";
import { failure } from "./failure";
import type { Io } from "./io";
import { packageVersion } from "./version";

/**
 * Runs the command and gives its exit code: 0 fine, 1 findings at or above the fail level, 2 bad usage or input that cannot
 * be read. Nothing is thrown: what goes wrong is one message on stderr, with details where `--verbose` is given.
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    io.stderr(failure(error, argv.includes("--verbose")));
    return 2;
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  let code = 0;
  const program = new Command("leasehold")
    .description("Leased IP blocks as code: see what a Pulumi program does with them, and what is unsafe.")
    .version(packageVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "show help")
    .helpCommand("help [command]", "show help for a command")
    .showSuggestionAfterError(true)
    // What follows a subcommand is its own, also where the one above has an option of that name.
    .enablePositionalOptions()
    .addHelpText("after", "\nExit code: 0 nothing found, 1 findings, 2 bad usage or unreadable input.");
  configure(program, io);
  const asked = argv[0] === "help" ? argv[1] : argv.find((word) => !word.startsWith("-"));
  for (const entry of SUBCOMMANDS) {
    const command = program.command(entry.name).description(entry.summary);
    configure(command, io);
    if (entry.name === asked) {
      sparePreparation();
      entry.load().define(command, io, (result) => {
        code = result;
      });
    }
  }
  if (argv.length === 0) {
    io.stdout(program.helpInformation());
    return 0;
  }
  await program.parseAsync([...argv], { from: "user" });
  return code;
}

/** zod compiles a function for each schema at its first use, which pays off after thousands of values, not for a run. */
function sparePreparation(): void {
  const { config } = require("zod") as typeof import("zod");
  config({ jitless: true });
}

function configure(command: Command, io: Io): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => io.stdout(text),
    writeErr: (text) => io.stderr(text),
    getOutHasColors: () => false,
    getErrHasColors: () => false,
  });
}
