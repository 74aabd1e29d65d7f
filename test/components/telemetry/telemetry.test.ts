import { output } from "@pulumi/pulumi";
import { FLOW_LOG_FIELDS } from "../../../components/telemetry/flow-log-format";
import { FLOW_LOG_QUERIES } from "../../../components/telemetry/flow-log-queries";
import { CLOUDWATCH_RETENTIONS, cloudWatchRetention } from "../../../components/telemetry/flow-log-retention";
import { Telemetry } from "../../../components/telemetry/telemetry";
import type { TelemetryArgs } from "../../../components/telemetry/telemetry-arguments";
import type { LeaseInput } from "../../../lease/lease";
import { officeBlock, officeSegment } from "../office-block";
import { recordProgram, recordRefusal } from "../record-program";

const FLOW_LOG = "aws:ec2/flowLog:FlowLog";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const RULE = "aws:cloudwatch/eventRule:EventRule";

function program(args: Partial<TelemetryArgs> = {}, lease: Partial<LeaseInput> = {}) {
  return () => new Telemetry("watch", { of: officeBlock(lease), vpcId: output("vpc-1"), ...args });
}

describe("Telemetry to CloudWatch", () => {
  test("logs all traffic of the VPC, with the fields that alarms need", async () => {
    const { one, result } = await recordProgram(program());
    expect(one(FLOW_LOG, "watch-flow-log").inputs).toMatchObject({
      vpcId: "vpc-1",
      trafficType: "ALL",
      maxAggregationInterval: 60,
      logDestinationType: "cloud-watch-logs",
      logDestination: "arn:aws:mock:eu-west-1:111122223333:watch-flow-logs",
      iamRoleArn: "arn:aws:mock:eu-west-1:111122223333:watch-flow-logs",
      logFormat: FLOW_LOG_FIELDS.map((field) => `\${${field}}`).join(" "),
      tags: { "leasehold:lease": "office-2026" },
    });
    expect(result.logGroupName).toBeDefined();
    const policy = JSON.parse(one("aws:iam/rolePolicy:RolePolicy", "watch-flow-logs").inputs.policy as string);
    expect(policy.Statement[0].Resource).toEqual([
      expect.stringMatching(/^arn:\*:logs:\*:\*:log-group:\/leasehold\/[^/]+\/[^/]+\/watch-flow-logs$/),
      expect.stringMatching(/\/watch-flow-logs:\*$/),
    ]);
  });

  test.each<[string, Partial<TelemetryArgs>, Partial<LeaseInput>, number]>([
    ["90 days where nobody says", {}, {}, 90],
    ["what the lease says, rounded up to what CloudWatch takes", {}, { retentionDays: 100 }, 120],
    ["what the argument says", { destination: { type: "cloudwatch", retentionDays: 30 } }, { retentionDays: 100 }, 30],
  ])("keeps records for %s", async (_, args, lease, days) => {
    const { one } = await recordProgram(program(args, lease));
    expect(one(LOG_GROUP, "watch-flow-logs").inputs.retentionInDays).toBe(days);
  });

  test("saves queries over the log group", async () => {
    const { all } = await recordProgram(program());
    const queries = all("aws:cloudwatch/queryDefinition:QueryDefinition");
    expect(queries.map(({ inputs }) => inputs.name)).toEqual(
      FLOW_LOG_QUERIES.map(({ name }) => `leasehold/office-2026/watch/${name}`),
    );
    for (const { inputs } of queries) {
      expect(inputs.logGroupNames).toEqual([expect.stringMatching(/\/watch-flow-logs$/)]);
      expect(inputs.queryString).toContain("pkt_srcaddr");
    }
  });

  test("logs subnets instead of a VPC, also such as are not made yet", async () => {
    const { all } = await recordProgram(program({ vpcId: undefined, subnets: ["subnet-1", output("subnet-2")] }));
    expect(all(FLOW_LOG).map(({ name, inputs }) => [name, inputs.subnetId])).toEqual([
      ["watch-flow-log-subnet-1", "subnet-1"],
      ["watch-flow-log-1", "subnet-2"],
    ]);
  });

  test("of a segment takes the segment's VPC and tags", async () => {
    const { one } = await recordProgram(
      () => new Telemetry("watch", { of: officeSegment({ tags: { team: "data" } }) }),
    );
    expect(one(FLOW_LOG, "watch-flow-log").inputs).toMatchObject({
      vpcId: "vpc-1",
      tags: { "leasehold:lease": "office-2026", "leasehold:segment": "data", team: "data" },
    });
    expect(one("leasehold:index:Telemetry", "watch").inputs).toMatchObject({
      leaseId: "office-2026",
      segment: "data",
      vpcId: "vpc-1",
    });
  });
});

describe("Telemetry to S3", () => {
  const destination = { type: "s3", retentionDays: 400 } as const;

  test("locks each object for the retention time, in a private bucket", async () => {
    const { one, result } = await recordProgram(program({ destination }));
    expect(one("aws:s3/bucket:Bucket", "watch-flow-logs").inputs).toMatchObject({ objectLockEnabled: true });
    expect(one("aws:s3/bucketVersioning:BucketVersioning", "watch-flow-logs").inputs).toMatchObject({
      versioningConfiguration: { status: "Enabled" },
    });
    expect(
      one("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration", "watch-flow-logs").inputs,
    ).toMatchObject({
      rule: { defaultRetention: { mode: "GOVERNANCE", days: 400 } },
    });
    expect(one("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "watch-flow-logs").inputs).toMatchObject({
      blockPublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(one(FLOW_LOG, "watch-flow-log").inputs).toMatchObject({
      logDestinationType: "s3",
      logDestination: "arn:aws:mock:eu-west-1:111122223333:watch-flow-logs",
    });
    expect(result.logGroupName).toBeUndefined();
  });

  test("lets log delivery write and nobody come without TLS", async () => {
    const { one } = await recordProgram(program({ destination }));
    const policy = JSON.parse(one("aws:s3/bucketPolicy:BucketPolicy", "watch-flow-logs").inputs.policy as string);
    expect(policy.Statement.map(({ Sid, Effect }: { Sid: string; Effect: string }) => `${Effect} ${Sid}`)).toEqual([
      "Allow Write",
      "Allow CheckAcl",
      "Deny TlsOnly",
    ]);
  });
});

describe("Telemetry's alerts", () => {
  test("send every area of privileged calls to a topic that lets them publish", async () => {
    const { all, one } = await recordProgram(program());
    expect(all(RULE).map(({ name }) => name)).toContain("watch-calls-byoip");
    const targets = all("aws:cloudwatch/eventTarget:EventTarget");
    expect(targets).toHaveLength(all(RULE).length);
    for (const { inputs } of targets) expect(inputs.arn).toBe("arn:aws:mock:eu-west-1:111122223333:watch-alerts");
    const policy = JSON.parse(one("aws:sns/topicPolicy:TopicPolicy", "watch-alerts").inputs.policy as string);
    expect(policy.Statement[0].Condition.ArnEquals["aws:SourceArn"]).toHaveLength(all(RULE).length);
    expect(policy.Statement[0].Principal).toEqual({ Service: "events.amazonaws.com" });
    // Alarms of this account alone: a condition without a value would let every account's alarms in.
    expect(policy.Statement[1].Condition).toEqual({ StringEquals: { "aws:SourceAccount": "111122223333" } });
  });

  test("go to an existing topic, whose policy is left alone", async () => {
    const { all } = await recordProgram(program({ alertTopic: "arn:topic" }));
    expect(all("aws:cloudwatch/eventTarget:EventTarget")[0]?.inputs.arn).toBe("arn:topic");
    expect([...all("aws:sns/topic:Topic"), ...all("aws:sns/topicPolicy:TopicPolicy")]).toEqual([]);
  });

  test("and flow logs are left out where they are kept elsewhere, by name", async () => {
    const external = { flowLogs: "org-flow-logs", alerts: "siem" };
    const { all, one } = await recordProgram(program({ external }));
    expect([...all(FLOW_LOG), ...all(LOG_GROUP), ...all(RULE)]).toEqual([]);
    expect(one("leasehold:index:Telemetry", "watch").inputs).toEqual({ leaseId: "office-2026", external });
  });
});

describe("Telemetry refuses, with the way out,", () => {
  test.each<[string, Partial<TelemetryArgs>, string]>([
    [
      "no network at all",
      { vpcId: undefined },
      "vpcId: missing; give the VPC to log, its subnets, or the external.flowLogs that cover it",
    ],
    [
      "a VPC and its subnets",
      { subnets: ["subnet-1"] },
      "subnets: a flow log of the VPC covers them already; give either vpcId or subnets",
    ],
    ["no subnet", { vpcId: undefined, subnets: [] }, "subnets: empty; name subnets, or give vpcId"],
    [
      "a time that CloudWatch does not take",
      { destination: { type: "cloudwatch", retentionDays: 100 } },
      "destination.retentionDays = 100: CloudWatch does not take it; use 120",
    ],
    [
      "a time beyond CloudWatch's",
      { destination: { type: "cloudwatch", retentionDays: 4000 } },
      "destination.retentionDays = 4000: CloudWatch does not take it; use 3653",
    ],
    [
      "half a day",
      { destination: { type: "s3", retentionDays: 0.5 } },
      "destination.retentionDays = 0.5: give whole days from 1 to 36500",
    ],
    [
      "logs both here and elsewhere",
      { external: { flowLogs: "org" }, destination: { type: "cloudwatch" } },
      "destination: external.flowLogs says that flow logs are kept elsewhere; leave one of them out",
    ],
    [
      "an elsewhere without a name",
      { external: { alerts: "" } },
      'external.alerts = "": name what alerts on privileged calls',
    ],
  ])("%s", async (_, args, line) => {
    const { lines, resources } = await recordRefusal(program(args));
    expect(lines.slice(1)).toEqual([line]);
    expect(resources.filter(({ type }) => type.startsWith("aws:"))).toEqual([]);
  });

  test("a lease's time beyond CloudWatch's", async () => {
    const { lines } = await recordRefusal(program({}, { retentionDays: 4000 }));
    expect(lines.slice(1)).toEqual([
      'destination.retentionDays = 4000: CloudWatch keeps for 3653 days at most; use destination type "s3"',
    ]);
  });
});

test("a retention is the shortest that CloudWatch takes and that is long enough", () => {
  for (let days = 1; days <= 3653; days++) {
    const kept = cloudWatchRetention(days);
    expect(kept).toBeGreaterThanOrEqual(days);
    expect(CLOUDWATCH_RETENTIONS.filter((other) => other >= days && other < (kept ?? 0))).toEqual([]);
  }
  expect(cloudWatchRetention(3654)).toBeUndefined();
});
