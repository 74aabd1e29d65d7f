import { z } from "zod";
import { severitySchema } from "../../policies/finding";
import { isLoopback } from "./loopback";

// Settings are committed and reviewed by many; what is secret is only named. The prefix keeps a changed settings file from
// having another credential of the machine sent to a place of its choice.
const variable = z
  .string()
  .regex(/^LEASEHOLD_[A-Z0-9_]{1,100}$/, "name an environment variable that begins with LEASEHOLD_");

const word = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, "use letters, digits, dots, dashes and underscores");

const common = {
  name: word
    .optional()
    .describe("What the channel is called in messages and in the store; the kind where only one has it"),
  minSeverity: severitySchema.default("warning").describe("Tell only findings of this severity or above"),
  leases: z
    .array(z.string())
    .min(1)
    .optional()
    .describe("Tell only findings of these leases; all, and those of none, without"),
};

const slack = z.strictObject({
  kind: z.literal("slack"),
  ...common,
  urlVariable: variable
    .default("LEASEHOLD_SLACK_URL")
    .describe("Environment variable that holds the URL of the incoming webhook, which is a secret"),
});

const webhook = z.strictObject({
  kind: z.literal("webhook"),
  ...common,
  urlVariable: variable.default("LEASEHOLD_NOTIFY_URL").describe("Environment variable that holds the URL to post to"),
  secretVariable: variable
    .default("LEASEHOLD_NOTIFY_SECRET")
    .describe("Environment variable that holds the key of the signature, at least 16 characters"),
});

const email = z
  .strictObject({
    kind: z.literal("email"),
    ...common,
    host: z.string().min(1).max(253).describe("Name of the SMTP server"),
    port: z.int().min(1).max(65535).default(587).describe("Port of the SMTP server"),
    tls: z
      .enum(["starttls", "implicit", "none"])
      .optional()
      .describe(
        "implicit: TLS from the start (port 465); starttls: required before anything is sent; none: loopback only",
      ),
    from: z.email().describe("Address that the mail comes from"),
    to: z.array(z.email()).min(1).max(50).describe("Addresses that it goes to"),
    user: z.string().max(200).optional().describe("User at the SMTP server"),
    passwordVariable: variable
      .default("LEASEHOLD_SMTP_PASSWORD")
      .describe("Environment variable that holds the user's password"),
  })
  .refine(({ tls, host }) => tls !== "none" || isLoopback(host), {
    path: ["tls"],
    error: "mail may go without TLS only to this machine (localhost)",
  });

const github = z.strictObject({
  kind: z.literal("github"),
  ...common,
  repository: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}$/, "write it as owner/name")
    .describe("Repository that gets an issue for each lease with drift, owner/name"),
  url: z
    .url()
    .optional()
    .describe(
      "Address of the REST API, for GitHub Enterprise Server; GITHUB_API_URL, then https://api.github.com without",
    ),
  tokenVariable: z
    .union([z.literal("GITHUB_TOKEN"), variable])
    .default("GITHUB_TOKEN")
    .describe(
      "Environment variable that holds a token that may write issues; GITHUB_TOKEN goes to GitHub's own address only",
    ),
  labels: z
    .array(z.string().min(1).max(50))
    .max(20)
    .default([])
    .describe("Labels of the issue; the token has to be allowed to set them"),
});

/** Who is told of drift, and of which: `drift.notify` of leasehold.yaml. */
export const notifySettingsSchema = z
  .array(z.discriminatedUnion("kind", [slack, webhook, email, github]))
  .max(20)
  .superRefine((channels, context) => {
    const names = channels.map(channelName);
    names.forEach((name, at) => {
      if (names.indexOf(name) === at) return;
      context.addIssue({
        code: "custom",
        path: [at, "name"],
        message: `two channels are called ${name}: give each a name`,
      });
    });
  });
export type ChannelSettings = z.output<typeof notifySettingsSchema>[number];
export type SlackSettings = z.output<typeof slack>;
export type WebhookSettings = z.output<typeof webhook>;
export type EmailSettings = z.output<typeof email>;
export type GithubSettings = z.output<typeof github>;

/** By which the store knows a channel from run to run. */
export function channelName({ name, kind }: Pick<ChannelSettings, "name" | "kind">): string {
  return name ?? kind;
}
