import { plainLines } from "../reports/plain-text";

/** An option or argument that cannot be used. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}

/** Errors whose message is written for the user; any other is a fault of ours and says so. */
const EXPECTED = new Set([
  "UsageError",
  "InputError",
  "PreviewError",
  "RegisterError",
  "SettingsError",
  "RuleError",
  "OwnRulesError",
  "RuleSourceError",
  "OpaError",
  "AddressError",
  "BaselineError",
  "CheckoutError",
  "DriftStoreError",
  "FileError",
  "IgnoreFileError",
  "SignersError",
  "SigningError",
  "VrpSourceError",
]);

/** What a failed command prints on stderr: one message; with `verbose`, the details and the stack too. */
export function failure(error: unknown, verbose: boolean): string {
  if (!(error instanceof Error)) return `error: ${plainLines(String(error))}\n`;
  const expected = EXPECTED.has(error.name);
  const message = `error: ${expected ? "" : "unexpected: "}${plainLines(error.message)}\n`;
  const details = "details" in error && typeof error.details === "string" ? error.details : undefined;
  if (verbose) return `${message}\n${plainLines(details ?? error.stack ?? "")}\n`;
  return expected && details === undefined ? message : `${message}(--verbose shows more)\n`;
}
