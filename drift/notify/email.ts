import { errorCode } from "../../graph/offline/error-code";
import type { OutboxMessage } from "../store/outbox";
import { type Channel, type ChannelContext, type Outcome, requireVariable } from "./channel";
import { isLoopback } from "./loopback";
import { mailText } from "./mail-text";
import { countsInWords } from "./message-words";
import { channelName, type EmailSettings } from "./notify-settings";

const TIMEOUT_MS = 15_000;
/** Nodemailer's codes for what happens before a mail is handed over. */
const NOT_SENT: ReadonlySet<string> = new Set(["EDNS", "ETLS"]);

/**
 * Mail through an SMTP server, as plain text. TLS comes before anything is said, but to this machine itself. What may have
 * been taken is sent again with the same Message-ID (RFC 5322 §3.6.4), by which mail systems know a second copy.
 */
export function emailChannel(settings: EmailSettings, context: ChannelContext): Channel {
  const password =
    settings.user === undefined ? undefined : requireVariable(settings.passwordVariable, context, "the password");
  return {
    name: channelName(settings),
    repeatable: true,
    send: (message) => send(message, settings, password),
  };
}

async function send(message: OutboxMessage, settings: EmailSettings, password?: string): Promise<Outcome> {
  const { createTransport } = require("nodemailer") as typeof import("nodemailer");
  const transport = createTransport(transportOptions(settings, password));
  try {
    const { rejected } = await transport.sendMail(mail(message, settings));
    const refused = rejected.map((one) => (typeof one === "string" ? one : one.address));
    const remark = refused.length === 0 ? undefined : `${settings.host} refuses ${refused.join(", ")}`;
    return { kind: "sent", ...(remark && { remark }) };
  } catch (error) {
    return failure(settings, error);
  } finally {
    transport.close();
  }
}

function transportOptions({ host, port, tls = defaultTls({ host, port }), user }: EmailSettings, pass?: string) {
  return {
    host,
    port,
    secure: tls === "implicit",
    requireTLS: tls === "starttls",
    ignoreTLS: tls === "none",
    tls: { minVersion: "TLSv1.2" } as const,
    ...(user !== undefined && { auth: { user, pass } }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    dnsTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function defaultTls({ host, port }: Pick<EmailSettings, "host" | "port">): NonNullable<EmailSettings["tls"]> {
  if (isLoopback(host)) return "none";
  return port === 465 ? "implicit" : "starttls";
}

/** Headers hold our own words, addresses that were checked, and the key: nothing that was found. */
function mail({ notification, key }: OutboxMessage, { from, to }: EmailSettings) {
  const perhaps = notification.again === undefined ? "" : " (perhaps told already)";
  return {
    from,
    to,
    subject: `Leasehold drift: ${countsInWords(notification)}${perhaps}`,
    text: mailText(notification),
    messageId: `<${key}@${from.slice(from.lastIndexOf("@") + 1)}>`,
    date: notification.at,
    // So that nobody's absence note answers (RFC 3834).
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
    textEncoding: "quoted-printable",
  } as const;
}

/** By code and status alone: texts of the server may quote what was sent. */
function failure({ host, port, passwordVariable }: EmailSettings, error: unknown): Outcome {
  const place = `the mail server ${host}:${port}`;
  const code = errorCode(error) ?? "no code";
  const status = responseCode(error);
  if (code === "EAUTH")
    return { kind: "failed", problem: `${place} refuses the user or the value of ${passwordVariable}` };
  if (status !== undefined) return { kind: "failed", problem: `${place} answered ${status} (${code})` };
  if (NOT_SENT.has(code)) return { kind: "failed", problem: `${place} cannot be talked to safely (${code})` };
  return { kind: "unsure", problem: `${place} did not say that it took the mail (${code})` };
}

function responseCode(error: unknown): number | undefined {
  const code = typeof error === "object" && error !== null && "responseCode" in error ? error.responseCode : undefined;
  return typeof code === "number" ? code : undefined;
}
