import {
  CustomResource,
  type CustomResourceOptions,
  type Input,
  type Inputs,
  mergeOptions,
  type Output,
  type Resource,
} from "@pulumi/pulumi";
import type { Lease } from "../lease/lease";
import { ArgumentErrors } from "./argument-errors";
import { roasOf } from "./lease-roas";
import { pluginOptions } from "./plugin-options";
import { type Announcer, checkAsn, type LeaseReference, readPrefixArgument, readReference } from "./routing-arguments";

/** What `new Advertisement(name, …)` takes. */
export interface AdvertisementArgs extends LeaseReference {
  /** Inside the lease's prefix. @default the lease's prefix */
  readonly prefix?: Input<string>;
  /** The AS that originates it, 1 to 4294967295. @default the lease's origin, where it has exactly one */
  readonly origin?: Input<number>;
  /** Who announces it. @default the lease's `routing.announcedBy` */
  readonly by?: Input<Announcer>;
  /** Whether it is publicly advertised. @default true */
  readonly advertised?: Input<boolean>;
  /**
   * Whether to announce only once relying parties see a ROA that allows it (`leasehold:vrps` names what they see). The wait
   * ends with `customTimeouts.create`, half an hour by default, and the next `pulumi up` goes on with it.
   * @default true
   */
  readonly waitForRoa?: Input<boolean>;
  /**
   * The ROAs it needs: it is announced after they are requested, and withdrawn before they are revoked.
   * @default the lease's RoaRequests that were made before it; with `leaseId`, none
   */
  readonly roas?: readonly Resource[];
}

/**
 * The announcement of leased space: which prefix, from which AS, by whom. AWS and Cloudflare are asked to announce what was
 * brought to them, and a GoBGP speaker of the lessee's where one is configured (`leasehold:gobgp`); anything else is a record,
 * by which rules and the order of withdrawal are judged. It waits for its ROA, and goes before it.
 *
 * @example
 * new Advertisement("office-route", { lease: block, origin: 64496, by: "lessee" });
 */
export class Advertisement extends CustomResource {
  static readonly type = "leasehold:routing:Advertisement";

  declare readonly leaseId: Output<string>;
  declare readonly prefix: Output<string>;
  declare readonly origin: Output<number>;
  declare readonly by: Output<Announcer>;
  declare readonly advertised: Output<boolean>;
  declare readonly waitForRoa: Output<boolean>;
  /** The announcer's own word for it; `recorded` where there is nobody to ask, `unknown` where the answer is. */
  declare readonly state: Output<string>;
  /** What relying parties make of it (RFC 6811); `unknown` without `leasehold:vrps`. */
  declare readonly validity: Output<"valid" | "invalid" | "not-found" | "unknown">;

  /**
   * @throws ArgumentError naming every argument that cannot be used, before anything is registered. Values only the
   * deployment knows are checked by the provider.
   */
  constructor(name: string, args: AdvertisementArgs, opts?: CustomResourceOptions) {
    const roas = { dependsOn: [...(args.roas ?? roasOf(args))] };
    super(
      Advertisement.type,
      name,
      advertisementInputs(name, args),
      pluginOptions(args.lease, mergeOptions(roas, opts)),
    );
  }
}

function advertisementInputs(name: string, args: AdvertisementArgs): Inputs {
  const errors = new ArgumentErrors(`Advertisement "${name}"`);
  const { lease, leaseId } = readReference(args, errors);
  const prefix = readPrefixArgument(args.prefix, lease, errors);
  const origin = args.origin ?? onlyOrigin(lease);
  if (origin === undefined)
    errors.add("origin", undefined, "give the AS that originates the prefix; the lease does not name exactly one");
  else checkAsn("origin", origin, errors);
  const by = args.by ?? announcer(lease);
  if (by === undefined)
    errors.add("by", undefined, "say who announces: aws, cloudflare, lessee or lessor; the lease does not");
  errors.throwIfAny();
  return {
    leaseId,
    prefix,
    origin,
    by,
    advertised: args.advertised ?? true,
    waitForRoa: args.waitForRoa ?? true,
    // Computed by the provider.
    state: undefined,
    validity: undefined,
  };
}

function onlyOrigin(lease: Lease | undefined): number | undefined {
  const origins = lease?.routing?.origins ?? [];
  return origins.length === 1 ? origins[0] : undefined;
}

function announcer(lease: Lease | undefined): Announcer | undefined {
  const by = lease?.routing?.announcedBy;
  return by === "none" ? undefined : by;
}
