import { Policy as ManagedPolicy } from "@pulumi/aws/iam/policy";
import { Policy as OrganizationsPolicy } from "@pulumi/aws/organizations/policy";
import { PolicyAttachment } from "@pulumi/aws/organizations/policyAttachment";
import { ComponentResource, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { ArgumentErrors } from "../argument-errors";
import type { LeaseHolder } from "../egress-segment/segment-arguments";
import { leaseTags, type Tags } from "../tags";
import { MANAGED_POLICY_LIMIT, privilegedPolicy, SCP_LIMIT } from "./privileged-policy";

/** What `new PrivilegedAccess(name, …)` takes. */
export interface PrivilegedAccessArgs {
  /** The block or lease that the policy is tagged with. */
  readonly lease: LeaseHolder;
  /**
   * `scp`: a service control policy, for `targets` of an organization; it binds every principal of a member account and
   * none of the management account. `boundary`: a managed policy to set as permissions boundary of roles and users.
   */
  readonly as: "scp" | "boundary";
  /**
   * ARNs of the roles that keep the privileged actions; `*` may stand in a role's name or path.
   * @example ["arn:aws:iam::111122223333:role/network-admin"]
   */
  readonly roles: readonly string[];
  /**
   * ARNs to which actions with resource-level permissions are narrowed. Actions without them are denied on `*`, as
   * anything else would not deny them.
   * @default ["*"]
   */
  readonly resources?: readonly string[];
  /** Ids of the roots, organizational units or accounts the service control policy is attached to. @default none */
  readonly targets?: readonly Input<string>[];
  /** @default none */
  readonly tags?: Tags;
}

/**
 * Denies the privileged actions (addresses, NAT, firewalls, routes, BYOIP, IPAM, reverse names) and every change of
 * `leasehold:*` tags to all but the named roles. The actions are listed in lease/privileged-actions.ts.
 *
 * Other automation that changes routes or security groups, such as cluster controllers, is denied too: name its roles, or
 * narrow `resources`.
 *
 * @example
 * new PrivilegedAccess("office", { lease: block, as: "scp", roles: ["arn:aws:iam::111122223333:role/network-admin"], targets: [ou.id] });
 */
export class PrivilegedAccess extends ComponentResource {
  static readonly type = "leasehold:index:PrivilegedAccess";

  /** Of the policy: what `permissionsBoundary` of a role takes, with `as: "boundary"`. */
  readonly policyArn: Output<string>;
  /** The policy document, as JSON. */
  readonly document: string;

  /** @throws ArgumentError naming every argument that cannot be used, before anything is registered. */
  constructor(name: string, args: PrivilegedAccessArgs, opts?: ComponentResourceOptions) {
    const document = normalise(name, args);
    const inputs = {
      leaseId: args.lease.leaseId,
      as: args.as,
      roles: [...args.roles],
      resources: args.resources,
      targets: args.targets,
    };
    super(PrivilegedAccess.type, name, inputs, opts);
    this.document = document;
    this.policyArn =
      args.as === "scp" ? createScp(name, args, document, this) : createBoundary(name, args, document, this);
    this.registerOutputs(inputs);
  }
}

function createScp(
  name: string,
  args: PrivilegedAccessArgs,
  content: string,
  parent: PrivilegedAccess,
): Output<string> {
  const policy = new OrganizationsPolicy(
    `${name}-scp`,
    {
      type: "SERVICE_CONTROL_POLICY",
      description: `Privileged network actions of lease ${args.lease.leaseId}, for named roles only`,
      content,
      tags: leaseTags({ leaseId: args.lease.leaseId }, `${name}-scp`, args.tags),
    },
    { parent },
  );
  for (const [index, targetId] of (args.targets ?? []).entries()) {
    // Ids may come from other resources and be unknown still: a plain one names its attachment, another its position.
    const key = typeof targetId === "string" ? targetId : String(index);
    new PolicyAttachment(`${name}-scp-${key}`, { policyId: policy.id, targetId }, { parent });
  }
  return policy.arn;
}

function createBoundary(
  name: string,
  args: PrivilegedAccessArgs,
  policy: string,
  parent: PrivilegedAccess,
): Output<string> {
  return new ManagedPolicy(
    `${name}-boundary`,
    {
      description: `Privileged network actions of lease ${args.lease.leaseId}, for named roles only`,
      policy,
      tags: leaseTags({ leaseId: args.lease.leaseId }, `${name}-boundary`, args.tags),
    },
    { parent },
  ).arn;
}

/** The document, checked. */
function normalise(name: string, args: PrivilegedAccessArgs): string {
  const errors = new ArgumentErrors(`PrivilegedAccess "${name}"`);
  if (args.as !== "scp" && args.as !== "boundary") errors.add("as", undefined, 'choose "scp" or "boundary"');
  if (args.roles.length === 0) {
    errors.add("roles", undefined, "empty, which would lock everybody out; name the roles that keep the actions");
  }
  for (const [index, role] of args.roles.entries()) checkRole(role, `roles[${index}]`, errors);
  if (args.resources?.length === 0) errors.add("resources", undefined, 'empty; leave it out for "*"');
  for (const [index, arn] of (args.resources ?? []).entries()) {
    if (arn !== "*" && !/^arn:aws[a-z-]*:/.test(arn)) {
      errors.add(`resources[${index}]`, undefined, 'not an ARN; give "*" or one like arn:aws:ec2:*:*:natgateway/*');
    }
  }
  if (args.as === "boundary" && args.targets?.length) {
    errors.add(
      "targets",
      undefined,
      "a permissions boundary is set on roles and users, not attached; leave targets out",
    );
  }
  const document = JSON.stringify(privilegedPolicy({ roles: args.roles, as: args.as, resources: args.resources }));
  const limit = args.as === "scp" ? SCP_LIMIT : MANAGED_POLICY_LIMIT;
  if (document.length > limit) {
    errors.add(
      "roles",
      args.roles.length,
      `roles make a policy of ${document.length} characters, and AWS takes ${limit}; use one role pattern for several`,
    );
  }
  errors.throwIfAny();
  return document;
}

function checkRole(role: string, argument: string, errors: ArgumentErrors): void {
  const match = /^arn:aws[a-z-]*:iam::(?:\d{12}|\*):role\/(.+)$/.exec(role);
  if (match === null) {
    errors.add(argument, undefined, "not a role's ARN; give one like arn:aws:iam::111122223333:role/network-admin");
  } else if (/^[*?/]*$/.test(match[1] ?? "")) {
    errors.add(argument, role, "names every role, so nobody is denied; name the roles that keep the actions");
  }
}
