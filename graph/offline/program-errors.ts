import * as path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { isUsersOwn } from "./location";
import { PreviewError } from "./preview-error";
import type { Project } from "./project";
import { UNKNOWN_TEXT } from "./runner/protocol";

/**
 * What a failed program logged, as one clear message: where in the user's own code, and what. The rest of the stack is in
 * `details`.
 * @param logged an error message as Pulumi's language host logs it
 */
export function programError(logged: string, project: Project): PreviewError {
  const text = stripVTControlCharacters(logged).trim();
  const body = text.replace(/^Running program '.*' failed with an unhandled exception:\n/, "");
  const lines = body.split("\n");
  const firstFrame = lines.findIndex((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  const message = (firstFrame < 0 ? lines : lines.slice(0, firstFrame)).join("\n").trim();
  const frames = firstFrame < 0 ? [] : lines.slice(firstFrame);
  const syntax = syntaxErrorOf(message, project);
  if (syntax !== undefined) return new PreviewError(syntax, text);
  const where = frames.map((frame) => positionOf(frame, project)).find((at) => at !== undefined);
  const reason = reword(message.replace(/^(?:Uncaught )?Error: /, ""));
  return new PreviewError(where === undefined ? reason : `${where}: ${reason}`, frames.length > 0 ? text : undefined);
}

/** Node writes a syntax error as `file:line`, the line, a caret, and last the reason. */
function syntaxErrorOf(message: string, project: Project): string | undefined {
  const match = /^(?:file:\/\/)?(\/.*|[A-Za-z]:\\.*):(\d+)\n([\s\S]*\n)?(SyntaxError: .*)$/.exec(message);
  if (!match) return undefined;
  const caret = match[3]?.split("\n").find((line) => /^\s*\^+\s*$/.test(line));
  const column = caret === undefined ? "" : `:${caret.indexOf("^") + 1}`;
  return `${shown(match[1] as string, project)}:${match[2]}${column}: ${match[4]}`;
}

function positionOf(frame: string, project: Project): string | undefined {
  const match = /\(?(?:file:\/\/)?((?:\/|[A-Za-z]:\\)[^():]*):(\d+):(\d+)\)?$/.exec(frame.trim());
  const file = match?.[1];
  if (file === undefined || !isUsersOwn(file)) return undefined;
  return `${shown(file, project)}:${match?.[2]}:${match?.[3]}`;
}

function shown(file: string, project: Project): string {
  const relative = path.relative(project.root, file);
  return relative.startsWith("..") ? file : relative.replaceAll(path.sep, "/");
}

function reword(message: string): string {
  const missing = /Missing required configuration variable '([^']+)'/.exec(message);
  if (missing) {
    return `Missing required configuration variable '${missing[1]}'. Set it in the stack's file or with \`pulumi config set ${missing[1]} <value>\`.`;
  }
  return message.replaceAll(UNKNOWN_TEXT, "<unknown>");
}
