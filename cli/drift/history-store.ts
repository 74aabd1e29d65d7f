import * as fs from "node:fs";
import * as path from "node:path";
import { errorCode } from "../../graph/offline/error-code";
import { UsageError } from "../failure";
import type { Io } from "../io";

/** The store that `drift.store` of the settings names. @throws UsageError where none does */
export function historyStore(settings: string | undefined, io: Io): string {
  const file = path.resolve(io.folder, settings ?? "leasehold.yaml");
  const { parseDriftSettings } = require("../../drift/drift-settings") as typeof import("../../drift/drift-settings");
  const { store } = parseDriftSettings(read(file, settings), file);
  if (store === undefined) throw new UsageError("Give --store FILE, or name it as drift.store in leasehold.yaml.");
  return path.resolve(path.dirname(file), store);
}

function read(file: string, asked: string | undefined): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT" && asked === undefined) return "";
    throw new UsageError(`--settings ${asked ?? file} cannot be read (${code ?? "no code"}).`);
  }
}
