import { PRIVILEGED_ACTIONS, PRIVILEGED_AREAS, type PrivilegedArea } from "../../lease/privileged-actions";

/** Longest event pattern that EventBridge takes by default: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
export const EVENT_PATTERN_LIMIT = 2048;

/** One event rule's worth of privileged calls. */
export interface PrivilegedCallPattern {
  /** Area of the calls, `tags` for changes of `leasehold:*` tags. Unique, part of the rule's name. */
  readonly area: PrivilegedArea | "tags";
  /** Services whose calls it matches, for example `ec2`. */
  readonly services: readonly string[];
  /** EventBridge pattern on CloudTrail's record of the call. */
  readonly pattern: string;
}

/**
 * Event patterns that match CloudTrail's record of every privileged call, one an area, refused calls included: an
 * attempt that was denied is a signal as well. CloudTrail needs a trail that logs management events in the region;
 * events of Route 53 and Global Accelerator, which are global, arrive in us-east-1 and us-west-2 only.
 */
export function privilegedCallPatterns(): PrivilegedCallPattern[] {
  const areas = PRIVILEGED_AREAS.map((area) => {
    const actions = PRIVILEGED_ACTIONS.filter((action) => action.area === area);
    return callPattern(
      area,
      actions.map((action) => action.service),
      actions.map((action) => action.name),
    );
  });
  const tags = callPattern(
    "tags",
    ["ec2", "network-firewall"],
    ["CreateTags", "DeleteTags", "TagResource", "UntagResource"],
  );
  return [...areas, tags];
}

function callPattern(
  area: PrivilegedCallPattern["area"],
  services: readonly string[],
  names: readonly string[],
): PrivilegedCallPattern {
  const distinct = [...new Set(services)];
  const pattern = JSON.stringify({
    source: distinct.map((service) => `aws.${service}`),
    "detail-type": ["AWS API Call via CloudTrail"],
    detail: { eventSource: distinct.map((service) => `${service}.amazonaws.com`), eventName: [...new Set(names)] },
  });
  return { area, services: distinct, pattern };
}
