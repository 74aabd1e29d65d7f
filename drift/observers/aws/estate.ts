import type { FactContext } from "../../../facts/context";
import { strongest } from "../../../facts/membership";
import { type Targets, unknownPath } from "../../../facts/references";
import { WaysOut } from "../../../facts/ways-out";
import { readString } from "../../../graph/read";
import type { Resource } from "../../../graph/resource";
import type { Prefix } from "../../../lease/prefix";
import { attribute, type Declared } from "../../declared";
import type { Attribution, DriftItem, FieldValue } from "../../drift-item";
import type { Environment } from "./aws-clients";
import type { AwsSettings } from "./aws-settings";
import { LeasedSpace } from "./leased-space";
import type { Fields } from "./seen-resource";

/** Whose something is, as `lease/segment`, or `lease/` where no segment is known. */
export type Owners = ReadonlySet<string>;
export const NOBODY: Owners = new Set();

/** How an expected item is made of the resource that declares it. */
export interface Expectation {
  /** Before its id in messages, such as `NAT gateway`. */
  readonly label: string;
  readonly owners: Owners;
  readonly fields: Fields;
  /** @default the resource's physical id */
  readonly id?: string;
  /** @default label and id, or the resource's name where nobody knows the id */
  readonly name?: string;
  readonly absorbs?: readonly Resource[];
  /** @default where the resource is declared */
  readonly scope?: string;
}

/** What is declared of AWS for the chosen leases, and the questions that the kinds of resource share. */
export class Estate {
  readonly declared: Declared;
  readonly context: FactContext;
  readonly ways: WaysOut;
  readonly space: LeasedSpace;
  readonly #settings: AwsSettings;
  readonly #environment: Environment;
  readonly #providerRegion: string | undefined;

  constructor(declared: Declared, settings: AwsSettings, environment: Environment) {
    this.declared = declared;
    this.context = declared.context;
    this.ways = new WaysOut(declared.context);
    this.space = new LeasedSpace(declared);
    this.#settings = settings;
    this.#environment = environment;
    this.#providerRegion = onlyRegion(declared.context);
  }

  /** Whose a resource is by the components around it and by its tags, as far as those leases are chosen. */
  ownersOf(resource: Resource): Owners {
    const { membership } = this.context;
    const { claims } = membership.of(resource);
    const keys = claims.length === 0 ? [] : strongest(claims).filter((key) => this.#isChosen(key));
    if (keys.length > 0) return new Set(keys);
    const lease = membership.leaseOf(resource);
    return lease !== null && this.declared.chosen.has(lease) ? new Set([`${lease}/`]) : NOBODY;
  }

  ownersOfAddress(prefix: Prefix): Owners {
    const { lease, segment } = attribute(this.declared, prefix);
    return lease === null ? NOBODY : new Set([`${lease}/${segment ?? ""}`]);
  }

  /** Whose workloads run in a subnet, or whose gateways stand there. */
  ownersOfSubnet(key: string): Owners {
    const claimed = this.ways.subnets.claimed.get(key);
    if (claimed === undefined || claimed.claims.length === 0) return NOBODY;
    return new Set(
      claimed.claims.map(({ lease, segment }) => `${lease}/${segment}`).filter((one) => this.#isChosen(one)),
    );
  }

  /** Who leaves through a gateway or machine. */
  ownersThrough(gateway: string): Owners {
    return new Set([...this.ways.segmentsThrough(gateway).keys()].filter((key) => this.#isChosen(key)));
  }

  /** Physical ids of what a property points at; unknown where one is. */
  ids(targets: Targets): readonly string[] | { readonly unknown: string } {
    const ids: string[] = [];
    const unknown = [...targets.unknown];
    for (const key of targets.keys) {
      const resource = this.context.references.resource(key);
      if (resource === undefined) ids.push(key);
      else if (resource.id !== undefined) ids.push(resource.id);
      else unknown.push(unknownPath(resource, "id"));
    }
    return unknown.length > 0 ? { unknown: unknown.join(", ") } : ids.sort();
  }

  /** The first of the ids, or null where the property points at nothing. */
  id(targets: Targets): FieldValue {
    const ids = this.ids(targets);
    return "unknown" in ids ? ids : (ids[0] ?? null);
  }

  /** The region a resource is declared in; undefined where nothing says it. */
  regionOf(resource: Resource): string | undefined {
    for (const properties of [resource.inputs, resource.outputs]) {
      const region = readString(properties, "region");
      if (region !== undefined && "known" in region) return region.known;
    }
    const zone = readString(resource.inputs, "availabilityZone");
    if (zone !== undefined && "known" in zone) return zone.known.replace(/[a-z]$/, "");
    const [only] = this.#settings.regions.length === 1 ? this.#settings.regions : [];
    return this.#providerRegion ?? arnOf(resource)?.region ?? only ?? regionOfEnvironment(this.#environment);
  }

  scopeOf(resource: Resource): string | undefined {
    const region = this.regionOf(resource);
    const account = this.#settings.accounts.length === 0 ? undefined : arnOf(resource)?.account;
    return account === undefined || region === undefined ? region : `${account}/${region}`;
  }

  /** Whether it is in a region that is to be looked at. */
  isChosenRegion(resource: Resource): boolean {
    const region = this.regionOf(resource);
    return this.#settings.regions.length === 0 || region === undefined || this.#settings.regions.includes(region);
  }

  expected(resource: Resource, type: string, { label, owners, fields, absorbs = [], ...rest }: Expectation): DriftItem {
    const id = rest.id ?? resource.id;
    return {
      observer: "aws",
      type,
      id: id ?? resource.urn,
      name: rest.name ?? (id === undefined ? `${label} of ${resource.name}` : `${label} ${id}`),
      ...attributionOf(owners),
      fields,
      resource: { urn: resource.urn, type: resource.type, name: resource.name },
      ...(resource.location === undefined ? {} : { location: resource.location }),
      scope: rest.scope ?? this.scopeOf(resource),
      ...(id === undefined ? { undeployed: true } : {}),
      ...(absorbs.length === 0 ? {} : { absorbs: absorbs.map(({ urn }) => urn) }),
    };
  }

  #isChosen(key: string): boolean {
    return this.declared.chosen.has(key.slice(0, key.indexOf("/")));
  }
}

/** One lease and segment where the owners agree. */
export function attributionOf(owners: Owners): Attribution {
  const leases = new Set([...owners].map((key) => key.slice(0, key.indexOf("/"))));
  if (leases.size !== 1) return { lease: null, segment: null };
  const segments = new Set([...owners].map((key) => key.slice(key.indexOf("/") + 1)));
  const [segment] = segments;
  return {
    lease: [...leases][0] as string,
    segment: segments.size === 1 && segment !== "" ? (segment as string) : null,
  };
}

/** The first of some groups of owners that names anybody. */
export function firstOwners(...groups: readonly (() => Owners)[]): Owners {
  for (const group of groups) {
    const owners = group();
    if (owners.size > 0) return owners;
  }
  return NOBODY;
}

export function union(groups: Iterable<Owners>): Owners {
  return new Set([...groups].flatMap((group) => [...group]));
}

export function regionOfEnvironment({ AWS_REGION, AWS_DEFAULT_REGION }: Environment): string | undefined {
  return AWS_REGION || AWS_DEFAULT_REGION || undefined;
}

function arnOf(resource: Resource): { readonly region?: string; readonly account?: string } | undefined {
  const arn = readString(resource.outputs, "arn");
  const match = arn !== undefined && "known" in arn ? /^arn:[\w-]+:[\w-]+:([\w-]*):(\d*):/.exec(arn.known) : null;
  return match === null ? undefined : { region: match[1] || undefined, account: match[2] || undefined };
}

/** The region of the AWS providers, where there is one only. */
function onlyRegion({ references }: FactContext): string | undefined {
  const regions = new Set<string | undefined>();
  for (const provider of references.ofType("pulumi:providers:aws")) {
    const region = readString(provider.inputs, "region");
    regions.add(region !== undefined && "known" in region ? region.known : undefined);
  }
  return regions.size === 1 ? [...regions][0] : undefined;
}
