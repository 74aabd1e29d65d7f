import type { FlowLog } from "@aws-sdk/client-ec2";
import { LOG_GROUP, SUBNETS, VPCS } from "../../../facts/types";
import { readString } from "../../../graph/read";
import type { Resource } from "../../../graph/resource";
import type { DriftItem, FieldValue } from "../../drift-item";
import { type Estate, firstOwners, type Owners, union } from "./estate";
import { grouped } from "./grouped";
import { listedEc2 } from "./place";
import { seenAs } from "./seen-as";
import { seenResource } from "./seen-resource";
import type { Sight, SightReport } from "./sight";

export const FLOW_LOG = "aws:ec2/flowLog:FlowLog";
const NETWORKS = ["vpcId", "subnetId", "eniId", "transitGatewayId"] as const;

/** Flow logs of the leases and of the networks that their workloads run in. */
export function expectFlowLogs(estate: Estate): DriftItem[] {
  const { references, observations } = estate.context;
  const subnetsOf = grouped(observations.subnets, ({ vpc }) => vpc.keys);
  const ownersOfNetwork = (key: string): Owners =>
    // A VPC is of everybody whose subnets lie in it.
    union([key, ...subnetsOf.of(key).map(({ resource }) => resource.urn)].map((one) => estate.ownersOfSubnet(one)));
  return references.ofType(FLOW_LOG).flatMap((log) => {
    if (!estate.isChosenRegion(log)) return [];
    const networks = references.follow(log, NETWORKS, [...VPCS, ...SUBNETS]);
    const owners = firstOwners(
      () => estate.ownersOf(log),
      () => union(networks.keys.map((key) => ownersOfNetwork(key))),
    );
    if (owners.size === 0) return [];
    const traffic = readString(log.inputs, "trafficType");
    const fields: Record<string, FieldValue> = {
      status: "ACTIVE",
      network: estate.id(networks),
      destination: declaredDestination(estate, log),
    };
    if (traffic !== undefined) {
      fields.traffic = "known" in traffic ? traffic.known.toUpperCase() : { unknown: traffic.unknown.join(", ") };
    }
    return [estate.expected(log, FLOW_LOG, { label: "flow log", owners, fields })];
  });
}

function declaredDestination({ context: { references } }: Estate, log: Resource): FieldValue {
  const group = readString(log.inputs, "logGroupName");
  if (group !== undefined) return "known" in group ? groupText(group.known) : { unknown: group.unknown.join(", ") };
  const destination = readString(log.inputs, "logDestination");
  if (destination === undefined) return null;
  if ("known" in destination) return destinationText(destination.known);
  // The ARN of a group that is yet to be made ends in its name.
  const [key] = references.follow(log, "logDestination", [LOG_GROUP]).keys;
  const target = key === undefined ? undefined : references.resource(key);
  const name = target?.type === LOG_GROUP ? readString(target.inputs, "name") : undefined;
  return name !== undefined && "known" in name ? groupText(name.known) : { unknown: destination.unknown.join(", ") };
}

function groupText(name: string): string {
  return `log group ${name}`;
}

/** CloudWatch's ARNs come with and without `:*` at their end. */
function destinationText(arn: string): string {
  const group = /^arn:[\w-]+:logs:[\w-]*:\d*:log-group:(.+?)(?::\*)?$/.exec(arn)?.[1];
  return group === undefined ? arn : groupText(group);
}

/** The declared logs: others keep what they keep. */
export async function observeFlowLogs(sight: Sight): Promise<SightReport> {
  const { place } = sight;
  const { values, failure } = await listedEc2(
    place,
    "ec2:DescribeFlowLogs",
    (sdk, pages, options) => sdk.paginateDescribeFlowLogs(pages, {}, options),
    (page) => page.FlowLogs,
  );
  const items = values.flatMap((log): DriftItem[] => {
    const expected = sight.expected(FLOW_LOG, log.FlowLogId ?? "");
    if (expected === undefined) return [];
    const destination = seenDestination(log);
    return [
      {
        ...seenAs(expected, place.scope),
        fields: {
          status: log.FlowLogStatus ?? null,
          network: log.ResourceId ?? null,
          traffic: log.TrafficType ?? null,
          destination,
        },
        observed: logResource(log, expected.resource),
      },
    ];
  });
  return { items, failures: failure === undefined ? [] : [{ types: [FLOW_LOG], failure }] };
}

function seenDestination({ LogGroupName, LogDestination, LogDestinationType }: FlowLog): string | null {
  if (LogGroupName && LogDestinationType !== "s3") return groupText(LogGroupName);
  return LogDestination ? destinationText(LogDestination) : null;
}

function logResource(log: FlowLog, declared: DriftItem["resource"]): Resource {
  const { ResourceId = "", LogDestination, LogGroupName } = log;
  const property = ResourceId.startsWith("vpc-") ? "vpcId" : ResourceId.startsWith("subnet-") ? "subnetId" : "eniId";
  const inputs = {
    [property]: ResourceId,
    trafficType: log.TrafficType ?? "",
    logDestinationType: log.LogDestinationType ?? "cloud-watch-logs",
    ...(LogDestination ? { logDestination: LogDestination } : { logGroupName: LogGroupName ?? "" }),
  };
  return seenResource(FLOW_LOG, log.FlowLogId ?? "", inputs, { urn: declared?.urn });
}
