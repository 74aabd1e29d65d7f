import { AddressError } from "../../lease/address-error";
import { AddressSet } from "../../lease/address-set";
import { formatPrefix, parsePrefix } from "../../lease/prefix";
import type { ArgumentErrors } from "../argument-errors";
import type { BreakGlass, Ports } from "../egress-segment/segment-arguments";

/** Longest opening where the segment names no hours. */
export const DEFAULT_HOURS = 24;

/** A way around the firewall, opened for an emergency, for a time. */
export interface BreakGlassOpening {
  /** Slug that names the opening, part of its rules' names, for example an incident's number. */
  readonly name: string;
  /** First moment, ISO 8601 with a zone, for example `2026-11-22T09:00:00Z`. */
  readonly from: string;
  /** End, exclusive, at most the segment's `breakGlass.hours` (24 by default) after `from`. */
  readonly until: string;
  /** Who approved it; each one of the segment's `breakGlass.approvers`. */
  readonly approvedBy: readonly string[];
  /** CIDRs to open, inside the segment's `breakGlass.destinations` where those are given. */
  readonly destinations: readonly string[];
  /** @default "tcp" */
  readonly protocol?: Ports["protocol"];
  /** First port. */
  readonly fromPort: number;
  /** Last port. @default fromPort */
  readonly toPort?: number;
}

/** Where `now` lies, seen from an opening. */
export type OpeningState = "ahead" | "open" | "over";

/** An opening that was checked. */
export interface CheckedOpening {
  readonly opening: BreakGlassOpening;
  readonly state: OpeningState;
  readonly ports: Ports;
  /** Says until when it is open and who approved, at most 255 characters that a security-group rule takes. */
  readonly description: string;
}

/**
 * Checks the openings against the segment's break-glass path and tells which are open.
 *
 * @param now Milliseconds since 1970; `undefined` where it was given and is no timestamp.
 */
export function checkOpenings(
  openings: readonly BreakGlassOpening[],
  path: BreakGlass | undefined,
  now: number,
  errors: ArgumentErrors,
): CheckedOpening[] {
  if (openings.length > 0 && path === undefined) {
    errors.add("breakGlass", undefined, "the segment has no breakGlass; name its approvers there first");
  }
  const names = new Set<string>();
  return openings.map((opening, index) => {
    const at = `breakGlass[${index}]`;
    if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(opening.name)) {
      errors.add(`${at}.name`, opening.name, "use a slug of lower-case letters, digits and inner hyphens, at most 63");
    }
    if (names.has(opening.name)) errors.add(`${at}.name`, opening.name, "used by another opening; give each its own");
    names.add(opening.name);
    checkApprovers(opening, path, at, errors);
    const { fromPort, toPort = fromPort, protocol = "tcp" } = opening;
    for (const [key, port] of [
      ["fromPort", fromPort],
      ["toPort", opening.toPort],
    ] as const) {
      if (port !== undefined && (!Number.isInteger(port) || port < 0 || port > 65_535)) {
        errors.add(`${at}.${key}`, port, "give a port from 0 to 65535");
      }
    }
    if (toPort < fromPort) errors.add(`${at}.toPort`, toPort, `before fromPort = ${fromPort}; swap them`);
    return {
      opening,
      state: checkWindow(opening, path?.hours ?? DEFAULT_HOURS, now, at, errors),
      ports: { protocol, from: fromPort, to: toPort, destinations: checkDestinations(opening, path, at, errors) },
      description: describe(opening),
    };
  });
}

/** Milliseconds of an ISO 8601 timestamp with a zone; undefined for anything else, a bare date included. */
export function readTimestamp(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

function checkApprovers(
  { approvedBy }: BreakGlassOpening,
  path: BreakGlass | undefined,
  at: string,
  errors: ArgumentErrors,
) {
  if (approvedBy.length === 0) errors.add(`${at}.approvedBy`, undefined, "empty; name who approved it");
  for (const [index, name] of approvedBy.entries()) {
    if (path && !path.approvers.includes(name)) {
      errors.add(`${at}.approvedBy[${index}]`, name, `not an approver of the segment: ${path.approvers.join(", ")}`);
    }
  }
}

function checkWindow(
  { from, until }: BreakGlassOpening,
  hours: number,
  now: number,
  at: string,
  errors: ArgumentErrors,
): OpeningState {
  const start = readTimestamp(from);
  const end = readTimestamp(until);
  const how = "give an ISO 8601 time with its zone, like 2026-11-22T09:00:00Z";
  if (start === undefined) errors.add(`${at}.from`, undefined, how);
  if (end === undefined) errors.add(`${at}.until`, undefined, how);
  if (start === undefined || end === undefined) return "over";
  if (end <= start) errors.add(`${at}.until`, until, `not after from = ${from}; give a later time`);
  if (end - start > hours * 3_600_000) {
    errors.add(
      `${at}.until`,
      until,
      `more than ${hours} hours after from; shorten it, and open another one if it is not enough`,
    );
  }
  if (now < start) return "ahead";
  return now < end ? "open" : "over";
}

function checkDestinations(
  { destinations }: BreakGlassOpening,
  path: BreakGlass | undefined,
  at: string,
  errors: ArgumentErrors,
): string[] {
  if (destinations.length === 0) errors.add(`${at}.destinations`, undefined, "empty; name the CIDRs to open");
  const within = path?.destinations && AddressSet.of(path.destinations.map(parsePrefix));
  return destinations.flatMap((text, index) => {
    try {
      const prefix = parsePrefix(text);
      if (within && !within.containsPrefix(prefix)) {
        errors.add(
          `${at}.destinations[${index}]`,
          text,
          `outside the segment's break-glass destinations ${path?.destinations?.join(", ")}; add it there first`,
        );
      }
      return [formatPrefix(prefix)];
    } catch (error) {
      if (!(error instanceof AddressError)) throw error;
      errors.add(`${at}.destinations[${index}]`, text, error.message);
      return [];
    }
  });
}

/** EC2 takes letters, digits, spaces and ._-:/()#,@[]+=&;{}!$* in a rule's description. */
function describe({ name, until, approvedBy }: BreakGlassOpening): string {
  const text = `break-glass ${name} until ${until}, approved by ${approvedBy.join(", ")}`;
  return text.replace(/[^a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]/g, "_").slice(0, 255);
}
