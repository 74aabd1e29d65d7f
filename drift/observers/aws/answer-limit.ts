import { Readable, Transform } from "node:stream";

/** More than any page of any listing has. */
export const MOST_BYTES = 32 * 1024 * 1024;

/** A middleware of the SDK that ends an answer which never ends. */
export function limitBody<Input, Output>(next: (input: Input) => Promise<Output>): (input: Input) => Promise<Output> {
  return async (input) => {
    const output = await next(input);
    const response = (output as { readonly response?: unknown }).response;
    if (typeof response === "object" && response !== null && "body" in response && response.body instanceof Readable) {
      response.body = limited(response.body);
    }
    return output;
  };
}

function limited(body: Readable): Readable {
  let read = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      read += chunk.length;
      if (read <= MOST_BYTES) done(null, chunk);
      else done(new Error(`the answer has more than ${MOST_BYTES} bytes`));
    },
  });
  // What breaks on either side ends both.
  body.once("error", (error) => counted.destroy(error));
  counted.once("close", () => body.destroy());
  return body.pipe(counted);
}
