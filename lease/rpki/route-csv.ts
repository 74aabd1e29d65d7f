import { AddressError } from "../address-error";
import type { Route } from "./route-origin";
import { parseRoute } from "./route-prefix";
import { parseAsn } from "./vrp";

/** Routes that cannot be read. Its message names the line, what is wrong and the fix. */
export class RouteCsvError extends Error {
  constructor(line: number, problem: string) {
    super(`line ${line}: ${problem}`);
    this.name = "RouteCsvError";
  }
}

/** A row of the file. */
export interface RouteRow extends Route {
  /** Its line, from 1 on. */
  readonly line: number;
  /** The prefix as it stands there, where it has host bits: BGP ignores them (RFC 4271 §4.3), and so is it read. */
  readonly hostBits?: string;
}

/** No route is longer in any notation. */
const LONGEST_LINE = 200;
const COLUMNS = 2;

/**
 * Reads routes from CSV (RFC 4180): the header `prefix,origin`, then a route a line, such as `203.0.113.0/24,AS64496` or
 * `203.0.113.0/24,64496`. An origin that is left empty is an AS_SET. Quotes, spaces around a value, empty lines, CR LF and a
 * byte order mark are fine. Lazy, so that a million routes are never all in memory.
 * @throws RouteCsvError at the first line that is wrong, while iterating
 */
export function* readRoutes(text: string): Generator<RouteRow> {
  let hasHeader = false;
  for (const { line, content } of linesOf(text)) {
    if (content.trim() === "") continue;
    const [prefix = "", origin = ""] = fieldsOf(content, line);
    if (hasHeader) yield rowOf(prefix, origin, line);
    else if (prefix === "prefix" && origin === "origin") hasHeader = true;
    else throw new RouteCsvError(line, "the header is missing; start the file with the line prefix,origin");
  }
  if (!hasHeader) throw new RouteCsvError(1, "there is nothing; start the file with the line prefix,origin");
}

function* linesOf(text: string): Generator<{ line: number; content: string }> {
  let start = text.startsWith("\uFEFF") ? 1 : 0;
  for (let line = 1; start < text.length; line++) {
    const feed = text.indexOf("\n", start);
    const end = feed < 0 ? text.length : feed;
    if (end - start > LONGEST_LINE) {
      throw new RouteCsvError(line, `is ${end - start} characters long; a route needs less than ${LONGEST_LINE}`);
    }
    yield { line, content: text.slice(start, end) };
    start = end + 1;
  }
}

/** The values of a line, without quotes and the spaces around them. */
function fieldsOf(content: string, line: number): string[] {
  const fields = content.split(",").map((field) => field.trim());
  if (fields.length !== COLUMNS) {
    const found = fields.length === 1 ? "one column" : `${fields.length} columns`;
    throw new RouteCsvError(
      line,
      `has ${found}; write prefix,origin and leave the origin of an AS_SET empty: 203.0.113.0/24,`,
    );
  }
  return fields.map((field) => {
    if (!field.includes('"')) return field;
    // Neither a prefix nor an AS number holds a quotation mark or a comma, so that a value is quoted whole or not at all.
    const quoted = /^"([^"]*)"$/.exec(field);
    if (quoted === null)
      throw new RouteCsvError(line, 'has a quotation mark out of place; write "203.0.113.0/24","64496"');
    return (quoted[1] as string).trim();
  });
}

function rowOf(prefixText: string, originText: string, line: number): RouteRow {
  try {
    const { prefix, hostBits } = parseRoute(prefixText);
    const origin = originText === "" ? null : parseAsn(originText);
    return hostBits ? { prefix, origin, line, hostBits: prefixText } : { prefix, origin, line };
  } catch (error) {
    if (error instanceof AddressError) throw new RouteCsvError(line, error.message);
    throw error;
  }
}
