import type { Input } from "@pulumi/pulumi";
import { ArgumentErrors } from "../argument-errors";
import type { EgressSegment } from "../egress-segment/egress-segment";
import type { LeaseHolder } from "../egress-segment/segment-arguments";
import type { Ownership, Tags } from "../tags";
import { CLOUDWATCH_RETENTIONS, cloudWatchRetention, DEFAULT_RETENTION_DAYS } from "./flow-log-retention";
import type { CloudWatchDestination, S3Destination, TelemetryArgs } from "./telemetry-arguments";

/** Something that a flow log watches. */
export interface LoggedNetwork {
  readonly id: { readonly vpcId?: Input<string>; readonly subnetId?: Input<string> };
  /** End of the flow log's name. */
  readonly suffix: string;
}

/** A destination with its defaults written out. */
export type NormalDestination =
  | (CloudWatchDestination & { readonly retentionDays: number })
  | (Required<S3Destination> & { readonly kmsKeyArn?: undefined });

/** A telemetry's arguments with every default written out. */
export interface NormalTelemetry {
  readonly args: TelemetryArgs;
  readonly owner: Ownership;
  readonly tags: Tags | undefined;
  readonly region: string | undefined;
  readonly destination: NormalDestination;
  /** Empty where flow logs are kept elsewhere. */
  readonly networks: readonly LoggedNetwork[];
}

/**
 * Checks and completes a telemetry's arguments.
 *
 * @throws ArgumentError with every problem.
 */
export function normaliseTelemetry(name: string, args: TelemetryArgs): NormalTelemetry {
  const errors = new ArgumentErrors(`Telemetry "${name}"`);
  const of = args.of as LeaseHolder & Partial<Pick<EgressSegment, "segmentName" | "vpcId" | "tags" | "region">>;
  const normal = {
    args,
    owner: { leaseId: of.leaseId, segmentName: of.segmentName },
    tags: args.tags ?? of.tags,
    region: args.region ?? of.region,
    destination: readDestination(args.destination ?? { type: "cloudwatch" }, of.lease.retentionDays, errors),
    networks: readNetworks(args, of.vpcId, errors),
  };
  errors.throwIfAny();
  return normal;
}

function readNetworks(
  args: TelemetryArgs,
  vpcOfSegment: Input<string> | undefined,
  errors: ArgumentErrors,
): LoggedNetwork[] {
  const { vpcId, subnets, external, destination } = args;
  if (external?.flowLogs === "") errors.add("external.flowLogs", "", "name the flow log that covers the network");
  if (external?.alerts === "") errors.add("external.alerts", "", "name what alerts on privileged calls");
  if (external?.flowLogs !== undefined) {
    if (destination !== undefined) {
      errors.add(
        "destination",
        undefined,
        "external.flowLogs says that flow logs are kept elsewhere; leave one of them out",
      );
    }
    return [];
  }
  if (vpcId !== undefined && subnets !== undefined) {
    errors.add("subnets", undefined, "a flow log of the VPC covers them already; give either vpcId or subnets");
  }
  if (subnets !== undefined) {
    if (subnets.length === 0) errors.add("subnets", undefined, "empty; name subnets, or give vpcId");
    // Ids may come from other resources and be unknown still: a plain one names its log, another its position.
    return subnets.map((subnetId, index) => ({
      id: { subnetId },
      suffix: `-${typeof subnetId === "string" ? subnetId : index}`,
    }));
  }
  const vpc = vpcId ?? vpcOfSegment;
  if (vpc === undefined) {
    errors.add("vpcId", undefined, "missing; give the VPC to log, its subnets, or the external.flowLogs that cover it");
    return [];
  }
  return [{ id: { vpcId: vpc }, suffix: "" }];
}

function readDestination(
  given: CloudWatchDestination | S3Destination,
  leaseDays: number | undefined,
  errors: ArgumentErrors,
): NormalDestination {
  const days = given.retentionDays ?? leaseDays ?? DEFAULT_RETENTION_DAYS;
  if (given.type === "s3") {
    if (!Number.isInteger(days) || days < 1 || days > 36_500) {
      errors.add("destination.retentionDays", days, "give whole days from 1 to 36500");
    }
    return { type: "s3", retentionDays: days, mode: given.mode ?? "GOVERNANCE" };
  }
  if (given.type !== "cloudwatch") errors.add("destination.type", undefined, 'choose "cloudwatch" or "s3"');
  const kept = cloudWatchRetention(days);
  if (given.retentionDays !== undefined && kept !== given.retentionDays) {
    errors.add(
      "destination.retentionDays",
      days,
      `CloudWatch does not take it; use ${kept ?? CLOUDWATCH_RETENTIONS.at(-1)}`,
    );
  } else if (kept === undefined) {
    errors.add("destination.retentionDays", days, 'CloudWatch keeps for 3653 days at most; use destination type "s3"');
  }
  return { ...given, type: "cloudwatch", retentionDays: kept ?? days };
}
