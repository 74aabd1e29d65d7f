import { inspect } from "node:util";
import { PublishError } from "../../../provider/publishers/publish-error";

/** The error that a promise is rejected with; nothing of it, however deep one looks, shows any of the secrets. */
export async function failureOf(work: Promise<unknown>, secrets: readonly string[]): Promise<PublishError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const all = [inspect(error, { depth: 20, showHidden: true }), String(error), JSON.stringify(error)].join("\n");
  for (const secret of secrets) expect(all).not.toContain(secret);
  if (!(error instanceof PublishError)) throw error ?? new Error("nothing was thrown");
  expect(error.message).not.toMatch(/\p{Cc}/u);
  return error;
}
