import type { Prefix } from "../../lease/prefix";
import type { SkipReason } from "./file-kind";
import { LeasedSpace } from "./leased-space";
import { FileScanner } from "./scan-file";
import { ScanWorkers } from "./scan-workers";
import type { Mention } from "./text-scan";
import { walk } from "./walk";

/** A file with what was found in it. */
export interface FileMentions {
  /** As the user's path says it, with slashes. */
  readonly file: string;
  readonly mentions: readonly Mention[];
}

/** A file that was not searched. */
export interface SkippedFile {
  readonly file: string;
  readonly reason: SkipReason;
  /** What the system said of a file that cannot be read. */
  readonly detail?: string;
}

export interface ScannedTree {
  /** Those in which something was found, by name. */
  readonly found: readonly FileMentions[];
  readonly skipped: readonly SkippedFile[];
  /** Files that were searched. */
  readonly files: number;
  readonly bytes: number;
  /** Entries that `.gitignore` files name: files, and folders with all that they hold. */
  readonly ignored: number;
  /** What keeps a file of patterns from counting. */
  readonly problems: readonly string[];
}

export interface ScanTreeOptions {
  /** The leases' blocks. */
  readonly leased: readonly Prefix[];
  /** Whether `.gitignore` files count. @default true */
  readonly ignoring?: boolean;
  /** Absolute path of the built worker. Without one, one thread does all. */
  readonly workerFile?: string;
  /** Threads to use, this one included. @default as many as the machine runs at once */
  readonly threads?: number;
  /** More threads are worth their start, however fast the first files are done. @default judged by those */
  readonly isLarge?: boolean;
  /** What the path `-` stands for. */
  readonly stdin?: Buffer;
}

const STDIN = "-";

/** Files that are handed to a thread at once. */
const BATCH = 128;

/** Searches all files of some paths for mentions of leased space. @param folder that relative paths start from */
export async function scanTree(
  paths: readonly string[],
  folder: string,
  { leased, ignoring = true, workerFile, threads, isLarge, stdin }: ScanTreeOptions,
): Promise<ScannedTree> {
  const result = new Gathered();
  const scanner = new FileScanner(new LeasedSpace(leased));
  const workers = new ScanWorkers(scanner, leased, { workerFile, threads, isLarge });
  const seen = new Set<string>();
  let batch: { file: string; shown: string }[] = [];
  const options = {
    ignoring,
    problem: (text: string) => void result.problems.push(text),
    ignored: () => void result.ignored++,
  };
  try {
    for (const given of paths) {
      if (given === STDIN && stdin !== undefined) {
        result.take(STDIN, scanner.scanOpen(readerOf(stdin)));
        continue;
      }
      for (const walked of walk(given, folder, options)) {
        // Paths may overlap.
        if (paths.length > 1 && seen.has(walked.file)) continue;
        if (paths.length > 1) seen.add(walked.file);
        const { file, shown, skipped, detail } = walked;
        if (skipped !== undefined) result.skip(shown, skipped, detail);
        else if (walked.named) result.take(shown, scanner.scan(file, true));
        else batch.push({ file, shown });
        if (batch.length < BATCH) continue;
        workers.add(batch);
        batch = [];
      }
    }
    if (batch.length > 0) workers.add(batch);
    await workers.finish((shown, scanned) => result.take(shown, scanned));
  } finally {
    await workers.stop();
  }
  return result.sorted();
}

function readerOf(bytes: Buffer): (into: Buffer, offset: number) => number {
  let at = 0;
  return (into, offset) => {
    const count = bytes.copy(into, offset, at);
    at += count;
    return count;
  };
}

/** What was found, in the order in which threads found it until it is sorted. */
class Gathered {
  readonly found: FileMentions[] = [];
  readonly skipped: SkippedFile[] = [];
  readonly problems: string[] = [];
  files = 0;
  bytes = 0;
  ignored = 0;

  take(file: string, scanned: ReturnType<FileScanner["scan"]>): void {
    if (scanned.skipped !== undefined) {
      this.skip(file, scanned.skipped, scanned.detail);
      return;
    }
    this.files++;
    this.bytes += scanned.bytes;
    if (scanned.mentions.length > 0) this.found.push({ file, mentions: scanned.mentions });
  }

  skip(file: string, reason: SkipReason, detail?: string): void {
    this.skipped.push({ file, reason, ...(detail !== undefined && { detail }) });
  }

  sorted(): ScannedTree {
    this.found.sort(byFile);
    this.skipped.sort(byFile);
    return this;
  }
}

function byFile(a: { readonly file: string }, b: { readonly file: string }): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : 0;
}
