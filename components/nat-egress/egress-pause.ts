import { type CustomResourceOptions, log, type Resource, ResourceHook, runtime } from "@pulumi/pulumi";
import * as state from "@pulumi/pulumi/runtime/state";

/**
 * Makes a preview say that a segment's egress pauses where a gateway is created with an EIP that exists already: that is
 * what replacing a gateway looks like, since an EIP serves one gateway and the old one is deleted first.
 *
 * A hook before creation is the one place that sees it: the program does not know old state, and hooks on deletion would
 * make `pulumi destroy` demand `--run-program`. Engines without hooks, and deployments, get none.
 *
 * @param gateway Name of the gateway, unique in the stack.
 */
export function pauseNotice(
  segmentName: string,
  gateway: string,
  parent: Resource,
): Pick<CustomResourceOptions, "hooks"> {
  if (!runtime.isDryRun() || !engineHasHooks()) return {};
  const hook = new ResourceHook(
    `${gateway}-egress-pauses`,
    ({ newInputs }) => {
      if (usesExistingAddress(newInputs)) log.warn(pauseMessage(segmentName, gateway), parent);
    },
    { onDryRun: true, ignoreErrors: true },
  );
  return { hooks: { beforeCreate: [hook] } };
}

/** The SDK keeps what the engine supports to itself, and throws where a hook is made for an engine without. */
function engineHasHooks(): boolean {
  const { getStore } = state as { getStore?: () => { supportsResourceHooks?: boolean } };
  return getStore?.().supportsResourceHooks === true;
}

/** What is shown where a gateway is replaced. */
export function pauseMessage(segmentName: string, gateway: string): string {
  return (
    `egress of segment ${segmentName} pauses: ${gateway} is created with an address that is in use or was; the gateway ` +
    "that has it is deleted first, and until the new one is up (minutes) nothing of the segment leaves. Addresses stay the same"
  );
}

/** In a preview, the allocation id of an EIP that does not exist yet is unknown: then there is nothing to pause. */
export function usesExistingAddress(inputs: Record<string, unknown> | undefined): boolean {
  const zones = Array.isArray(inputs?.availabilityZoneAddresses) ? inputs.availabilityZoneAddresses : [];
  const regional = zones.flatMap((zone: { allocationIds?: unknown }) => zone.allocationIds ?? []);
  return [inputs?.allocationId, ...regional].some((id) => typeof id === "string" && id !== "");
}
