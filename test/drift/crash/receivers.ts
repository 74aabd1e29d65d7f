import type { Notification } from "../../../drift/notify/notification";
import { GithubReceiver } from "../notify/github-receiver";
import { Receiver } from "../notify/receiver";
import { headerOf, SmtpReceiver } from "../notify/smtp-receiver";

export const ENVIRONMENT_SECRET = "a-key-of-twenty-characters";

/** One of each receiver, for many stores at once: each store's messages are known by a word in their address. */
export class Receivers {
  private constructor(
    private readonly http: Receiver,
    private readonly smtp: SmtpReceiver,
    private readonly githubs: GithubReceiver,
  ) {}

  static async start(): Promise<Receivers> {
    return new Receivers(await Receiver.start(), await SmtpReceiver.start(), await GithubReceiver.start());
  }

  async stop(): Promise<void> {
    await Promise.all([this.http.stop(), this.smtp.stop(), this.githubs.stop()]);
  }

  channels(word: string): unknown[] {
    return [
      { kind: "webhook" },
      { kind: "slack" },
      {
        kind: "email",
        host: "127.0.0.1",
        port: this.smtp.port,
        from: "drift@example.net",
        to: [`${word}@example.net`],
      },
      {
        kind: "github",
        repository: `example/${word}`,
        url: this.githubs.receiver.url,
        tokenVariable: "LEASEHOLD_TOKEN",
      },
    ];
  }

  environment(word: string): Record<string, string> {
    return {
      LEASEHOLD_NOTIFY_URL: `${this.http.url}/hook/${word}`,
      LEASEHOLD_NOTIFY_SECRET: ENVIRONMENT_SECRET,
      LEASEHOLD_SLACK_URL: `${this.http.url}/slack/${word}`,
      LEASEHOLD_TOKEN: "ghp_example",
    };
  }

  /** What the webhook took, as a receiver keeps it that drops what it has by its key; every repeat has to be the same. */
  webhook(word: string): Map<string, Notification> {
    const kept = new Map<string, string>();
    for (const { path, body, headers } of this.http.received) {
      if (path !== `/hook/${word}`) continue;
      const key = String(headers["idempotency-key"]);
      const before = kept.get(key);
      if (before !== undefined && before !== body) throw new Error(`${key} has two bodies`);
      kept.set(key, body);
    }
    return new Map([...kept].map(([key, body]) => [key, JSON.parse(body) as Notification]));
  }

  /** Slack shows every message that it gets. */
  slack(word: string): { readonly again: boolean; readonly text: string }[] {
    return this.http.received
      .filter(({ path }) => path === `/slack/${word}`)
      .map(({ body }) => ({ again: body.includes("may have been told already"), text: slackText(body) }));
  }

  /** Mails as a mail system shows them that drops a second copy of a Message-ID: key and text. */
  mails(word: string): Map<string, string> {
    const own = this.smtp.mails.filter(({ to }) => to.includes(`${word}@example.net`));
    return new Map(
      own.map(({ source }) => [headerOf(source, "Message-ID").slice(1, 37), source.replace(/=\r\n/g, "")]),
    );
  }

  issues(word: string) {
    return this.githubs.issues.filter(({ repository }) => repository === `example/${word}`);
  }
}

function slackText(body: string): string {
  const { blocks } = JSON.parse(body) as { blocks: { text?: { text: string } }[] };
  return blocks.map(({ text }) => text?.text ?? "").join("\n");
}
