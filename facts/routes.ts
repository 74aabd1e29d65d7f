import { readBoolean, readNumber, readString } from "../graph/read";
import type { Resource } from "../graph/resource";
import { AddressSet } from "../lease/address-set";
import { contains, formatPrefix, fullLength, overlaps, type Prefix } from "../lease/prefix";
import { PrefixIndex } from "../lease/prefix-index";
import { AWS_ORIGINS, announcesByAws, originsOf } from "../lease/rpki/lease-origins";
import { parseAsn, type Vrp, VrpIndex } from "../lease/rpki/route-origin";
import type { FactContext } from "./context";
import type { LeaseFact } from "./fact";
import { isAnnounced, type ViewedLease } from "./lease-view";
import type { Known } from "./observations";
import { readAddress } from "./read-address";
import { unknownPath } from "./references";
import { ADVERTISEMENT, ROA_REQUEST } from "./types";

/** Stands among unknown paths for payloads that could not be looked at. */
const UNSEEN_VRPS = "the VRPs that relying parties see";

/** A ROA request as the program states it. */
export interface RoaRequest {
  readonly resource: Resource;
  /** By `leaseId`, else the lease whose space it is. */
  readonly lease: string | null;
  readonly prefix: Known<Prefix>;
  readonly asn: Known<number>;
  /** The prefix's own length where none is given. */
  readonly maxLength: Known<number>;
}

export interface Advertisement {
  readonly resource: Resource;
  readonly lease: string | null;
  readonly prefix: Known<Prefix>;
  readonly origin: Known<number>;
  readonly advertised: Known<boolean>;
}

/** What is announced of each lease, and what the ROAs that are requested or seen make of it. */
export class Routes {
  readonly requests: readonly RoaRequest[];
  readonly advertisements: readonly Advertisement[];
  readonly #context: FactContext;
  readonly #index: VrpIndex;
  /** Prefixes of AS0 ROAs. */
  readonly #forbidding: PrefixIndex<number>;
  readonly #advertised = new Map<string, Advertisement[]>();
  readonly #hiddenRequests = new Map<string, RoaRequest[]>();

  constructor(context: FactContext) {
    this.#context = context;
    const { resources } = context;
    this.requests = resources.filter(({ type }) => type === ROA_REQUEST).map((one) => readRequest(one, context));
    this.advertisements = resources
      .filter(({ type }) => type === ADVERTISEMENT)
      .map((one) => readAdvertisement(one, context));
    const payloads = [...this.requests.flatMap(payloadsOf), ...(context.vrps ?? [])];
    this.#index = new VrpIndex(payloads);
    this.#forbidding = new PrefixIndex(
      payloads.filter(({ asn }) => asn === 0).map(({ prefix }) => [prefix, 0] as const),
    );
    for (const one of this.advertisements) push(this.#advertised, one.lease, one);
    for (const one of this.requests) if (isHidden(one)) push(this.#hiddenRequests, one.lease, one);
  }

  /** Every announced prefix of a lease with every origin it needs. */
  of(leaseId: string): { routes: LeaseFact["routes"]; unknown: string[] } {
    const viewed = this.#context.view.leases.get(leaseId);
    if (viewed === undefined) return { routes: [], unknown: [] };
    const own = this.#advertised.get(leaseId) ?? [];
    const unknown = new Set<string>();
    const origins = originsOf(viewed.lease, isAnnounced(viewed));
    const needed = new Map<string, { prefix: Prefix; origin: number }>();
    const need = (prefix: Prefix, origin: number): void => {
      needed.set(`${formatPrefix(prefix)} ${origin}`, { prefix, origin });
    };
    const spoken = own.filter((one) => one.advertised.value !== false);
    for (const one of spoken) {
      const hidden = [...one.prefix.unknown, ...one.advertised.unknown];
      if (one.prefix.value === undefined || one.advertised.unknown.length > 0) {
        // What may be announced matters only where nothing would make it valid.
        const { value } = one.prefix;
        const isValid = value !== undefined && origins.every((origin) => this.#isValid(value, origin));
        if (!isValid) for (const path of hidden) unknown.add(path);
        continue;
      }
      for (const origin of origins) need(one.prefix.value, origin);
      if (one.origin.value !== undefined) need(one.prefix.value, one.origin.value);
    }
    if (spoken.length === 0 && own.length === 0) for (const origin of origins) need(viewed.prefix, origin);
    const isAws = announcesByAws(viewed.lease);
    const routes = [...needed.values()].map(({ prefix, origin }) => {
      const declared = viewed.lease.routing?.origins.includes(origin) ?? false;
      // An origin that nobody declared needs no ROA: it is a mismatch.
      const verdict = this.#verdict(leaseId, prefix, origin, origins.includes(origin) ? unknown : new Set());
      return {
        prefix: formatPrefix(prefix),
        origin,
        declared,
        aws: isAws && AWS_ORIGINS.includes(origin),
        verdict,
      };
    });
    routes.sort((a, b) => (a.prefix < b.prefix ? -1 : a.prefix > b.prefix ? 1 : a.origin - b.origin));
    return { routes, unknown: [...unknown].sort() };
  }

  /** Who announces a lease: as it declares, and as its advertisements say. */
  announcersOf(leaseId: string): { names: string[]; unknown: string[] } {
    const viewed = this.#context.view.leases.get(leaseId);
    const names = new Set<string>();
    const unknown: string[] = [];
    if (viewed?.lease.routing !== undefined && isAnnounced(viewed)) names.add(viewed.lease.routing.announcedBy);
    for (const { resource, advertised } of this.#advertised.get(leaseId) ?? []) {
      if (advertised.value === false) continue;
      const by = readString(resource.inputs, "by");
      if (by !== undefined && "known" in by) names.add(by.known);
      else if (by !== undefined) unknown.push(...by.unknown.map((path) => unknownPath(resource, path)));
    }
    return { names: [...names].sort(), unknown };
  }

  /** Whether AS0 ROAs cover all of a lease, and the paths of requests that may be some. */
  forbids({ lease, prefix }: ViewedLease): { as0: boolean; unknown: string[] } {
    const forbidding = this.#forbidding.overlapping(prefix).map(([forbidden]) => forbidden);
    const unknown = (this.#hiddenRequests.get(lease.id) ?? [])
      .filter(({ asn }) => asn.value === undefined || asn.value === 0)
      .flatMap((request) => [...request.prefix.unknown, ...request.asn.unknown, ...request.maxLength.unknown]);
    return { as0: AddressSet.of(forbidding).containsPrefix(prefix), unknown };
  }

  /** Whether some part of a prefix is announced: by an advertisement, or with the lease as a whole. */
  isAnnounced(leaseId: string | null, prefix: Prefix | undefined): boolean {
    const viewed = leaseId === null ? undefined : this.#context.view.leases.get(leaseId);
    if (viewed === undefined || prefix === undefined) return false;
    const own = this.#advertised.get(viewed.lease.id) ?? [];
    if (own.length === 0) return isAnnounced(viewed) && overlaps(viewed.prefix, prefix);
    return own.some(
      (one) => one.advertised.value !== false && one.prefix.value !== undefined && overlaps(one.prefix.value, prefix),
    );
  }

  #isValid(prefix: Prefix, origin: number): boolean {
    return this.#index.state({ prefix, origin }) === "valid";
  }

  #verdict(
    lease: string,
    prefix: Prefix,
    origin: number,
    unknown: Set<string>,
  ): LeaseFact["routes"][number]["verdict"] {
    const state = this.#index.state({ prefix, origin });
    if (state === "valid") return state;
    if (this.#context.options.vrps === "unknown") {
      // What is published may make the route valid, or invalid.
      unknown.add(UNSEEN_VRPS);
      return null;
    }
    const hidden = (this.#hiddenRequests.get(lease) ?? []).filter((request) => couldMatch(request, prefix, origin));
    if (hidden.length === 0) return state;
    for (const request of hidden) {
      for (const path of [...request.prefix.unknown, ...request.asn.unknown, ...request.maxLength.unknown])
        unknown.add(path);
    }
    return null;
  }
}

/** A request with a part unknown may make a route valid, unless a part that is known says otherwise. */
function couldMatch({ prefix, asn, maxLength }: RoaRequest, route: Prefix, origin: number): boolean {
  if (prefix.value !== undefined && !contains(prefix.value, route)) return false;
  if (asn.value !== undefined && asn.value !== origin) return false;
  return maxLength.value === undefined || maxLength.value >= route.length;
}

function isHidden({ prefix, asn, maxLength }: RoaRequest): boolean {
  return [prefix, asn, maxLength].some((part) => part.unknown.length > 0);
}

/** What a request is once it is published; nothing where a part of it is unknown or impossible. */
export function payloadsOf({ prefix, asn, maxLength }: RoaRequest): Vrp[] {
  if (prefix.value === undefined || asn.value === undefined) return [];
  const longest = maxLength.value ?? prefix.value.length;
  const isPossible = longest >= prefix.value.length && longest <= fullLength(prefix.value.family);
  return isPossible ? [{ prefix: prefix.value, asn: asn.value, maxLength: longest }] : [];
}

function readRequest(resource: Resource, context: FactContext): RoaRequest {
  const prefix = readAddress(resource, "prefix");
  const given = readNumber(resource.inputs, "maxLength");
  const maxLength: Known<number> =
    given === undefined
      ? { value: prefix.value?.length, unknown: prefix.unknown }
      : "known" in given
        ? { value: given.known, unknown: [] }
        : { unknown: given.unknown.map((path) => unknownPath(resource, path)) };
  return {
    resource,
    lease: leaseOf(resource, prefix, context),
    prefix: required(resource, "prefix", prefix),
    asn: readAsn(resource, "asn"),
    maxLength,
  };
}

function readAdvertisement(resource: Resource, context: FactContext): Advertisement {
  const prefix = readAddress(resource, "prefix");
  const advertised = readBoolean(resource.inputs, "advertised");
  return {
    resource,
    lease: leaseOf(resource, prefix, context),
    prefix: required(resource, "prefix", prefix),
    origin: readAsn(resource, "origin"),
    advertised:
      advertised === undefined
        ? { value: true, unknown: [] }
        : "known" in advertised
          ? { value: advertised.known, unknown: [] }
          : { unknown: advertised.unknown.map((path) => unknownPath(resource, path)) },
  };
}

function required<T>(resource: Resource, path: string, known: Known<T>): Known<T> {
  return known.value !== undefined || known.unknown.length > 0 ? known : { unknown: [unknownPath(resource, path)] };
}

function readAsn(resource: Resource, path: string): Known<number> {
  const read = readString(resource.inputs, path);
  if (read === undefined || "unknown" in read) return { unknown: [unknownPath(resource, path)] };
  try {
    return { value: parseAsn(read.known), unknown: [] };
  } catch {
    // What is no AS number cannot be judged, and is not repeated.
    return { unknown: [unknownPath(resource, path)] };
  }
}

function leaseOf(resource: Resource, prefix: Known<Prefix>, { view }: FactContext): string | null {
  const named = readString(resource.inputs, "leaseId");
  if (named !== undefined && "known" in named) return named.known;
  return prefix.value === undefined ? null : (view.leaseFor(prefix.value)?.lease.id ?? null);
}

function push<T>(map: Map<string, T[]>, key: string | null, value: T): void {
  if (key === null) return;
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
