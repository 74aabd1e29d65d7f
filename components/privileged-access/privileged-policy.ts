import { PRIVILEGED_ACTIONS, type PrivilegedAction } from "../../lease/privileged-actions";

/** Largest service control policy, in characters: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
export const SCP_LIMIT = 5120;
/** Largest managed policy, in characters without white space: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const MANAGED_POLICY_LIMIT = 6144;

interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** An IAM policy document. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

/** What {@link privilegedPolicy} is made of. */
export interface PrivilegedPolicyOptions {
  /** Role ARNs, `*` allowed, that keep the privileged actions. */
  readonly roles: readonly string[];
  /**
   * `boundary` allows everything else, since a permissions boundary permits only what it allows; `scp` only denies, and
   * leaves the account's other policies as they are.
   */
  readonly as: "scp" | "boundary";
  /** ARNs to which actions with resource-level permissions are narrowed; the others are always denied on `*`. */
  readonly resources?: readonly string[];
  /** @default every action of {@link PRIVILEGED_ACTIONS} */
  readonly actions?: readonly PrivilegedAction[];
}

/**
 * The document that denies privileged actions, and changes of `leasehold:*` tags, to everybody but the named roles.
 *
 * `aws:PrincipalArn` is the role's ARN for every session of that role, and ArnNotLike is also true where the key is
 * absent, so a caller without one is denied.
 */
export function privilegedPolicy({
  roles,
  as,
  resources = ["*"],
  actions = PRIVILEGED_ACTIONS,
}: PrivilegedPolicyOptions): PolicyDocument {
  const unlessNamed = { ArnNotLike: { "aws:PrincipalArn": [...roles] } };
  const deny = (
    Sid: string,
    some: readonly string[],
    Resource: Statement["Resource"],
    more: Statement["Condition"] = {},
  ) => ({ Sid, Effect: "Deny", Action: some, Resource, Condition: { ...unlessNamed, ...more } }) satisfies Statement;
  const names = (keep: (action: PrivilegedAction) => boolean) =>
    actions.filter(keep).map(({ service, name }) => `${service}:${name}`);
  const onResources = names((action) => !action.everyResource && !isRecordChange(action));
  const onEverything = names((action) => action.everyResource);
  const narrowed = resources.length > 1 || resources[0] !== "*";

  const statements: Statement[] = [];
  if (as === "boundary") statements.push({ Sid: "Everything", Effect: "Allow", Action: "*", Resource: "*" });
  if (narrowed) {
    if (onResources.length > 0) statements.push(deny("Resources", onResources, resources));
    if (onEverything.length > 0) statements.push(deny("Everywhere", onEverything, "*"));
  } else {
    statements.push(deny("Privileged", [...onResources, ...onEverything], "*"));
  }
  if (actions.some(isRecordChange)) {
    statements.push(
      deny("ReverseNames", ["route53:ChangeResourceRecordSets"], "*", {
        "ForAnyValue:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": ["PTR"] },
      }),
    );
  }
  statements.push(
    deny(
      "LeaseTags",
      ["ec2:CreateTags", "ec2:DeleteTags", "network-firewall:TagResource", "network-firewall:UntagResource"],
      "*",
      {
        "ForAnyValue:StringLike": { "aws:TagKeys": ["leasehold:*"] },
      },
    ),
    // DeleteTags without keys deletes every tag, and then the request has no aws:TagKeys to compare.
    deny("AllTags", ["ec2:DeleteTags"], "*", { Null: { "aws:TagKeys": "true" } }),
  );
  return { Version: "2012-10-17", Statement: statements };
}

/** Route 53 changes of PTR records are privileged, others are not: the action alone does not tell. */
function isRecordChange({ service, name }: PrivilegedAction): boolean {
  return service === "route53" && name === "ChangeResourceRecordSets";
}
