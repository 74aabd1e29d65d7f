/** The rules could not be evaluated. What they would have found is not known, so this is never a pass: exit code 2. */
export class RuleError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "RuleError";
  }
}
