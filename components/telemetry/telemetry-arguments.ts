import type { Input } from "@pulumi/pulumi";
import type { EgressSegment } from "../egress-segment/egress-segment";
import type { LeaseHolder } from "../egress-segment/segment-arguments";
import type { Tags } from "../tags";

/** Flow logs in a CloudWatch log group, searchable with saved queries. */
export interface CloudWatchDestination {
  readonly type: "cloudwatch";
  /**
   * Days the records are kept: one of the numbers that CloudWatch takes.
   * @default the lease's `retentionDays`, else 90, rounded up to such a number
   */
  readonly retentionDays?: number;
  /** ARN of the KMS key that encrypts the group. @default CloudWatch's own */
  readonly kmsKeyArn?: Input<string>;
}

/** Flow logs in a new S3 bucket whose objects cannot be deleted before their time. */
export interface S3Destination {
  readonly type: "s3";
  /** Days each object is locked, 1 to 36500. @default the lease's `retentionDays`, else 90 */
  readonly retentionDays?: number;
  /**
   * `GOVERNANCE` lets principals with s3:BypassGovernanceRetention delete, `COMPLIANCE` lets nobody, not the account's
   * root either: choose it once the retention is sure.
   * @default "GOVERNANCE"
   */
  readonly mode?: "GOVERNANCE" | "COMPLIANCE";
}

/** What is logged and alerted elsewhere, and so not made here. */
export interface ExternalTelemetry {
  /** Name of the flow log or log system that covers the network. */
  readonly flowLogs?: string;
  /** Name of what alerts on privileged calls. */
  readonly alerts?: string;
}

/** What `new Telemetry(name, …)` takes. */
export interface TelemetryArgs {
  /** The segment to watch, or the whole block. */
  readonly of: EgressSegment | LeaseHolder;
  /** Id of the VPC to log. @default the segment's, where no subnets are given */
  readonly vpcId?: Input<string>;
  /** Ids of subnets to log instead of a whole VPC. @default none */
  readonly subnets?: readonly Input<string>[];
  /** @default { type: "cloudwatch" } */
  readonly destination?: CloudWatchDestination | S3Destination;
  /** @default none: everything is made here */
  readonly external?: ExternalTelemetry;
  /**
   * ARN of an existing SNS topic for alerts. Its policy must let events.amazonaws.com and cloudwatch.amazonaws.com publish.
   * @default a new topic
   */
  readonly alertTopic?: Input<string>;
  /** @default the segment's or block's */
  readonly region?: string;
  /** @default the segment's or block's */
  readonly tags?: Tags;
}
