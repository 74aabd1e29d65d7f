import { EventRule } from "@pulumi/aws/cloudwatch/eventRule";
import { EventTarget } from "@pulumi/aws/cloudwatch/eventTarget";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import { QueryDefinition } from "@pulumi/aws/cloudwatch/queryDefinition";
import { FlowLog } from "@pulumi/aws/ec2/flowLog";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import { Topic } from "@pulumi/aws/sns/topic";
import { TopicPolicy } from "@pulumi/aws/sns/topicPolicy";
import {
  ComponentResource,
  type ComponentResourceOptions,
  getProject,
  getStack,
  type Input,
  jsonStringify,
  type Output,
  output,
} from "@pulumi/pulumi";
import { privilegedCallPatterns } from "../privileged-access/privileged-call-patterns";
import { leaseTags } from "../tags";
import { createLockedBucket } from "./flow-log-bucket";
import { FLOW_LOG_FORMAT } from "./flow-log-format";
import { FLOW_LOG_QUERIES } from "./flow-log-queries";
import type { TelemetryArgs } from "./telemetry-arguments";
import { type NormalTelemetry, normaliseTelemetry } from "./telemetry-normalise";

/**
 * What shows abuse of leased space early, and keeps the evidence.
 *
 * - **Flow logs** of the VPC or the subnets, accepted and rejected traffic, every minute: in CloudWatch with saved queries,
 *   or in S3 under Object Lock. Their format tells containers, directions and new connections apart, which the alarms of
 *   `EgressFirewall` need.
 * - **Alerts** on every privileged call, to SNS. They come from CloudTrail, which needs a trail with management events in
 *   the region. Calls to Route 53 and Global Accelerator show up in us-east-1 or us-west-2 only: for those, make a second
 *   Telemetry there with `external.flowLogs`.
 *
 * @example
 * const telemetry = new Telemetry("office", { of: block, vpcId: vpc.id, destination: { type: "cloudwatch", retentionDays: 180 } });
 */
export class Telemetry extends ComponentResource {
  static readonly type = "leasehold:index:Telemetry";

  /** Of the flow logs, with destination `cloudwatch`. */
  readonly logGroupName: Output<string> | undefined;
  /** Of the flow logs, with destination `s3`. */
  readonly bucketArn: Output<string> | undefined;
  /** Where alerts go; undefined where `external.alerts` names something else and no topic is given. */
  readonly alertTopicArn: Output<string> | undefined;

  /** @throws ArgumentError naming every argument that cannot be used, before anything is registered. */
  constructor(name: string, args: TelemetryArgs, opts?: ComponentResourceOptions) {
    const telemetry = normaliseTelemetry(name, args);
    super(Telemetry.type, name, telemetryInputs(telemetry), opts);
    const logs = createFlowLogs(name, telemetry, this);
    this.logGroupName = logs?.group?.name;
    this.bucketArn = logs?.bucketArn;
    this.alertTopicArn = createAlerts(name, telemetry, this);
    this.registerOutputs(telemetryInputs(telemetry));
  }
}

function createFlowLogs(name: string, telemetry: NormalTelemetry, parent: Telemetry) {
  const { destination, networks, owner, tags, region } = telemetry;
  if (networks.length === 0) return undefined;
  const made = destination.type === "cloudwatch" ? createLogGroup(name, telemetry, parent) : undefined;
  const bucketArn = destination.type === "s3" ? createLockedBucket(name, telemetry, destination, parent) : undefined;
  for (const network of networks) {
    const logName = `${name}-flow-log${network.suffix}`;
    new FlowLog(
      logName,
      {
        ...network.id,
        region,
        trafficType: "ALL",
        maxAggregationInterval: 60,
        logFormat: FLOW_LOG_FORMAT,
        ...(made
          ? { logDestinationType: "cloud-watch-logs", logDestination: made.group.arn, iamRoleArn: made.role.arn }
          : { logDestinationType: "s3", logDestination: bucketArn }),
        tags: leaseTags(owner, logName, tags),
      },
      { parent },
    );
  }
  return { group: made?.group, bucketArn };
}

function createLogGroup(name: string, telemetry: NormalTelemetry, parent: Telemetry) {
  const { destination, owner, tags, region } = telemetry;
  const groupName = `/leasehold/${getProject()}/${getStack()}/${name}-flow-logs`;
  const group = new LogGroup(
    `${name}-flow-logs`,
    {
      name: groupName,
      region,
      retentionInDays: destination.retentionDays,
      kmsKeyId: destination.kmsKeyArn,
      tags: leaseTags(owner, `${name}-flow-logs`, tags),
    },
    { parent },
  );
  const role = new Role(
    `${name}-flow-logs`,
    {
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Principal: { Service: "vpc-flow-logs.amazonaws.com" }, Action: "sts:AssumeRole" },
        ],
      }),
      tags: leaseTags(owner, `${name}-flow-logs`, tags),
    },
    { parent },
  );
  new RolePolicy(
    `${name}-flow-logs`,
    {
      role: role.name,
      // https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html, for this group alone. With the group's own ARN,
      // which is known once it exists, nobody could read the document in a preview.
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
            Resource: [`arn:*:logs:*:*:log-group:${groupName}`, `arn:*:logs:*:*:log-group:${groupName}:*`],
          },
          { Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
        ],
      }),
    },
    { parent },
  );
  for (const { name: query, query: queryString } of FLOW_LOG_QUERIES) {
    new QueryDefinition(
      `${name}-${query}`,
      { region, name: `leasehold/${owner.leaseId}/${name}/${query}`, logGroupNames: [group.name], queryString },
      { parent },
    );
  }
  return { group, role };
}

function createAlerts(name: string, telemetry: NormalTelemetry, parent: Telemetry): Output<string> | undefined {
  const { args, owner, tags, region } = telemetry;
  if (args.external?.alerts !== undefined) return args.alertTopic === undefined ? undefined : output(args.alertTopic);
  const topic =
    args.alertTopic === undefined
      ? new Topic(`${name}-alerts`, { region, tags: leaseTags(owner, `${name}-alerts`, tags) }, { parent })
      : undefined;
  const topicArn = topic?.arn ?? output(args.alertTopic ?? "");
  const rules = privilegedCallPatterns().map(({ area, pattern }) => {
    const ruleName = `${name}-calls-${area}`;
    const rule = new EventRule(
      ruleName,
      {
        region,
        description: `Privileged calls (${area}) that can move lease ${owner.leaseId} or what leaves through it`,
        eventPattern: pattern,
        tags: leaseTags(owner, ruleName, tags),
      },
      { parent },
    );
    new EventTarget(ruleName, { region, rule: rule.name, arn: topicArn }, { parent });
    return rule.arn;
  });
  if (topic) createTopicPolicy(name, topic, rules, region, parent);
  return topicArn;
}

/** Lets this component's rules publish, and alarms of the same account. */
function createTopicPolicy(
  name: string,
  topic: Topic,
  rules: Output<string>[],
  region: string | undefined,
  parent: Telemetry,
): void {
  const publish = (service: string, Condition: Record<string, Record<string, Input<string> | Input<string>[]>>) => ({
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sns:Publish",
    Resource: topic.arn,
    Condition,
  });
  new TopicPolicy(
    `${name}-alerts`,
    {
      region,
      arn: topic.arn,
      policy: jsonStringify({
        Version: "2012-10-17",
        Statement: [
          publish("events.amazonaws.com", { ArnEquals: { "aws:SourceArn": rules } }),
          publish("cloudwatch.amazonaws.com", { StringEquals: { "aws:SourceAccount": accountOf(topic.arn) } }),
        ],
      }),
    },
    { parent },
  );
}

/** The account id in an ARN. */
function accountOf(arn: Output<string>): Output<string> {
  return arn.apply((text) => text.split(":")[4] ?? "");
}

function telemetryInputs({ args, owner, destination, networks }: NormalTelemetry) {
  return {
    leaseId: owner.leaseId,
    segment: owner.segmentName,
    vpcId: networks.find(({ id }) => id.vpcId !== undefined)?.id.vpcId,
    subnets: args.subnets,
    destination: networks.length === 0 ? undefined : destination,
    external: args.external,
    alertTopic: args.alertTopic,
  };
}
