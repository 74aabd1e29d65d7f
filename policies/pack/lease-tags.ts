import type { Policies, ResourceValidationArgs } from "@pulumi/policy";
import type { PackSession } from "./pack-session";

/**
 * The policy `lease-tags`. Level `remediate` adds the tags `leasehold:lease` and `leasehold:segment` where a resource lacks
 * them and its lease and segment are certain; `advisory` and `mandatory` say that they are missing. It never changes a tag
 * that is there, and does nothing where anything is undetermined. @default disabled
 */
export function tagPolicy(session: PackSession): Policies[number] {
  return {
    name: "lease-tags",
    displayName: "Leasehold: tags of lease and segment",
    description: "What belongs to a segment says so in its tags.",
    enforcementLevel: "disabled",
    severity: "low",
    tags: ["leasehold"],
    remediationSteps: "Add the tags, or set the policy lease-tags to remediate.",
    remediateResource: async (args) => {
      const missing = await session.missingTags(args);
      if (missing === undefined) return undefined;
      return addTags(args, missing.tags) ? args.props : undefined;
    },
    validateResource: async (args, report) => {
      const missing = await session.missingTags(args);
      if (missing === undefined) return;
      const names = Object.entries(missing.tags).map(([name, value]) => `${name}=${value}`);
      report(
        `[tags] It belongs to segment ${missing.segment} of lease ${missing.lease}, and lacks ${names.join(" and ")}.`,
      );
    },
  };
}

/** Writes into the arguments that the engine takes back: what else is in them, secrets and unknowns, stays as it is. */
function addTags({ props }: ResourceValidationArgs, tags: Readonly<Record<string, string>>): boolean {
  const given: unknown = props.tags;
  if (given === undefined || given === null) {
    props.tags = { ...tags };
    return true;
  }
  if (typeof given !== "object" || Array.isArray(given)) return false;
  const existing = new Set(Object.keys(given));
  // An empty or unknown tag is there too.
  const missing = Object.entries(tags).filter(([name]) => !existing.has(name));
  for (const [name, value] of missing) Reflect.set(given, name, value);
  return missing.length > 0;
}
