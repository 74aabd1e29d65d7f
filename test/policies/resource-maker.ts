import { type Graph, type Properties, type Resource, UNKNOWN } from "../../graph/resource";
import type { Lease } from "../../lease/lease";
import type { Register } from "../../register/register";

/** A resource of the stack `dev` of the project `shop`, with nothing but what a test says. */
export function resource(
  type: string,
  name: string,
  inputs: Properties = {},
  changes: Partial<Resource> = {},
): Resource {
  return {
    urn: `urn:pulumi:dev::shop::${type}::${name}`,
    type,
    name,
    custom: !type.startsWith("leasehold:index:"),
    remote: false,
    inputs,
    outputs: {},
    dependencies: [],
    propertyDependencies: {},
    protect: false,
    retainOnDelete: false,
    ...changes,
  };
}

export const graphOf = (...resources: Resource[]): Graph => ({ project: "shop", stack: "dev", resources });
export const registerOf = (...leases: Lease[]): Register => ({ version: 1, leases });

export const blockOf = (lease: Properties): Resource => resource("leasehold:index:LeasedBlock", "edge", { lease });
export const prefixList = (name: string, cidr: Properties[string]): Resource =>
  resource("aws:ec2/managedPrefixList:ManagedPrefixList", name, {
    addressFamily: "IPv4",
    maxEntries: 4,
    entries: [{ cidr, description: UNKNOWN }],
  });
