import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What was asked of the server. */
export interface Asked {
  readonly method: string;
  /** Without the prefix of the API, with the query. */
  readonly path: string;
  readonly body: string;
}

/** An answer other than the usual one. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON; a string as it is, and called JSON all the same. */
  readonly body?: object | string;
  /** Ends the connection in the middle of the body. */
  readonly cutOff?: boolean;
  /** Does what was asked for all the same. */
  readonly afterDoingIt?: boolean;
}

export interface FakeComment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string; readonly type: string } | null;
  readonly html_url: string;
}

export const TOKEN = "t0ken-of-the-workflow";
export const BOT = "github-actions[bot]";

/** GitHub's API as far as the action uses it, for the repository acme/network and its pull request 7. */
export class FakeGithub {
  readonly asked: Asked[] = [];
  readonly comments: FakeComment[] = [];
  /** Code scanning's uploads, as they were sent. */
  readonly uploads: Record<string, string>[] = [];
  /** Whose token it is; GraphQL says so to any kind of token. */
  viewer = BOT;
  /** Most comments a page, whatever is asked for. */
  pageSize = 100;
  /** Decides on another answer than the usual. */
  instead: (asked: Asked, times: number) => Answer | undefined = () => undefined;

  private constructor(
    private readonly server: Server,
    private readonly prefix: string,
  ) {}

  /** @param prefix path of the REST API: `/api/v3` on GitHub Enterprise Server, where GraphQL is at `/api/graphql` */
  static async start(prefix = ""): Promise<FakeGithub> {
    const server = createServer();
    const github = new FakeGithub(server, prefix);
    server.on("request", (request, response) => void github.handle(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return github;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${this.prefix}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Adds a comment that is there already. */
  comment(body: string, login: string | null = BOT): FakeComment {
    const id = 1000 + this.comments.length;
    const user = login === null ? null : { login, type: login.endsWith("[bot]") ? "Bot" : "User" };
    const comment = { id, body, user, html_url: `https://github.example/acme/network/pull/7#issuecomment-${id}` };
    this.comments.push(comment);
    return comment;
  }

  /** What was asked, such as `PATCH /repos/…`, without reads. */
  get writes(): string[] {
    return this.asked
      .filter(({ method, path }) => method !== "GET" && path !== "/graphql")
      .map(({ method, path }) => `${method} ${path}`);
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    const graphql = this.prefix === "" ? "/graphql" : `${this.prefix.replace(/\/v3$/, "")}/graphql`;
    const url = request.url ?? "";
    const path = url === graphql ? "/graphql" : url.startsWith(this.prefix) ? url.slice(this.prefix.length) : `?${url}`;
    const asked = { method: request.method ?? "", path, body };
    const times = this.asked.filter((other) => other.method === asked.method && other.path === path).length;
    this.asked.push(asked);
    const instead = this.instead(asked, times);
    const usual = instead === undefined || instead.afterDoingIt ? this.answer(asked, request) : undefined;
    send(response, instead ?? usual ?? { status: 500 });
  }

  private answer({ method, path, body }: Asked, request: IncomingMessage): Answer {
    if (![`token ${TOKEN}`, `bearer ${TOKEN}`].includes(request.headers.authorization ?? "")) {
      return { status: 401, body: { message: "Bad credentials" } };
    }
    const url = new URL(path, "http://api.example");
    const of = `${method} ${url.pathname}`;
    const content = body === "" ? {} : (JSON.parse(body) as Record<string, string>);
    if (of === "POST /graphql") return { status: 200, body: { data: { viewer: { login: this.viewer } } } };
    if (of === "GET /repos/acme/network/issues/7/comments") return this.page(url);
    if (of === "POST /repos/acme/network/issues/7/comments")
      return this.write(content.body, (text) => this.comment(text, this.viewer));
    const id = /^PATCH \/repos\/acme\/network\/issues\/comments\/(\d+)$/.exec(of)?.[1];
    const found = this.comments.find((comment) => comment.id === Number(id));
    if (found) return this.write(content.body, (text) => Object.assign(found, { body: text }));
    if (of === "POST /repos/acme/network/code-scanning/sarifs") {
      this.uploads.push(content);
      return {
        status: 202,
        body: { id: "47177e22", url: `${this.url}/repos/acme/network/code-scanning/sarifs/47177e22` },
      };
    }
    return { status: 404, body: { message: "Not Found", documentation_url: "https://docs.github.com/rest" } };
  }

  private page(url: URL): Answer {
    const size = Math.min(this.pageSize, Number(url.searchParams.get("per_page") ?? "30"));
    const page = Number(url.searchParams.get("page") ?? "1");
    const shown = this.comments.slice((page - 1) * size, page * size);
    const next = new URL(`${this.url}${url.pathname}${url.search}`);
    next.searchParams.set("page", String(page + 1));
    const more = page * size < this.comments.length;
    return {
      status: 200,
      headers: more ? { link: `<${next.href}>; rel="next", <${next.href}>; rel="last"` } : {},
      body: shown,
    };
  }

  private write(text: string | undefined, act: (text: string) => FakeComment): Answer {
    if (text === undefined || text.length > 65_536)
      return { status: 422, body: { message: "Validation Failed", errors: [] } };
    return { status: 201, body: act(text) };
  }
}

function send(response: ServerResponse, { status, headers, body = {}, cutOff }: Answer): void {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
  if (!cutOff) response.end(text);
  else response.write(text.slice(0, text.length / 2), () => response.destroy());
}
