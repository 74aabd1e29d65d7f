import { z } from "zod";
import { matchesWildcard } from "./event-pattern";

/** IAM takes 10,240 characters at most; longer text is no document of its. */
const LONGEST = 100_000;
const MOST = 1000;

const oneOrMore = z.union([z.string().transform((text) => [text]), z.array(z.string()).max(MOST)]);
const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const values = z.union([scalar.transform((text) => [text]), z.array(scalar).max(MOST)]);

const statement = z
  .object({
    Effect: z.enum(["Allow", "Deny"]),
    Action: oneOrMore.optional(),
    NotAction: oneOrMore.optional(),
    Resource: oneOrMore.optional(),
    NotResource: oneOrMore.optional(),
    Condition: z.record(z.string(), z.record(z.string(), values)).optional(),
  })
  .refine(({ Action, NotAction }) => (Action === undefined) !== (NotAction === undefined));

const document = z.object({
  Statement: z.union([statement.transform((one) => [one]), z.array(statement).max(MOST)]),
});

/** One statement of an IAM policy, its elements as lists. */
export type IamStatement = z.output<typeof statement>;
export type IamDocument = z.output<typeof document>;

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
  const parsed = document.safeParse(json);
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
