import { formatPrefix, parsePrefix } from "../../lease/prefix";
import { sameRoa } from "../../lease/rpki/roa";
import { routesUnder } from "../../lease/rpki/roa-removal";
import { type Vrp, validateRoute } from "../../lease/rpki/route-origin";
import type { Operation } from "../resource-handler";
import type { Roa } from "./request-document";

/**
 * How far a ROA has come:
 * - `requested`: somebody was asked to publish it;
 * - `published`: the registry publishes it; what relying parties see is not known, or they do not see it yet;
 * - `visible`: a relying party's output has it;
 * - `invalid`: by that output, some route that the request names is Invalid (RFC 6811).
 */
export type RoaState = "requested" | "published" | "visible" | "invalid";

/** A ROA as the resource's outputs show it. */
export interface SeenRoa {
  readonly prefix: string;
  readonly asn: number;
  readonly maxLength: number;
}

/** What relying parties make of a ROA. Without usable payloads `covering` is absent: unknown is not "none". */
export interface RoaVisibility {
  readonly state: RoaState;
  readonly covering?: readonly SeenRoa[];
}

/**
 * Compares a ROA with the validated payloads that are configured. Stale, empty or unreachable data is unknown: the state
 * stays what the publisher says, with a warning.
 *
 * @param told What is known without relying parties.
 */
export async function roaVisibility(
  roa: Vrp,
  { announces = [] }: Roa,
  told: "requested" | "published",
  { services, log }: Pick<Operation, "services" | "log">,
): Promise<RoaVisibility> {
  const seen = await services.seen();
  if (seen.vrps === undefined) {
    if (seen.unknown === "unusable") log("warning", `whether the ROA is visible is unknown: ${seen.reason}`);
    return { state: told };
  }
  const { index } = seen.vrps;
  const covering = index.covering(roa.prefix);
  const routes = routesUnder(
    roa,
    announces.map(({ prefix, origin }) => ({ prefix: parsePrefix(prefix), origin })),
  );
  const isInvalid = routes.some((route) => validateRoute(route, index).state === "invalid");
  const isVisible = covering.some((vrp) => sameRoa(vrp, roa));
  return {
    state: isInvalid ? "invalid" : isVisible ? "visible" : told,
    covering: covering.map(({ prefix, asn, maxLength }) => ({ prefix: formatPrefix(prefix), asn, maxLength })),
  };
}
