import { CustomResource, type CustomResourceOptions, type Input, type Inputs, type Output } from "@pulumi/pulumi";
import { isoDate, type Lease } from "../lease/lease";
import { ArgumentErrors } from "./argument-errors";
import { pluginOptions } from "./plugin-options";
import { checkAsn, checkMaxLength, type LeaseReference, readPrefixArgument, readReference } from "./routing-arguments";

/** A prefix and the AS that originates it. */
export interface AnnouncedRoute {
  readonly prefix: string;
  readonly origin: number;
}

/** What `new RoaRequest(name, …)` takes. */
export interface RoaRequestArgs extends LeaseReference {
  /** Inside the lease's prefix. @default the lease's prefix */
  readonly prefix?: Input<string>;
  /** The AS that may originate the prefix, 0 to 4294967295. AS0 says that nobody may (RFC 6483 §4). */
  readonly asn: Input<number>;
  /**
   * Longest prefix that may be announced, from the prefix's length to 32 or 128. Keep it as short as what is announced
   * (RFC 9319 §5).
   * @default the prefix's own length
   */
  readonly maxLength?: Input<number>;
  /**
   * Who publishes. `manual` writes a request for whoever holds the space; the others are not available in this version.
   * @default "manual"
   */
  readonly publisher?: Input<"manual" | "krill" | "ripe" | "arin" | "webhook">;
  /** Folder of the request documents, relative to the project's. @default "./roa-requests" */
  readonly folder?: Input<string>;
  /** What the lease announces. @default the lease's prefix from each of its origins; none where nobody announces */
  readonly announces?: readonly AnnouncedRoute[];
  /** Longest prefix length the lease announces. @default the lease's `routing.longestAnnounced` */
  readonly longestAnnounced?: number;
  /** ASNs that may originate the lease's space. @default the lease's `routing.origins`, and those of AWS where it announces */
  readonly origins?: readonly number[];
  /** Last day of the lease, ISO. @default the lease's */
  readonly leaseEnd?: string;
  /**
   * Day on which the ROA is to be removed, ISO, on or before the lease's last one and after its routes are withdrawn. ROAs
   * renew themselves at most registries: without a day they outlive the lease.
   * @default none
   */
  readonly removeOn?: string;
}

/**
 * A request that a ROA be published for leased space, and revoked when the resource goes. It carries what the lease
 * announces and when it ends, so that it can be judged alone, before it exists.
 *
 * Prefix, ASN and max-length make a ROA what it is: changing one publishes the new ROA first and then revokes the old one.
 *
 * @example
 * new RoaRequest("office-roa", { lease: block, asn: 64496 });
 */
export class RoaRequest extends CustomResource {
  static readonly type = "leasehold:rpki:RoaRequest";

  declare readonly leaseId: Output<string>;
  declare readonly prefix: Output<string>;
  declare readonly asn: Output<number>;
  declare readonly maxLength: Output<number | undefined>;
  declare readonly publisher: Output<string>;
  declare readonly folder: Output<string>;
  /** Path of the request document for people; the JSON document lies beside it. */
  declare readonly document: Output<string>;

  /**
   * @throws ArgumentError naming every argument that cannot be used, before anything is registered: host bits, a prefix
   * outside the lease, an ASN or a max-length out of range. Values only the deployment knows are checked by the provider.
   */
  constructor(name: string, args: RoaRequestArgs, opts?: CustomResourceOptions) {
    super(RoaRequest.type, name, requestInputs(name, args), pluginOptions(args.lease, opts));
  }
}

function requestInputs(name: string, args: RoaRequestArgs): Inputs {
  const errors = new ArgumentErrors(`RoaRequest "${name}"`);
  const { lease, leaseId } = readReference(args, errors);
  const prefix = readPrefixArgument(args.prefix, lease, errors);
  checkAsn("asn", args.asn, errors);
  checkMaxLength(args.maxLength, prefix, errors);
  if (args.removeOn !== undefined && !isoDate.safeParse(args.removeOn).success) {
    errors.add("removeOn", args.removeOn, "give a calendar day, YYYY-MM-DD");
  }
  errors.throwIfAny();
  const routing = lease?.routing;
  const origins = args.origins ?? allowedOrigins(lease);
  const announced = routing !== undefined && routing.announcedBy !== "none";
  return {
    leaseId,
    prefix,
    asn: args.asn,
    maxLength: args.maxLength,
    publisher: args.publisher ?? "manual",
    folder: args.folder ?? "./roa-requests",
    announces: args.announces ?? (announced ? origins.map((origin) => ({ prefix: lease?.prefix, origin })) : []),
    longestAnnounced: args.longestAnnounced ?? routing?.longestAnnounced,
    origins,
    leaseEnd: args.leaseEnd ?? lease?.term.end,
    removeOn: args.removeOn,
    // Computed by the provider.
    document: undefined,
  };
}

/** AWS announces brought prefixes from these, unless the lease names an ASN of the lessee's own (`routing.byoasn`). */
const AWS_ORIGINS = [16509, 14618];

function allowedOrigins(lease: Lease | undefined): number[] {
  const { origins = [], announcedBy, byoasn } = lease?.routing ?? {};
  const aws = announcedBy === "aws" && byoasn === undefined ? AWS_ORIGINS : [];
  return [...new Set([...origins, ...aws])];
}
