import { closeSync, openSync, statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type Libsql from "libsql";
import { errorCode } from "../../graph/offline/error-code";
import { APPLICATION_ID, MIGRATIONS } from "./schema";
import { DriftStoreError } from "./store-error";

/** A value of a column. */
export type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;

export interface DatabaseOptions {
  /** Only looks: nothing is created, migrated or written. */
  readonly readOnly?: boolean;
  /** Milliseconds to wait for another process that is writing. @default 30000 */
  readonly busyMs?: number;
}

const BUSY_MS = 30_000;
/** Reads and writes for the owner alone: findings say where a network is open. */
const FILE_MODE = 0o600;
/** Bytes of SQLite's smallest page: no database that holds anything is shorter. */
const SMALLEST_PAGE = 512;

/**
 * The SQLite file of a store, held for as long as a command runs.
 *
 * It keeps a rollback journal, not a write-ahead log: the store is one file between runs, which CI can cache and which can
 * lie on a network file system, and its writes are few. `synchronous=EXTRA` has the folder synced as well after the journal
 * is gone, so that what was committed before something was sent is still there after a power cut.
 */
export class Database {
  private readonly statements = new Map<string, Libsql.Statement<Cell[]>>();

  private constructor(
    /** As the user named it. */
    readonly file: string,
    private readonly connection: Libsql.Database,
  ) {}

  /** @throws DriftStoreError where the file is no store, of a newer version, or cannot be opened. */
  static open(file: string, { readOnly = false, busyMs = BUSY_MS }: DatabaseOptions = {}): Database {
    if (!readOnly) createFile(file);
    refuseFragment(file);
    const database = new Database(file, connect(file, readOnly));
    try {
      database.prepare(readOnly, busyMs);
      return database;
    } catch (error) {
      database.close();
      throw explain(file, error);
    }
  }

  private prepare(readOnly: boolean, busyMs: number): void {
    this.pragma(`busy_timeout = ${busyMs}`);
    if (readOnly) {
      this.pragma("query_only = 1");
    } else {
      this.pragma("journal_mode = DELETE");
      this.pragma("synchronous = EXTRA");
    }
    this.pragma("trusted_schema = 0");
    this.pragma("cell_size_check = 1");
    const version = this.version();
    if (readOnly ? version < MIGRATIONS.length : version === MIGRATIONS.length) {
      if (readOnly)
        throw this.refusal(version === 0 ? EMPTY : "it is of an older version; let a drift run use it first");
      return;
    }
    if (!readOnly) this.transaction(() => this.migrate());
  }

  /** How many migrations the file has seen; 0 for an empty one. */
  private version(): number {
    const [application, version] = [this.pragma("application_id"), Number(this.pragma("user_version"))];
    if (application !== APPLICATION_ID && (application !== 0 || version !== 0 || this.tables() > 0))
      throw this.refusal(NO_STORE);
    if (version > MIGRATIONS.length)
      throw this.refusal(`it was written by a newer leasehold (version ${version} of the store); use that one`);
    return version;
  }

  /** Asked anew inside the transaction: another run may have been first. */
  private migrate(): void {
    const version = this.version();
    for (const migration of MIGRATIONS.slice(version)) this.connection.exec(migration);
    this.pragma(`application_id = ${APPLICATION_ID}`);
    this.pragma(`user_version = ${MIGRATIONS.length}`);
  }

  private tables(): number {
    return Number(this.get("SELECT count(*) AS count FROM sqlite_schema")?.count ?? 0);
  }

  private pragma(text: string): Cell | undefined {
    const rows = this.connection.prepare(`PRAGMA ${text}`).all() as Row[];
    return rows[0] === undefined ? undefined : Object.values(rows[0])[0];
  }

  /** Whether every page and index of the file is sound; else what is wrong. */
  problems(): string[] {
    const rows = this.connection.prepare("PRAGMA integrity_check").all() as Row[];
    return rows.map((row) => String(row.integrity_check)).filter((word) => word !== "ok");
  }

  /** Runs a change that gives no rows. @returns how many rows changed, and the id of the last one that was added */
  run(sql: string, ...values: Cell[]): { readonly changes: number; readonly id: number } {
    const { changes, lastInsertRowid } = this.explained(() => this.statement(sql).run(...values));
    return { changes, id: Number(lastInsertRowid) };
  }

  get(sql: string, ...values: Cell[]): Row | undefined {
    return this.all(sql, ...values)[0];
  }

  all(sql: string, ...values: Cell[]): Row[] {
    return this.explained(() => this.statement(sql).all(...values) as Row[]);
  }

  /** Several changes as one: all of them are kept, or none. Waits for other writers first. */
  transaction<T>(work: () => T): T {
    this.explained(() => this.connection.exec("BEGIN IMMEDIATE"));
    try {
      const result = work();
      this.connection.exec("COMMIT");
      return result;
    } catch (error) {
      // SQLite has already undone it where the disk is full and the like.
      if (this.connection.inTransaction) this.connection.exec("ROLLBACK");
      throw explain(this.file, error);
    }
  }

  /** Several questions about one state of the file. */
  snapshot<T>(work: () => T): T {
    this.connection.exec("BEGIN");
    try {
      return work();
    } finally {
      this.connection.exec("COMMIT");
    }
  }

  close(): void {
    this.statements.clear();
    this.connection.close();
  }

  private statement(sql: string): Libsql.Statement<Cell[]> {
    const known = this.statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.connection.prepare<Cell[]>(sql);
    this.statements.set(sql, statement);
    return statement;
  }

  /** @throws DriftStoreError in place of SQLite's own errors */
  private explained<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw explain(this.file, error);
    }
  }

  private refusal(problem: string): DriftStoreError {
    return new DriftStoreError(this.file, problem);
  }
}

const NO_STORE = "it is no store of drift runs; name another file, or a new one";
const EMPTY = "it is empty: no drift run has used it yet (leasehold drift --store FILE)";

/** Made here, not by SQLite, which would let others read it; an existing file is never opened: closing it drops SQLite's locks. */
function createFile(file: string): void {
  try {
    closeSync(openSync(file, "wx", FILE_MODE));
  } catch (error) {
    const code = errorCode(error);
    if (code === "EEXIST") return;
    throw new DriftStoreError(file, `it cannot be created (${code ?? "no code"}); does its folder exist?`);
  }
}

/** SQLite takes a file that is shorter than a page for an empty one, and would write over it. */
function refuseFragment(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > 0 && size < SMALLEST_PAGE) throw new DriftStoreError(file, NO_STORE);
}

function connect(file: string, readOnly: boolean): Libsql.Database {
  if (readOnly && !statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new DriftStoreError(file, "there is no such file; leasehold drift --store FILE makes one");
  // Loaded when a store is used: it is a native module.
  const Connection = require("libsql") as typeof import("libsql");
  const address = pathToFileURL(file).href;
  try {
    return readOnly ? openToRead(Connection, address) : new Connection(`${address}?mode=rw`);
  } catch (error) {
    throw explain(file, error);
  }
}

/** What a run that was cut off left half-written has to be undone before anybody can read: that needs a connection that writes. */
function openToRead(Connection: typeof Libsql, address: string): Libsql.Database {
  const connection = new Connection(`${address}?mode=ro`);
  try {
    connection.prepare("SELECT count(*) FROM sqlite_schema").all();
    return connection;
  } catch (error) {
    connection.close();
    if (errorCode(error)?.startsWith("SQLITE_READONLY")) return new Connection(`${address}?mode=rw`);
    throw error;
  }
}

/** SQLite's failures in words; any other error as it is. */
function explain(file: string, error: unknown): unknown {
  if (error instanceof DriftStoreError) return error;
  const code = errorCode(error) ?? "";
  const message = error instanceof Error ? error.message : "";
  if (code === "SQLITE_NOTADB") return new DriftStoreError(file, NO_STORE);
  if (code.startsWith("SQLITE_BUSY"))
    return new DriftStoreError(file, "another run has been writing for too long; try again when it has ended");
  if (code.startsWith("SQLITE_CORRUPT"))
    return new DriftStoreError(file, `it is damaged (${code}); restore a copy, or name a new file to start over`);
  if (code.startsWith("SQLITE_") || message.startsWith("Unable to open"))
    return new DriftStoreError(file, `it cannot be used (${code || message}); check the disk and who may write there`);
  return error;
}
