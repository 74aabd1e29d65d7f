import { RunError } from "@pulumi/pulumi";

/** One argument of a component that cannot be used: which, what it was, and what to write instead. */
export interface ArgumentProblem {
  /** Path of the argument as the program writes it, for example `segments.web.prefixes[0]`. */
  readonly argument: string;
  /** The offending value, only ever an address, port, number, date or name. */
  readonly value?: string | number | boolean;
  /** What is wrong, then what to do about it. */
  readonly fix: string;
}

/**
 * Every problem of a component's arguments, in one error. Pulumi prints the message alone, without a stack trace,
 * and no resource of the component has been registered when it is thrown.
 */
export class ArgumentError extends RunError {
  constructor(
    /** `LeasedBlock "office"`: the component the arguments belong to. */
    readonly component: string,
    readonly problems: readonly ArgumentProblem[],
  ) {
    super(describe(component, problems));
    this.name = "ArgumentError";
  }
}

/** Collects the problems of a component's arguments, so that a user meets all of them at once. */
export class ArgumentErrors {
  private readonly problems: ArgumentProblem[] = [];

  constructor(private readonly component: string) {}

  add(argument: string, value: ArgumentProblem["value"], fix: string): void {
    this.problems.push({ argument, value, fix });
  }

  get any(): boolean {
    return this.problems.length > 0;
  }

  /** Throws an {@link ArgumentError} of all problems found so far; does nothing where there are none. */
  throwIfAny(): void {
    if (this.any) throw new ArgumentError(this.component, this.problems);
  }
}

function describe(component: string, problems: readonly ArgumentProblem[]): string {
  const lines = problems.map(({ argument, value, fix }) =>
    value === undefined ? `  ${argument}: ${fix}` : `  ${argument} = ${JSON.stringify(value)}: ${fix}`,
  );
  const count = problems.length === 1 ? "1 argument" : `${problems.length} arguments`;
  return `${component}: ${count} cannot be used; nothing was created\n${lines.join("\n")}`;
}
