import { z } from "zod";

const test = z.union([
  z.string(),
  z.strictObject({ prefix: z.string() }),
  z.strictObject({ suffix: z.string() }),
  z.strictObject({ wildcard: z.string() }),
  z.strictObject({ "equals-ignore-case": z.string() }),
  z.strictObject({ exists: z.boolean() }),
  z.strictObject({ "anything-but": z.union([z.string(), z.array(z.string()).max(1000)]) }),
]);
/** What a field of an event pattern may ask of a value. */
export type EventTest = z.output<typeof test>;

/** What a field of an event pattern lists: one of the tests has to hold. */
export const eventTests = z.array(test).max(1000);
