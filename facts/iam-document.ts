import { matchesWildcard } from "./event-pattern";
import type { IamDocument, IamStatement } from "./iam-schema";

/** IAM takes 10,240 characters at most; longer text is no document of its. */
const LONGEST = 100_000;
/**
 * Reads an IAM policy document
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html); undefined where the text is none.
 */
export function readIamDocument(text: string): IamDocument | undefined {
  if (text.length > LONGEST) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // Text that is no JSON is no policy either; what it says is not repeated.
    return undefined;
  }
  // Loaded here, since few estates hold a policy, and building schemas takes longer than reading one.
  const { iamDocument } = require("./iam-schema") as typeof import("./iam-schema");
  const parsed = iamDocument.safeParse(json);
  return parsed.success ? parsed.data : undefined;
}

/** `*` and `?` as IAM reads them, without regard to case. */
export function matchesIam(pattern: string, text: string): boolean {
  return matchesWildcard(pattern.toLowerCase(), text.toLowerCase(), "?");
}

/** Whether a statement is about an action, `service:Name`. */
export function isAbout({ Action, NotAction }: IamStatement, action: string): boolean {
  if (Action !== undefined) return Action.some((pattern) => matchesIam(pattern, action));
  return !(NotAction ?? []).some((pattern) => matchesIam(pattern, action));
}
