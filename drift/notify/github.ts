import type { OutboxMessage } from "../store/outbox";
import { type Channel, type ChannelContext, ChannelError, type Outcome, requireVariable } from "./channel";
import { GithubApi, githubUrl, isOwnUrl } from "./github-api";
import { commentText, issueText, issueTitle, markerOf } from "./issue-text";
import { channelName, type GithubSettings } from "./notify-settings";

/** How long before a message was made its issue may have been changed by clocks that differ. */
const CLOCKS_MS = 3_600_000;

/**
 * One issue of GitHub for each lease with drift: created with the first finding, kept up to date, commented on where
 * something is new, worse or gone, closed when nothing is open. Each text holds the key of its message out of sight; where a
 * message may have arrived, GitHub is asked for the key first.
 */
export function githubChannel(settings: GithubSettings, context: ChannelContext): Channel {
  const { repository, tokenVariable, labels } = settings;
  const url = githubUrl(settings.url, context.environment);
  if (tokenVariable === "GITHUB_TOKEN" && !isOwnUrl(url, context.environment))
    throw new ChannelError(`GITHUB_TOKEN is not sent to ${url}; name another tokenVariable, or set GITHUB_API_URL`);
  const token = requireVariable(tokenVariable, context, "a token that may write issues");
  const api = new GithubApi({ url, token, repository, limits: context.limits });
  return {
    name: channelName(settings),
    repeatable: true,
    send: (message) => new Delivery(api, message, labels, context).run(),
  };
}

/** One message on its way: every step is looked for before it is done again. */
class Delivery {
  private readonly marker: string;
  private readonly note: string;
  private readonly since: Date;

  constructor(
    private readonly api: GithubApi,
    private readonly message: OutboxMessage,
    private readonly labels: readonly string[],
    private readonly context: ChannelContext,
  ) {
    const { key, notification, createdAt } = message;
    this.marker = markerOf(key);
    this.note = `issue of ${notification.record?.lease ?? ""}`;
    this.since = new Date(createdAt.getTime() - CLOCKS_MS);
  }

  async run(): Promise<Outcome> {
    const number = Number(this.context.noted(this.note) ?? 0);
    return number === 0 ? this.open() : this.follow(number);
  }

  /** The first message of a lease: its issue. Where nothing is open any more there is nothing to file. */
  private async open(): Promise<Outcome> {
    const { notification, tries } = this.message;
    if (tries > 0) {
      const found = await this.api.findIssue(this.marker, this.since);
      if (!("value" in found)) return notDone(found.outcome);
      if (found.value?.number !== undefined) return this.filed(found.value.number);
    }
    if (notification.record?.open.length === 0) return { kind: "sent" };
    const title = issueTitle(notification);
    const issue = await this.api.create({ title, body: this.body(), labels: this.labels });
    if (!("value" in issue)) return issue.outcome;
    const number = issue.value.number;
    return number === undefined ? { kind: "unsure", problem: "GitHub gave the issue no number" } : this.filed(number);
  }

  private async follow(number: number): Promise<Outcome> {
    const { notification, tries } = this.message;
    const said = tries > 0 ? await this.api.findComment(number, this.marker, this.since) : { value: undefined };
    if (!("value" in said)) return said.status === 404 || said.status === 410 ? this.open() : notDone(said.outcome);
    if (said.value === undefined) {
      const comment = await this.api.comment(number, commentText(notification, this.marker));
      // Somebody deleted or moved the issue.
      if (!("value" in comment))
        return comment.status === 404 || comment.status === 410 ? this.open() : comment.outcome;
    }
    const state = notification.record?.open.length === 0 ? "closed" : "open";
    const update = await this.api.update(number, { body: this.body(), state });
    return "value" in update ? this.filed(number) : update.outcome;
  }

  /** A lease's issue ends when nothing is open: what comes later is another. */
  private filed(number: number): Outcome {
    const over = this.message.notification.record?.open.length === 0;
    return { kind: "sent", notes: { [this.note]: over ? null : String(number) } };
  }

  private body(): string {
    return issueText(this.message.notification, this.marker);
  }
}

/** What could only not be looked up was not done. */
function notDone(outcome: Outcome): Outcome {
  return outcome.kind === "unsure" ? { ...outcome, kind: "failed" } : outcome;
}
