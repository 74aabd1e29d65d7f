import { createRequire } from "node:module";
import * as path from "node:path";

/** Finds the source map of transpiled code: its text as JSON, by the file it was made from. */
export type SourceMaps = (file: string) => string | undefined;

interface SourceMapSupport {
  install(options: object): void;
  wrapCallSite(frame: NodeJS.CallSite): { toString(): string };
}

/**
 * Writes stack traces as Pulumi does, with source positions, but maps only frames of the user's own files and remembers
 * each: a program of a thousand resources writes a thousand traces of the same few lines. The SDK reads a resource's
 * position from the text, so every frame of a file has its position in parentheses.
 */
export function mapUserFrames(sdk: string, maps: SourceMaps | undefined): void {
  const load = createRequire(path.join(sdk, "index.js"));
  let support: SourceMapSupport | undefined;
  const known = new Map<string, string>();
  const describe = (frame: NodeJS.CallSite): string => {
    const file = frame.getFileName();
    if (!file || file.startsWith("node:") || file.includes("node_modules")) return String(frame);
    const key = `${file}:${frame.getLineNumber()}:${frame.getColumnNumber()}:${frame.getFunctionName()}`;
    let text = known.get(key);
    if (text === undefined) {
      support ??= loadSupport(load, maps);
      text = inParentheses(support.wrapCallSite(frame).toString());
      known.set(key, text);
    }
    return text;
  };
  const prepare = (error: Error, frames: NodeJS.CallSite[]): string => {
    let head: string;
    try {
      head = String(error);
    } catch (failure) {
      // A program may throw an object whose own toString throws; its frames still help.
      head = `<error: ${failure instanceof Error ? failure.name : "unprintable"}>`;
    }
    return [head, ...frames.filter(isProgram).map(describe)].join("\n    at ");
  };
  Error.prepareStackTrace = prepare;
}

/** This runner's own frames are no part of the program. */
function isProgram(frame: NodeJS.CallSite): boolean {
  return !frame.getFileName()?.startsWith(__dirname);
}

function loadSupport(load: NodeJS.Require, maps: SourceMaps | undefined): SourceMapSupport {
  const support = load("source-map-support") as SourceMapSupport;
  const prepare = Error.prepareStackTrace;
  support.install({
    handleUncaughtExceptions: false,
    environment: "node",
    retrieveSourceMap: (source: string) => {
      const map = maps?.(source);
      return map === undefined ? null : { url: source, map };
    },
  });
  // install() puts its own writer in place, which maps every frame of every library.
  Error.prepareStackTrace = prepare;
  return support;
}

function inParentheses(frame: string): string {
  const plain = frame.replace("file://", "");
  return /\(.*:\d+:\d+\)$/.test(plain) ? plain : plain.replace(/^(async )?(.*:\d+:\d+)$/, "$1<anonymous> ($2)");
}
