import { formatPrefix } from "../../../lease/prefix";
import { attribute, type Declared } from "../../declared";
import { declaringResource, undeployedItem } from "../../declaring-resource";
import type { DriftItem } from "../../drift-item";
import { type DeclaredRoa, declaredRoas, roaName } from "./declared-roas";

/** What should be seen in the RPKI: each declared ROA, and for each live lease an item for the ROAs that stand over it. */
export function expectedRoas(declared: Declared): DriftItem[] {
  return declaredRoas(declared).flatMap(({ viewed, roas, hidden }) => [
    ...roas.map((roa) => roaItem(roa, viewed.lease.id, declared)),
    ...hidden.map(({ resource }) => {
      const name = `the ROA that ${resource.name} asks for`;
      return undeployedItem({ observer: "rpki", type: "roa", name, lease: viewed.lease.id }, resource);
    }),
    ...(viewed.live ? [coveringItem(viewed.lease.id, formatPrefix(viewed.prefix), [], undefined)] : []),
  ]);
}

/** The item for the ROAs of larger blocks around a lease, which nobody declares. @param closes See `withoutOwn`. */
export function coveringItem(
  lease: string,
  prefix: string,
  roas: readonly string[],
  withoutOwn: string | undefined,
): DriftItem {
  return {
    observer: "rpki",
    type: "covering-roas",
    id: prefix,
    name: `the ROAs of larger blocks around ${prefix}`,
    lease,
    segment: null,
    fields: {},
    ...(withoutOwn !== undefined && { remembered: { roas, withoutOwn } }),
    severity: "warning",
    remediation:
      "Ask the lessor what was changed and why: under a covering ROA for another AS your routes turn invalid, not merely unknown, as soon as your own ROAs go.",
  };
}

function roaItem({ id, roa, request }: DeclaredRoa, lease: string, declared: Declared): DriftItem {
  const asked = request?.resource.outputs.state === "requested";
  return {
    observer: "rpki",
    type: "roa",
    id,
    name: roaName(roa),
    lease,
    segment: attribute(declared, roa.prefix).segment,
    // AS0 allows nothing, whatever its max-length.
    fields: roa.asn === 0 ? {} : { maxLength: roa.maxLength },
    ...(request !== undefined && declaringResource(request.resource)),
    ...(asked && { severity: "warning" }),
    remediation: asked
      ? "It was requested and relying parties do not see it as asked: ask its publisher how far it is."
      : "Have the ROA published as declared, then wait until relying parties see it; if the change was meant, declare it.",
  };
}
