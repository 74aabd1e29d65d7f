import { CustomResource, type CustomResourceOptions, type Input, type Inputs, type Output } from "@pulumi/pulumi";
import { isoDate, type Lease } from "../lease/lease";
import { AWS_ORIGINS, announcesByAws } from "../lease/rpki/lease-origins";
import { ArgumentErrors } from "./argument-errors";
import { rememberRoa } from "./lease-roas";
import { pluginOptions } from "./plugin-options";
import {
  type Announcer,
  checkAsn,
  checkMaxLength,
  type LeaseReference,
  readPrefixArgument,
  readReference,
} from "./routing-arguments";

/** A prefix and the AS that originates it. */
export interface AnnouncedRoute {
  readonly prefix: string;
  readonly origin: number;
}

/** A ROA as relying parties see it. */
export interface SeenRoa {
  readonly prefix: string;
  /** 0: nobody may originate the prefix. */
  readonly asn: number;
  readonly maxLength: number;
}

/** What `new RoaRequest(name, …)` takes. */
export interface RoaRequestArgs extends LeaseReference {
  /** Inside the lease's prefix. @default the lease's prefix */
  readonly prefix?: Input<string>;
  /** The AS that may originate the prefix, 0 to 4294967295. AS0 says that nobody may (RFC 6483 §4). */
  readonly asn: Input<number>;
  /**
   * Longest prefix that may be announced, from the prefix's length to 32 or 128. Keep it as short as what is announced
   * (RFC 9319 §5): a registry is asked for no more than `longestAnnounced`.
   * @default the prefix's own length
   */
  readonly maxLength?: Input<number>;
  /**
   * Who publishes. `krill`, `ripe` and `arin` are registries, whose address and credential are configuration of the provider
   * (`leasehold:krillUrl`, `leasehold:krillToken`, …) or environment variables; `webhook` posts the request to a system of
   * the team's own; `manual` writes a request for whoever holds the space.
   * @default "manual"
   */
  readonly publisher?: Input<"manual" | "krill" | "ripe" | "arin" | "webhook">;
  /** Folder of the request documents of `manual`, relative to the project's. @default "./roa-requests" */
  readonly folder?: Input<string>;
  /** What the lease announces. @default the lease's prefix from each of its origins; none where nobody announces */
  readonly announces?: readonly AnnouncedRoute[];
  /** Who announces it, and is asked before the ROA is revoked. @default the lease's `routing.announcedBy` */
  readonly announcedBy?: Announcer | "none";
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
 * A ROA for leased space, or a request that one be published; revoked when the resource goes. It carries what the lease
 * announces and when it ends, so that it can be judged alone, before it exists.
 *
 * Prefix, ASN and max-length make a ROA what it is: changing one publishes the new ROA first and then revokes the old one.
 * A ROA that a route needs which is still announced is not revoked: withdraw the route first. An `Advertisement` of the same
 * lease that is made after it depends on it, and so goes before it.
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
  /** `requested`, `published`, `visible` to relying parties, or `invalid`: a route in `announces` is, by what they see. */
  declare readonly state: Output<"requested" | "published" | "visible" | "invalid">;
  /** Ticket or order of the publisher, where it gives one. */
  declare readonly requestId: Output<string | undefined>;
  /** ROAs that cover the prefix, as relying parties see them; undefined where nobody could look. */
  declare readonly covering: Output<readonly SeenRoa[] | undefined>;
  /** Path of `manual`'s request document for people; the JSON document lies beside it. */
  declare readonly document: Output<string | undefined>;

  /**
   * @throws ArgumentError naming every argument that cannot be used, before anything is registered: host bits, a prefix
   * outside the lease, an ASN or a max-length out of range. Values only the deployment knows are checked by the provider.
   */
  constructor(name: string, args: RoaRequestArgs, opts?: CustomResourceOptions) {
    super(RoaRequest.type, name, requestInputs(name, args), pluginOptions(args.lease, opts));
    rememberRoa(this, args);
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
    announcedBy: args.announcedBy ?? routing?.announcedBy,
    longestAnnounced: args.longestAnnounced ?? routing?.longestAnnounced,
    origins,
    leaseEnd: args.leaseEnd ?? lease?.term.end,
    removeOn: args.removeOn,
    // Computed by the provider.
    state: undefined,
    requestId: undefined,
    covering: undefined,
    document: undefined,
  };
}

function allowedOrigins(lease: Lease | undefined): number[] {
  const aws = lease !== undefined && announcesByAws(lease) ? AWS_ORIGINS : [];
  return [...new Set([...(lease?.routing?.origins ?? []), ...aws])];
}
