/** One request to a service. */
export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** https, or http to the machine itself; no user or password in it. */
  readonly url: string;
  /** A function is asked before each try: a signature with the time in it must not grow old while waiting. */
  readonly headers?: HttpHeaders | (() => HttpHeaders);
  readonly body?: string;
  /** Whether sending it twice does the same as sending it once. */
  readonly idempotent: boolean;
  /** Whether a redirect is refused, or an answer like any other, for who follows with nothing secret. @default refuse */
  readonly redirects?: "refuse" | "answer";
  /** How messages call the place. @default the URL's origin and path; give one where the path is a secret. */
  readonly place?: string;
}

export type HttpHeaders = Readonly<Record<string, string>>;

/** What a service answered, whatever the status. */
export interface HttpAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}
