import { z } from "zod";
import { AddressError } from "../../lease/address-error";
import type { Prefix } from "../../lease/prefix";
import { parseRoute } from "../../lease/rpki/route-prefix";
import { isAsn } from "../../lease/rpki/vrp";
import { cleanText } from "../../provider/http/clean-text";
import { parseJson } from "../../provider/parse-json";
import type { AsPath } from "../observers/bgp/as-path";

/** What one BGP update of one peer says. */
export interface RisUpdate {
  readonly kind: "update";
  /** Address of the peer that sent it to a route collector. */
  readonly peer: string;
  readonly announced: readonly { readonly prefix: Prefix; readonly path: AsPath }[];
  readonly withdrawn: readonly Prefix[];
}

/** A message of RIS Live. */
export type RisMessage =
  | RisUpdate
  | { readonly kind: "subscribed" }
  /** The stream says what is wrong; text of a stranger, made fit for a terminal. */
  | { readonly kind: "error"; readonly message: string }
  /** Of a kind that says nothing of routes. */
  | { readonly kind: "other" };

const envelope = z.object({ type: z.string(), data: z.unknown() });
const asn = z.number().refine(isAsn);
const update = z.object({
  peer: z.string().max(64),
  path: z.array(z.union([asn, z.array(asn)])).optional(),
  announcements: z.array(z.object({ prefixes: z.array(z.string()) })).optional(),
  withdrawals: z.array(z.string()).optional(),
});
const problem = z.object({ message: z.string() });

/**
 * Reads a message of RIS Live. Never throws.
 * @returns undefined where it is none: what it would have said is lost, and to be counted
 */
export function readRisMessage(text: string): RisMessage | undefined {
  const message = envelope.safeParse(parseJson(text));
  if (!message.success) return undefined;
  const { type, data } = message.data;
  switch (type) {
    case "ris_message":
      return readUpdate(data);
    case "ris_subscribe_ok":
      return { kind: "subscribed" };
    case "ris_error": {
      const said = problem.safeParse(data);
      return said.success ? { kind: "error", message: cleanText(said.data.message, 200) } : undefined;
    }
    default:
      return { kind: "other" };
  }
}

function readUpdate(data: unknown): RisMessage | undefined {
  const read = update.safeParse(data);
  if (!read.success) return undefined;
  const { peer, path = [], announcements = [], withdrawals = [] } = read.data;
  const prefixes = announcements.flatMap((one) => one.prefixes.map(readPrefix));
  const withdrawn = withdrawals.map(readPrefix);
  const isWhole = [...prefixes, ...withdrawn].every((prefix) => prefix !== undefined);
  if (!isWhole) return undefined;
  return {
    kind: "update",
    peer,
    announced: (prefixes as Prefix[]).map((prefix) => ({ prefix, path })),
    withdrawn: withdrawn as Prefix[],
  };
}

function readPrefix(text: string): Prefix | undefined {
  try {
    return parseRoute(text).prefix;
  } catch (error) {
    if (error instanceof AddressError) return undefined;
    throw error;
  }
}
