import { readPrefix } from "../lease/prefix";

/** Properties whose text is a choice out of a few words of the cloud's, or a name, wherever they stand. */
const NAMES = new Set([
  "actionType",
  "addressFamily",
  "connectivityType",
  "direction",
  "domain",
  "ipProtocol",
  "leaseId",
  "name",
  "protocol",
  "publisher",
  "purpose",
  "ruleAction",
  "standby",
  "type",
]);
const WORD = /^[A-Za-z0-9_.*-]{1,63}$/;

/**
 * A value as an approval keeps it: `=text` where it is an address, a number, a truth value or a name, and may be read by
 * everybody; else `#` and its SHA-256, by which a change is noticed and nothing shown.
 */
export function shownValue(path: string, value: string | number | boolean): string {
  const text = String(value);
  if (typeof value !== "string" || readPrefix(text) !== undefined || /^-?\d{1,10}$/.test(text)) return `=${text}`;
  if (/^(true|false)$/.test(text)) return `=${text}`;
  const key =
    path
      .replace(/\[\d+\]$/, "")
      .split(".")
      .at(-1) ?? "";
  if (NAMES.has(key) && WORD.test(text)) return `=${text}`;
  const { createHash } = require("node:crypto") as typeof import("node:crypto");
  return `#${createHash("sha256").update(text).digest("hex")}`;
}
