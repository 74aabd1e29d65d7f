import type { Subcommand, SubcommandEntry } from "./subcommand";

/** A subcommand that has subcommands of its own, from a table such as that of all commands. */
export function nestedCommands(entries: readonly SubcommandEntry[]): Subcommand {
  return {
    define(command, io, done) {
      // What follows a nested command is its own, also where the one above has an option of that name.
      command.enablePositionalOptions();
      for (const { name, summary, load } of entries) {
        load().define(command.command(name).description(summary), io, done);
      }
    },
  };
}
