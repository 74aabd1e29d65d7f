import { randomUUID } from "node:crypto";
import * as fs from "node:fs";
import { escapeCommandLines } from "../reports/escape-command";

/** GitHub shows no more of one level and step. */
const MOST_ANNOTATIONS = 10;

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

  /**
   * Annotations, made by the report that knows how to escape them: as many of each level as GitHub shows of one step. The log
   * has all findings already.
   */
  annotations(commands: string): void {
    const left = new Map<string, number>();
    const shown = commands.split("\n").filter((line) => {
      const level = /^::(error|warning|notice) /.exec(line)?.[1];
      if (level === undefined) return false;
      left.set(level, (left.get(level) ?? MOST_ANNOTATIONS) - 1);
      return (left.get(level) ?? 0) >= 0;
    });
    this.print(shown.map((line) => `${line}\n`).join(""));
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

  /** A runner too old for such a file goes without. One that cannot be written changes nothing about what was found. */
  private append(variable: string, text: string): void {
    const file = this.environment[variable];
    if (!file) return;
    try {
      fs.appendFileSync(file, text);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.annotate("warning", `${variable} cannot be written: ${reason}`);
    }
  }
}
