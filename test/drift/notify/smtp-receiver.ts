import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly source: string;
  /** User and password of AUTH PLAIN. */
  readonly credentials?: readonly string[];
}

/** How an SMTP server misbehaves. */
export interface SmtpFaults {
  /** Answer to MAIL. */
  refuseSender?: string;
  /** Recipients that are refused. */
  refuseRecipients?: readonly string[];
  /** Takes the mail and breaks the connection instead of saying so. */
  cutAfterData?: boolean;
  /** Says that it can do STARTTLS, and cannot. */
  brokenStartTls?: boolean;
}

/** A mail server on this machine that keeps what it gets (RFC 5321, as much as a client of one mail needs). */
export class SmtpReceiver {
  readonly mails: ReceivedMail[] = [];
  faults: SmtpFaults = {};
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<SmtpReceiver> {
    const server = createServer((socket) => receiver.talk(socket));
    const receiver = new SmtpReceiver(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return receiver;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Mails as a mail system shows them that knows a second copy by its Message-ID. */
  get distinct(): ReceivedMail[] {
    return [...new Map(this.mails.map((mail) => [headerOf(mail.source, "Message-ID"), mail])).values()];
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private talk(socket: Socket): void {
    this.sockets.add(socket);
    socket.on("close", () => this.sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    let buffer = "";
    let inData = false;
    let [from, to, credentials] = ["", [] as string[], undefined as string[] | undefined];
    const say = (line: string) => socket.write(`${line}\r\n`);
    const data = (source: string) => {
      this.mails.push({ from, to, source, credentials });
      inData = false;
      if (this.faults.cutAfterData) socket.destroy();
      else say("250 taken");
    };
    const command = (line: string) => {
      const verb = line.slice(0, 4).toUpperCase();
      const address = /<([^>]*)>/.exec(line)?.[1] ?? "";
      if (verb === "EHLO")
        say(`250-here\r\n250-AUTH PLAIN${this.faults.brokenStartTls ? "\r\n250-STARTTLS" : ""}\r\n250 8BITMIME`);
      else if (verb === "STAR") say("454 no TLS now");
      else if (verb === "AUTH") {
        credentials = Buffer.from(line.split(" ")[2] ?? "", "base64")
          .toString("utf8")
          .split("\0")
          .slice(1);
        say("235 welcome");
      } else if (verb === "MAIL") {
        [from, to] = [address, []];
        say(this.faults.refuseSender ?? "250 ok");
      } else if (verb === "RCPT") {
        if (this.faults.refuseRecipients?.includes(address)) say("550 nobody here");
        else {
          to.push(address);
          say("250 ok");
        }
      } else if (verb === "DATA") {
        inData = true;
        say("354 go on");
      } else if (verb === "QUIT") {
        say("221 bye");
        socket.end();
      } else say("250 ok");
    };
    socket.on("data", (chunk) => {
      buffer += chunk.toString("latin1");
      for (;;) {
        const end = inData ? buffer.indexOf("\r\n.\r\n") : buffer.indexOf("\r\n");
        if (end < 0) return;
        const text = buffer.slice(0, end);
        buffer = buffer.slice(end + (inData ? 5 : 2));
        if (inData) data(text);
        else command(text);
      }
    });
    say("220 here");
  }
}

/** A header of a mail, unfolded. */
export function headerOf(source: string, name: string): string {
  const head = source.slice(0, source.indexOf("\r\n\r\n")).replace(/\r\n[ \t]+/g, " ");
  const line = head.split("\r\n").find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return line?.slice(name.length + 1).trim() ?? "";
}
