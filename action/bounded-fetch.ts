/** For each try, the body of the answer included. */
const TIMEOUT = 30_000;

/** A page of 100 comments of 65,536 characters, each of which JSON may write as six bytes. */
const MOST_BYTES = 50_000_000;

/** An answer that cannot be used; repeating the request may help. */
export class AnswerError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "AnswerError";
  }
}

/**
 * `fetch` for one origin, which gives whole answers only: what is cut off, too long, too late, or not the JSON that it is said
 * to be is an error here, since later it would pass for an empty page.
 */
export function boundedFetch(origin: string): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    // The address of a next page comes from the answer, and the token goes along.
    if (url.origin !== origin) throw new AnswerError(`the answer leads to another server, ${url.origin}`);
    const response = await fetch(input, { ...init, signal: AbortSignal.timeout(TIMEOUT) });
    const bytes = await readAll(response);
    if (response.ok && isJson(response)) checkJson(bytes);
    return new Response(bytes.length === 0 ? null : bytes, { status: response.status, headers: response.headers });
  };
}

async function readAll(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > MOST_BYTES) throw new AnswerError(`the answer has more than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function isJson(response: Response): boolean {
  return /^application\/([\w.+-]+\+)?json\b/i.test(response.headers.get("content-type") ?? "");
}

function checkJson(bytes: Uint8Array): void {
  try {
    JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) throw new AnswerError("the answer is no JSON");
    throw error;
  }
}
