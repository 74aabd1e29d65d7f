import { readString } from "../../graph/read";
import { unknownPath } from "../references";
import { SUBNETS, VPCS } from "../types";
import type { Adapter } from "./adapter";

/** A flow log of a VPC or a subnet, and which traffic it keeps. */
export const awsFlowLog: Adapter = {
  types: ["aws:ec2/flowLog:FlowLog"],
  observe(resource, references, into) {
    const read = readString(resource.inputs, "trafficType");
    const traffic =
      read === undefined
        ? { unknown: [] }
        : "known" in read
          ? { value: read.known.toUpperCase(), unknown: [] }
          : { unknown: read.unknown.map((path) => unknownPath(resource, path)) };
    for (const [property, types, scope] of [
      ["vpcId", VPCS, "vpc"],
      ["subnetId", SUBNETS, "subnet"],
    ] as const) {
      const networks = references.follow(resource, property, types);
      if (networks.keys.length + networks.unknown.length > 0)
        into.flowLogs.push({ resource, networks, scope, traffic });
    }
  },
};
