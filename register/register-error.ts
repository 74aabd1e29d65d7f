/** A register that cannot be used, with every problem at once. Its message is for a person and holds no secret. */
export class RegisterError extends Error {
  constructor(
    /** Path or URL of the register, without user, password and query. */
    readonly source: string,
    readonly problems: readonly string[],
    /** Whether the text was read and is no register, rather than that it could not be read. */
    readonly isContent = false,
  ) {
    const [first = "", ...others] = problems;
    super(
      others.length === 0
        ? `register ${source}: ${first}`
        : `register ${source} has ${problems.length} problems:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`,
    );
    this.name = "RegisterError";
  }
}

/** A register's path or URL as it may be shown: what stands in user, password, query and fragment may be a secret. */
export function shownSource(source: string): string {
  if (!/^[a-z][a-z0-9+.-]{1,20}:/i.test(source)) return source;
  if (!URL.canParse(source)) return "(a URL that cannot be read)";
  const url = new URL(source);
  return `${url.protocol}//${url.host}${url.pathname}`;
}
