import { type CustomResourceOptions, mergeOptions, Resource } from "@pulumi/pulumi";
import type { LeaseArgument } from "./egress-segment/segment-arguments";
import { VERSION } from "./version";

/**
 * Options of a resource of the `leasehold` plugin. They ask for the plugin of this package's version and name no download
 * address: the plugin comes with the npm package, by `plugins.providers` in Pulumi.yaml (which `leasehold init` writes)
 * or on PATH.
 *
 * @param lease A block is the parent, unless the program names another.
 */
export function pluginOptions(
  lease: LeaseArgument | undefined,
  opts: CustomResourceOptions = {},
): CustomResourceOptions {
  return mergeOptions({ version: VERSION, parent: parentOf(lease) }, opts);
}

function parentOf(lease: LeaseArgument | undefined): Resource | undefined {
  return Resource.isInstance(lease) ? lease : undefined;
}
