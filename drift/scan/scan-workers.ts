import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { formatPrefix, type Prefix } from "../../lease/prefix";
import type { FileScanner, ScannedFile } from "./scan-file";

/** Files that a thread takes at once. */
export type Batch = readonly { readonly file: string; readonly shown: string }[];

/** What a worker is started with. */
export interface WorkerStart {
  readonly leased: readonly string[];
  /** One cell a batch, by number: 1 where a thread took it. */
  readonly taken: SharedArrayBuffer;
}

/** What is sent to a worker: a batch with its number, or that there are no more. */
export type ToWorker = { readonly batch: number; readonly files: readonly string[] } | { readonly end: true };

/** What a worker answers: what it found in a batch, or that it has done all that it took. */
export type FromWorker = { readonly batch: number; readonly scanned: readonly ScannedFile[] } | { readonly end: true };

/** More batches than these are searched by this thread alone. */
const MOST_BATCHES = 1 << 20;
/** Milliseconds that must be left to do for more threads to be started: one takes a good part of that to get going. */
const WORTHWHILE_MS = 400;
/** Milliseconds after which the rest is judged by what was done. */
const TRIED_MS = 150;
/** More threads wait for the disk and for one another. */
const MOST_THREADS = 8;

/**
 * Shares batches of files among threads. This one begins alone; where much is left after a while, others join. Each takes
 * the next batch that nobody has taken: workers from the first on, this thread from the last on.
 */
export class ScanWorkers {
  readonly #scanner: FileScanner;
  readonly #leased: readonly string[];
  readonly #workerFile: string | undefined;
  readonly #wanted: number;
  readonly #isLarge: boolean;
  readonly #batches: Batch[] = [];
  readonly #done: ScannedFile[][] = [];
  readonly #workers: Worker[] = [];
  readonly #taken = new SharedArrayBuffer(MOST_BATCHES);
  readonly #ends: Promise<void>[] = [];

  constructor(
    scanner: FileScanner,
    leased: readonly Prefix[],
    options: { readonly workerFile?: string; readonly threads?: number; readonly isLarge?: boolean },
  ) {
    this.#scanner = scanner;
    this.#leased = leased.map(formatPrefix);
    this.#workerFile = options.workerFile;
    this.#isLarge = options.isLarge ?? false;
    this.#wanted = Math.min(options.threads ?? availableParallelism(), MOST_THREADS) - 1;
  }

  add(batch: Batch): void {
    this.#batches.push(batch);
  }

  /** Searches what nobody has taken, and waits for what others took. @param take called for every file */
  async finish(take: (shown: string, scanned: ScannedFile) => void): Promise<void> {
    const taken = new Uint8Array(this.#taken);
    const started = Date.now();
    for (let number = this.#batches.length - 1; number >= 0; number--) {
      if (number < MOST_BATCHES && Atomics.exchange(taken, number, 1) === 1) continue;
      this.#done[number] = (this.#batches[number] as Batch).map(({ file }) => this.#scanner.scan(file));
      // Others have their turn: the spinner, and what threads answer.
      await new Promise(setImmediate);
      const elapsed = Date.now() - started;
      if (this.#workers.length > 0) continue;
      const left = elapsed < TRIED_MS ? 0 : (elapsed / (this.#batches.length - number)) * number;
      if (this.#isLarge || left > WORTHWHILE_MS) this.#start(number);
    }
    await Promise.all(this.#ends);
    for (const [number, batch] of this.#batches.entries()) {
      // A worker that died took its batch with it: nobody has looked there.
      const scanned = this.#done[number] ?? batch.map(({ file }) => this.#scanner.scan(file));
      for (const [at, { shown }] of batch.entries()) take(shown, scanned[at] as ScannedFile);
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  /** @param below batches before this one may be taken */
  #start(below: number): void {
    if (this.#workerFile === undefined) return;
    const workerData: WorkerStart = { leased: this.#leased, taken: this.#taken };
    for (let count = 0; count < this.#wanted; count++) {
      const worker = new Worker(this.#workerFile, { workerData });
      this.#ends.push(this.#listen(worker));
      for (const [number, batch] of this.#batches.slice(0, Math.min(below, MOST_BATCHES)).entries()) {
        worker.postMessage(toWorker(number, batch));
      }
      worker.postMessage({ end: true } satisfies ToWorker);
      this.#workers.push(worker);
    }
  }

  /** Resolves when the worker has answered for all that it took, or cannot answer any more. */
  #listen(worker: Worker): Promise<void> {
    return new Promise((resolve) => {
      worker.on("message", (message: FromWorker) => {
        if ("end" in message) resolve();
        else this.#done[message.batch] = [...message.scanned];
      });
      worker.on("error", () => resolve());
      worker.on("exit", () => resolve());
    });
  }
}

function toWorker(batch: number, files: Batch): ToWorker {
  return { batch, files: files.map(({ file }) => file) };
}
