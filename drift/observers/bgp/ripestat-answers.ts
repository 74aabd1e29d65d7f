import { z } from "zod";
import { AddressError } from "../../../lease/address-error";
import { formatPrefix, type Prefix } from "../../../lease/prefix";
import { parseRoute } from "../../../lease/rpki/route-prefix";
import { isAsn } from "../../../lease/rpki/vrp";
import { parseJson } from "../../../provider/parse-json";
import { type AsPath, readPathText } from "./as-path";

/** An answer that is not of the shape that RIPEstat documents. The message is words that follow the call's name. */
export class RipestatAnswerError extends Error {}

/** What `routing-status` says of a prefix. */
export interface RoutingStatus {
  /** When the route collectors' tables were taken. */
  readonly at: Date;
  readonly origins: readonly (number | null)[];
  readonly moreSpecifics: readonly { readonly prefix: Prefix; readonly origin: number | null }[];
  /** Peers of the prefix's family that see it, and all of them. */
  readonly seeing: number;
  readonly total: number;
}

/** What one peer of `looking-glass` has for a prefix now. */
export interface PeerPath {
  readonly prefix: Prefix;
  readonly path: AsPath;
}

/** An AS number, as number or text; anything else is an AS_SET or the like, which is no origin. */
const origin = z.union([z.number(), z.string()]).transform((value): number | null => {
  const asn =
    typeof value === "number" ? value : /^(?:AS)?\d{1,10}$/i.test(value) ? Number(value.replace(/^AS/i, "")) : -1;
  return isAsn(asn) ? asn : null;
});

const route = z.string().transform((text, context) => {
  try {
    return parseRoute(text).prefix;
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    context.addIssue({ code: "custom", message: error.message });
    return z.NEVER;
  }
});

const peers = z.object({ ris_peers_seeing: z.int().min(0), total_ris_peers: z.int().min(0) });
const time = z.string().transform((text, context) => {
  // It is UTC, and says so only now and then.
  const at = new Date(/Z$|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`);
  if (!Number.isNaN(at.getTime())) return at;
  context.addIssue({ code: "custom", message: "no time" });
  return z.NEVER;
});

/** What the answer is about, where it says so. */
const about = { resource: route.optional() };

const routingStatus = z.object({
  ...about,
  query_time: time,
  origins: z.array(z.object({ origin })),
  more_specifics: z.array(z.object({ prefix: route, origin })),
  visibility: z.object({ v4: peers, v6: peers }),
});

const path = z.string().transform((text, context) => {
  const read = readPathText(text);
  if (read !== undefined) return read;
  context.addIssue({ code: "custom", message: "no AS path" });
  return z.NEVER;
});
const lookingGlass = z.object({
  rrcs: z.array(z.object({ peers: z.array(z.object({ prefix: route, as_path: path })) })),
});

const envelope = z.object({ status: z.string(), messages: z.array(z.unknown()).optional(), data: z.unknown() });

/** @throws RipestatAnswerError */
export function readRoutingStatus(text: string, prefix: Prefix): RoutingStatus {
  const data = dataOf(text, routingStatus);
  const { family } = prefix;
  if (data.resource !== undefined && formatPrefix(data.resource) !== formatPrefix(prefix))
    throw new RipestatAnswerError("answered about another prefix");
  const { ris_peers_seeing: seeing, total_ris_peers: total } = data.visibility[family === 4 ? "v4" : "v6"];
  return {
    at: data.query_time,
    origins: data.origins.map((one) => one.origin),
    moreSpecifics: data.more_specifics,
    seeing,
    total,
  };
}

/** @throws RipestatAnswerError */
export function readLookingGlass(text: string): PeerPath[] {
  return dataOf(text, lookingGlass).rrcs.flatMap((rrc) =>
    rrc.peers.map((peer) => ({ prefix: peer.prefix, path: peer.as_path })),
  );
}

function dataOf<T>(text: string, schema: z.ZodType<T>): T {
  const answer = envelope.safeParse(parseJson(text));
  if (!answer.success) throw new RipestatAnswerError("answered with something else than its JSON, or not to the end");
  if (answer.data.status !== "ok") throw new RipestatAnswerError("says itself that it could not answer");
  const data = schema.safeParse(answer.data.data);
  if (data.success) return data.data;
  const [issue] = data.error.issues;
  throw new RipestatAnswerError(`answered without what it documents (${issue?.path.join(".") || "data"})`);
}
