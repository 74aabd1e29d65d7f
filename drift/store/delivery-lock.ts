import { closeSync, openSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type Libsql from "libsql";
import { errorCode } from "../../graph/offline/error-code";
import { pause } from "../../provider/http/pause";
import { DriftStoreError } from "./store-error";

const POLL_MS = 100;

/**
 * Held by the one process that tells what lies in the outbox of a store. It is a lock of the operating system on an empty
 * file beside the store, taken by way of SQLite: it ends with the process, however that ends, so that what is marked as
 * being sent while the lock is free was cut off.
 */
export class DeliveryLock {
  private constructor(private readonly connection: Libsql.Database) {}

  /** @param waitMs how long to wait for another run that is telling. @returns undefined where it is still at it */
  static async acquire(store: string, waitMs: number, signal?: AbortSignal): Promise<DeliveryLock | undefined> {
    const file = `${store}-telling`;
    touch(file);
    const Connection = require("libsql") as typeof import("libsql");
    const connection = new Connection(`${pathToFileURL(file).href}?mode=rw`);
    try {
      const until = Date.now() + waitMs;
      for (;;) {
        if (tryLock(connection)) return new DeliveryLock(connection);
        if (Date.now() >= until || signal?.aborted) break;
        await pause(POLL_MS, signal);
      }
    } catch (error) {
      connection.close();
      throw new DriftStoreError(file, `it cannot be locked (${errorCode(error) ?? "no code"}); is it something else?`);
    }
    connection.close();
    return undefined;
  }

  release(): void {
    // A connection may outlive its closing, until what it prepared is collected.
    this.connection.exec("ROLLBACK");
    this.connection.close();
  }
}

function touch(file: string): void {
  try {
    closeSync(openSync(file, "wx", 0o600));
  } catch (error) {
    if (errorCode(error) !== "EEXIST")
      throw new DriftStoreError(file, `it cannot be created (${errorCode(error) ?? "no code"})`);
  }
}

function tryLock(connection: Libsql.Database): boolean {
  try {
    // Nothing is ever written there, so there is nothing to be undone.
    connection.prepare("PRAGMA journal_mode = OFF").all();
    connection.exec("BEGIN EXCLUSIVE");
    return true;
  } catch (error) {
    if (errorCode(error)?.startsWith("SQLITE_BUSY")) return false;
    throw error;
  }
}
