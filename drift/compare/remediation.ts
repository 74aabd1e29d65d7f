import { type Difference, isUnseen } from "./difference";
import { ignorePath } from "./ignore-file";
import { nameOf } from "./words";

/** What to do about a difference, as one sentence; the observer's own words where it has some. */
export function remediationOf(difference: Difference): string {
  const { change, item, status } = difference;
  if (change === "unobserved") return isUnseen(difference) ? LOOK_AGAIN : DEPLOY;
  if (item.remediation !== undefined) return item.remediation;
  if (status === "undetermined") return DEPLOY;
  const where = !item.resource ? "what is declared" : `the declaration of ${item.resource.name}`;
  switch (change) {
    case "changed":
      return difference.changes.every(({ remembered }) => remembered)
        ? `Find out who changed ${nameOf(item)}; take it back, or take it for known: leasehold drift --accept '${ignorePath(item)}'.`
        : `Deploy again to take the change back, or bring ${where} in line with it.`;
    case "removed":
      return !item.resource
        ? `Restore ${nameOf(item)}, or take it out of what is declared.`
        : `Deploy again (pulumi refresh, then pulumi up) to make it anew, or take ${item.resource.name} out of the program.`;
    case "unmanaged":
      return `Find out who made ${nameOf(item)}; import it into the program that should own it (pulumi import), or delete it.`;
    case "added":
      return `Find out who is behind ${nameOf(item)}; declare it where it is meant, and have it taken back where it is not.`;
  }
}

const LOOK_AGAIN =
  "Let the next run see it: correct access, address, time-out or rate limit. Nothing is known of it until then.";
const DEPLOY = "Compare the state after the deployment (pulumi stack export), which knows it.";
