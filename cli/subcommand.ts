import type { Command } from "commander";
import type { Io } from "./io";

/** What a subcommand's file gives: it adds arguments, options and the action to a command of its name. */
export interface Subcommand {
  /** @param done takes the exit code once the action ran */
  define(command: Command, io: Io, done: (code: number) => void): void;
}

/** A subcommand before its file is loaded. */
export interface SubcommandEntry {
  readonly name: string;
  readonly summary: string;
  load(): Subcommand;
}
