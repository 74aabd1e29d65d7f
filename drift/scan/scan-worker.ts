import { parentPort, workerData } from "node:worker_threads";
import { type Prefix, readPrefix } from "../../lease/prefix";
import { LeasedSpace } from "./leased-space";
import { FileScanner } from "./scan-file";
import type { FromWorker, ToWorker, WorkerStart } from "./scan-workers";

/** A thread of `scanTree`: searches the batches that nobody else took. Kept small, since it is loaded for every run. */
function main(): void {
  const { leased, taken } = workerData as WorkerStart;
  const cells = new Uint8Array(taken);
  const scanner = new FileScanner(new LeasedSpace(leased.map((prefix) => readPrefix(prefix) as Prefix)));
  parentPort?.on("message", (message: ToWorker) => {
    if ("end" in message) answer({ end: true });
    else if (Atomics.exchange(cells, message.batch, 1) === 0) {
      answer({ batch: message.batch, scanned: message.files.map((file) => scanner.scan(file)) });
    }
  });
}

function answer(message: FromWorker): void {
  parentPort?.postMessage(message);
}

main();
