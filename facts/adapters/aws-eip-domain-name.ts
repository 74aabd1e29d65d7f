import { readString } from "../../graph/read";
import { unknownPath } from "../references";
import { EIP } from "../types";
import type { Adapter } from "./adapter";
import { hostName } from "./reverse-records";

/** The name AWS gives back for an Elastic IP. */
export const awsEipDomainName: Adapter = {
  types: ["aws:ec2/eipDomainName:EipDomainName"],
  observe(resource, references, into) {
    const allocations = references.follow(resource, "allocationId", [EIP]);
    const name = readString(resource.inputs, "domainName");
    into.reverseNames.push({
      resource,
      address: { unknown: allocations.unknown },
      allocations,
      names:
        name !== undefined && "known" in name
          ? { value: [hostName(name.known)], unknown: [] }
          : { value: [], unknown: [unknownPath(resource, "domainName")] },
    });
  },
};
