import { randomUUID } from "node:crypto";
import type { Draft } from "../notify/compose";
import type { Notification } from "../notify/notification";
import type { Database, Row } from "./database";

/** A message that is still to be told. */
export interface OutboxMessage {
  readonly id: number;
  readonly channel: string;
  /** The same each time it is sent. */
  readonly key: string;
  readonly notification: Notification;
  /** How often it was begun. More than none: it may have arrived. */
  readonly tries: number;
  /** Begun by a run that was cut off before it wrote down what became of it. */
  readonly cutOff: boolean;
  readonly createdAt: Date;
}

/**
 * What is to be told, kept with the run that found it: a message is there as soon as the run is, and until it is known to
 * have been sent. Each change of it is a transaction of its own.
 */
export class Outbox {
  constructor(private readonly database: Database) {}

  /** Adds a message; inside the transaction that records its run. */
  add(run: number, channel: string, draft: Draft): void {
    const id = randomUUID();
    const document = JSON.stringify({ ...draft, id });
    this.database.run(
      "INSERT INTO outbox (key, run, channel, state, document, created_at) VALUES (?, ?, ?, 'waiting', ?, ?)",
      ...[id, run, channel, document, Date.parse(draft.at)],
    );
  }

  /** What is to be told, in the order in which it was found. */
  due(): OutboxMessage[] {
    return this.database.all("SELECT * FROM outbox WHERE state IN ('waiting', 'sending') ORDER BY id").map(read);
  }

  /** Before the first byte is sent: from here on it may have arrived. */
  begin({ id }: OutboxMessage, now: Date): void {
    this.database.run(
      "UPDATE outbox SET state = 'sending', tries = tries + 1, sending_at = ? WHERE id = ?",
      ...[now.getTime(), id],
    );
  }

  /** It arrived. @param notes what the channel keeps from now on; null: no longer */
  sent({ id, channel }: OutboxMessage, now: Date, notes: Readonly<Record<string, string | null>> = {}): void {
    this.database.transaction(() => {
      this.database.run(
        "UPDATE outbox SET state = 'sent', sent_at = ?, problem = NULL WHERE id = ?",
        now.getTime(),
        id,
      );
      for (const [name, value] of Object.entries(notes)) this.note(channel, name, value);
    });
  }

  /** It did not arrive, or whoever gets it again will drop it: it is tried again by the next run. */
  failed({ id }: OutboxMessage, problem: string): void {
    this.database.run("UPDATE outbox SET state = 'waiting', problem = ? WHERE id = ?", problem, id);
  }

  /**
   * Nobody can tell whether it arrived, and the receiver could not tell a second one: it is not sent again. The next run
   * tells what it said in a message that says so.
   */
  unsure(message: OutboxMessage, problem: string): void {
    const { id, channel, notification } = message;
    this.database.transaction(() => {
      this.database.run("UPDATE outbox SET state = 'unsure', problem = ? WHERE id = ?", problem, id);
      const row = this.database.get("SELECT run FROM outbox WHERE id = ?", id);
      const { id: _, ...draft } = notification;
      this.add(Number(row?.run), channel, { ...draft, again: (notification.again ?? 0) + 1 });
    });
  }

  /** What a channel kept under a name. */
  noted(channel: string, name: string): string | undefined {
    const row = this.database.get("SELECT value FROM channel_note WHERE channel = ? AND name = ?", channel, name);
    return row === undefined ? undefined : String(row.value);
  }

  private note(channel: string, name: string, value: string | null): void {
    if (value === null) {
      this.database.run("DELETE FROM channel_note WHERE channel = ? AND name = ?", channel, name);
      return;
    }
    this.database.run(
      `INSERT INTO channel_note (channel, name, value) VALUES (?, ?, ?)
        ON CONFLICT (channel, name) DO UPDATE SET value = excluded.value`,
      ...[channel, name, value],
    );
  }
}

function read(row: Row): OutboxMessage {
  return {
    id: Number(row.id),
    channel: String(row.channel),
    key: String(row.key),
    notification: JSON.parse(String(row.document)) as Notification,
    tries: Number(row.tries),
    cutOff: row.state === "sending",
    createdAt: new Date(Number(row.created_at)),
  };
}
