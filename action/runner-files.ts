import { randomUUID } from "node:crypto";
import * as fs from "node:fs";
import { escapeCommandLines } from "../reports/escape-command";

type Environment = Readonly<Record<string, string | undefined>>;

/** What the runner reads of a step: its log with workflow commands in it, its outputs, its summary. */
export class RunnerFiles {
  constructor(
    private readonly environment: Environment,
    private readonly print: (text: string) => void,
  ) {}

  /** A line of the log; what it holds is not ours and must be no command. */
  say(text: string): void {
    this.quote((print) => print(`${text}\n`));
  }

  /** An annotation of the whole run. */
  annotate(level: "error" | "warning" | "notice", message: string): void {
    this.print(`::${level} title=Leasehold::${escapeCommandLines(message.split("\n"))}\n`);
  }

  /** Lines that are workflow commands, made by the report that knows how to escape them. */
  commands(text: string): void {
    this.print(text);
  }

  /**
   * What is printed meanwhile is text, whatever it looks like: a program's own output cannot be taken for workflow commands.
   * The word that ends it is not to be guessed.
   */
  quote<T>(write: (print: (text: string) => void) => T): T {
    const word = randomUUID();
    this.print(`::stop-commands::${word}\n`);
    const end = (): void => this.print(`\n::${word}::\n`);
    let pending = false;
    try {
      const result = write(this.print);
      if (result instanceof Promise) {
        pending = true;
        return result.finally(end) as T;
      }
      return result;
    } finally {
      if (!pending) end();
    }
  }

  /** Sets an output of the step. */
  output(name: string, value: string): void {
    const mark = randomUUID();
    this.append("GITHUB_OUTPUT", `${name}<<${mark}\n${value}\n${mark}\n`);
  }

  /** Adds Markdown to the summary of the job. */
  summarise(markdown: string): void {
    this.append("GITHUB_STEP_SUMMARY", `${markdown.trimEnd()}\n\n`);
  }

  /** A runner too old for such a file, or none at all, goes without. */
  private append(variable: string, text: string): void {
    const file = this.environment[variable];
    if (file) fs.appendFileSync(file, text);
  }
}
