import { formatPrefix, supernet } from "../../../lease/prefix";
import type { DnsblEngine } from "./engine";
import type { Target } from "./targets";

/**
 * The addresses that a zone is asked about: of a family that it lists; and one of each /24 or /48 where it lists AS numbers,
 * since no smaller block is announced to the world by another one.
 */
export function zoneTargets(
  { families, scope }: Pick<DnsblEngine, "families" | "scope">,
  targets: readonly Target[],
): Target[] {
  const listed = targets.filter(({ address }) => families.includes(address.family));
  if (scope !== "asn") return listed;
  const first = new Map<string, Target>();
  for (const target of listed) {
    const key = `${target.lease} ${formatPrefix(supernet(target.address, target.address.family === 4 ? 24 : 48))}`;
    if (!first.has(key)) first.set(key, target);
  }
  return [...first.values()];
}
