import { z } from "zod";

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

/** The parts of a policy document that say what it allows. */
export const iamDocument = z.object({
  Statement: z.union([statement.transform((one) => [one]), z.array(statement).max(MOST)]),
});

/** One statement of an IAM policy, its elements as lists. */
export type IamStatement = z.output<typeof statement>;
export type IamDocument = z.output<typeof iamDocument>;
