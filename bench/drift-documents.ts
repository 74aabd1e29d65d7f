import type { DriftItem, FieldValue } from "../drift/drift-item";
import type { Unseen } from "../drift/observer";
import { seeded } from "./vrp-document";

const SEED = 64496;

/** What a run compares, as two documents would bring it: what is declared, and what one observer saw. */
export interface DriftDocuments {
  readonly declared: readonly DriftItem[];
  readonly seen: readonly DriftItem[];
  readonly unseen: readonly Unseen[];
}

/**
 * Items of so many leases with as many each: addresses, reverse names, firewall groups and route tables as AWS and the DNS
 * have them. In both documents they stand in an order of their own; one in a hundred differs in a field, one in 500 is gone
 * and one in 500 is nobody's; some names could not be looked up.
 */
export function makeDriftDocuments(leases: number, items: number): DriftDocuments {
  const random = seeded(SEED);
  const declared = Array.from({ length: items }, (_, at) => makeItem(at, leases));
  const seen: DriftItem[] = [];
  const unseen: Unseen[] = [];
  for (const [at, item] of declared.entries()) {
    if (at % 500 === 250) continue;
    if (at % 1000 === 600 && item.type === "ptr") {
      unseen.push({ reason: "SERVFAIL", covers: { type: "ptr", id: item.id } });
      continue;
    }
    seen.push(at % 100 === 50 ? drifted(item) : item);
    if (at % 500 === 499) seen.push({ ...item, id: `stray-${at}` });
  }
  return { declared, seen: shuffled(seen, random), unseen };
}

function makeItem(at: number, leases: number): DriftItem {
  const lease = `lease-${at % leases}`;
  const kind = KINDS[Math.floor(at / leases) % KINDS.length] as (typeof KINDS)[number];
  return { observer: "aws", lease, segment: `segment-${at % 3}`, scope: "eu-west-1", severity: "error", ...kind(at) };
}

const KINDS: readonly ((at: number) => Pick<DriftItem, "type" | "id" | "name" | "fields">)[] = [
  (at) => ({
    type: "aws:ec2/eip:Eip",
    id: `198.51.100.${at}`,
    name: `elastic address 198.51.100.${at}`,
    fields: { allocation: `eipalloc-${at}`, usedBy: `nat-${at}`, tags: [`leasehold:segment=web`, `Name=${at}`] },
  }),
  (at) => ({ type: "ptr", id: `203.0.113.${at}`, fields: { names: [`host-${at}.example.`], forward: true } }),
  (at) => ({
    type: "aws:ec2/securityGroup:SecurityGroup",
    id: `sg-${at}`,
    fields: { ingress: rules(at, 2), egress: rules(at, 6), vpc: `vpc-${at % 50}` },
  }),
  (at) => ({ type: "ptr", id: `192.0.2.${at}`, fields: { names: [`mail-${at}.example.`], forward: true } }),
  (at) => ({
    type: "aws:ec2/routeTable:RouteTable",
    id: `rtb-${at}`,
    fields: { routes: [`0.0.0.0/0 → nat-${at}`], subnets: [`subnet-${at}`, `subnet-${at}b`] },
  }),
];

function rules(at: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `tcp ${(at + index) % 65_536} 203.0.113.${index}/32`);
}

function drifted(item: DriftItem): DriftItem {
  const [field = "", value] = Object.entries(item.fields)[0] ?? [];
  const other: FieldValue = Array.isArray(value) ? [...value, "another"] : "another";
  return { ...item, fields: { ...item.fields, [field]: other } };
}

function shuffled<T>(list: T[], random: () => number): T[] {
  for (let at = list.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [list[at], list[other]] = [list[other] as T, list[at] as T];
  }
  return list;
}
