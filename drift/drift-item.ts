import type { Resource } from "../graph/resource";
import type { Finding, Severity } from "../policies/finding";

/** What a drift run can look at, in the order in which it is told. */
export const OBSERVER_NAMES = ["aws", "dns", "rpki", "bgp", "reputation", "rdap"] as const;
export type ObserverName = (typeof OBSERVER_NAMES)[number];

/** A value that nobody knows: undeclared until a deployment, or one that an observer could not read. Never equal to anything. */
export interface UnknownValue {
  readonly unknown: string;
}

/** A value as both sides write it: canonical text, numbers, and lists that are sorted where their order has no meaning. */
export type FieldValue = string | number | boolean | null | readonly string[] | UnknownValue;

/** Whose something is. */
export interface Attribution {
  /** Id of the lease; null where it belongs to none. */
  readonly lease: string | null;
  /** Name of the egress segment in that lease; null where it serves none or several. */
  readonly segment: string | null;
}

/** One thing outside this machine, as it is declared or as it was seen. `observer`, `type` and `id` say which one it is. */
export interface DriftItem extends Attribution {
  readonly observer: ObserverName;
  /** What it is: a resource's type token such as `aws:ec2/eip:Eip`, or a word of its observer: `ptr`, `roa`, `listing`. */
  readonly type: string;
  /** The same on both sides and in every run: a physical id, an address, `203.0.113.0/24 AS64496`. */
  readonly id: string;
  /** What it is called in messages. @default type and id */
  readonly name?: string;
  /** What is compared. A declared field that the observed item lacks counts as unknown; an observed one that is not declared is not compared. */
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** Observed fields that nobody declares, whose change since the last run is drift. Needs a store. */
  readonly remembered?: Readonly<Record<string, FieldValue>>;
  /** The resource that declares it. */
  readonly resource?: Finding["resource"];
  readonly location?: Finding["location"];
  /** How much it weighs where it differs. @default error */
  readonly severity?: Severity;
  /** Where it was to be looked for, such as `123456789012/eu-west-1`: what could not be seen may be bounded by it. */
  readonly scope?: string;
  /** What to do where it differs, as one sentence. @default a sentence by the kind of change */
  readonly remediation?: string;
  /**
   * Of a declared item: only a deployment shows its id (a preview's resources have none yet), and its URN stands for it. It
   * can be neither found nor missed: it is told as undetermined, and so is what is seen of that type and lease beyond the declared.
   */
  readonly undeployed?: true;
  /**
   * Of a seen item: the resource that it would be in a program, for the catalogue's rules. With the URN of a declared resource,
   * the properties given replace that one's; with any other it stands beside the declared ones. Its inputs go by the names of
   * the provider's schema.
   */
  readonly observed?: Resource;
  /** Of a seen item: what was seen with it, as resources of their own, such as the associations of a route table. */
  readonly observedParts?: readonly Resource[];
  /** Of a declared item: URNs of the resources whose say its fields include, such as a group's rules; `observed` says it all. */
  readonly absorbs?: readonly string[];
}

/** One word for an item, the same in every run. */
export function itemKey({ observer, type, id }: Pick<DriftItem, "observer" | "type" | "id">): string {
  return `${observer}/${type}/${id}`;
}
