import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

/** Permissions of a file that is written for the first time, before the process's umask. */
const NEW_FILE_MODE = 0o666;

/**
 * Replaces a file whole: readers see either what was there or all of the new text, also after a crash or a power cut. The
 * text goes to a partial file in the same folder, is flushed to the disk, and takes the file's name; then the folder is
 * flushed. Permissions stay what they were. Throws the system's error.
 */
export function replaceDurably(file: string, text: string): void {
  const mode = fs.statSync(file, { throwIfNoEntry: false })?.mode;
  const partial = `${partialPrefix(file)}${process.pid}.${randomBytes(4).toString("hex")}`;
  const descriptor = fs.openSync(partial, "wx", NEW_FILE_MODE);
  try {
    try {
      if (mode !== undefined) fs.fchmodSync(descriptor, mode & 0o7777);
      writeAll(descriptor, text);
      fs.fsyncSync(descriptor);
    } finally {
      fs.closeSync(descriptor);
    }
    fs.renameSync(partial, file);
  } catch (error) {
    fs.rmSync(partial, { force: true });
    throw error;
  }
  flushFolder(path.dirname(file));
}

/**
 * Adds text to the end of a file, which is made where it is not there, and flushes it to the disk. A crash leaves a
 * beginning of the text, none or all of it. Throws the system's error.
 */
export function appendDurably(file: string, text: string): void {
  const isNew = !fs.existsSync(file);
  const flags = fs.constants.O_WRONLY | fs.constants.O_APPEND | fs.constants.O_CREAT | NO_SYMLINK;
  const descriptor = fs.openSync(file, flags, NEW_FILE_MODE);
  try {
    writeAll(descriptor, text);
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
  if (isNew) flushFolder(path.dirname(file));
}

/** Cuts a file to its first `size` bytes, durably. Throws the system's error. */
export function truncateDurably(file: string, size: number): void {
  const descriptor = fs.openSync(file, fs.constants.O_RDWR | NO_SYMLINK);
  try {
    fs.ftruncateSync(descriptor, size);
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Removes the partial files that writers of this file left when they were killed. Only for who holds its lock. */
export function removePartials(file: string): void {
  const folder = path.dirname(file);
  const start = path.basename(partialPrefix(file));
  for (const name of fs.readdirSync(folder)) {
    if (name.startsWith(start)) fs.rmSync(path.join(folder, name), { force: true });
  }
}

/** Windows has no such flag. */
const NO_SYMLINK = fs.constants.O_NOFOLLOW ?? 0;

function partialPrefix(file: string): string {
  return path.join(path.dirname(file), `.${path.basename(file)}.partial.`);
}

/** A write may take a part only. */
function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text, "utf8");
  for (let at = 0; at < bytes.length; ) at += fs.writeSync(descriptor, bytes, at);
}

/** A name is on the disk once its folder is. Windows cannot open a folder, and flushes names by itself. */
function flushFolder(folder: string): void {
  if (process.platform === "win32") return;
  const descriptor = fs.openSync(folder, "r");
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}
