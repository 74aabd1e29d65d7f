import { type Received, Receiver, type Reply } from "./receiver";

interface Comment {
  readonly body: string;
}
export interface Issue {
  readonly number: number;
  /** `owner/name`. */
  readonly repository: string;
  readonly title: string;
  readonly labels: readonly string[];
  body: string;
  state: string;
  readonly comments: Comment[];
}

/** As much of GitHub's issues as the channel needs, for any repository. */
export class GithubReceiver {
  readonly issues: Issue[] = [];
  private constructor(readonly receiver: Receiver) {}

  static async start(): Promise<GithubReceiver> {
    const receiver: Receiver = await Receiver.start((request) => github.answer(request));
    const github = new GithubReceiver(receiver);
    return github;
  }

  stop(): Promise<void> {
    return this.receiver.stop();
  }

  private answer({ method, path, body }: Received): Reply {
    const url = new URL(path, "http://localhost");
    const [, repository = "", number, comments] =
      /^\/repos\/([^/]+\/[^/]+)\/issues(?:\/(\d+)(\/comments)?)?$/.exec(url.pathname) ?? [];
    const own = this.issues.filter((one) => one.repository === repository);
    const page = (all: readonly unknown[]) => {
      const [size, at] = [Number(url.searchParams.get("per_page")), Number(url.searchParams.get("page"))];
      return json(200, all.slice((at - 1) * size, at * size));
    };
    const given = body === "" ? {} : JSON.parse(body);
    if (number === undefined) {
      if (method === "GET") return page([...own].reverse());
      const issue = { number: own.length + 1, repository, labels: [], comments: [], state: "open", ...given };
      this.issues.push(issue);
      return json(201, issue);
    }
    const issue = own.find((one) => one.number === Number(number));
    if (issue === undefined) return json(404, { message: "Not Found" });
    if (comments === undefined) return json(200, Object.assign(issue, given));
    if (method === "GET") return page(issue.comments);
    issue.comments.push(given);
    return json(201, { id: issue.comments.length, ...given });
  }
}

function json(status: number, value: unknown): Reply {
  return { status, body: JSON.stringify(value), headers: { "content-type": "application/json" } };
}
