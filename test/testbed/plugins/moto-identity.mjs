// Test part: IAM roles and policies on moto.
const load = async () => (await import("@aws-sdk/client-iam")).IAM;
const text = (document) => (typeof document === "string" ? document : JSON.stringify(document));

export function identityTypes(client) {
  const iam = () => client(load, { region: "us-east-1" });
  const nameOf = (inputs, urn) => inputs.name ?? `${inputs.namePrefix ?? `${urn.split("::").at(-1)}-`}stand-in`;
  return {
    "aws:iam/role:Role": {
      async create(inputs, urn) {
        const api = await iam();
        const ask = {
          RoleName: nameOf(inputs, urn),
          AssumeRolePolicyDocument: text(inputs.assumeRolePolicy),
          Path: inputs.path,
          PermissionsBoundary: inputs.permissionsBoundary,
        };
        const { Role } = await api.createRole(ask);
        for (const inline of inputs.inlinePolicies ?? []) {
          const policy = { RoleName: Role.RoleName, PolicyName: inline.name, PolicyDocument: text(inline.policy) };
          await api.putRolePolicy(policy);
        }
        return { id: Role.RoleName, outputs: { name: Role.RoleName, arn: Role.Arn, uniqueId: Role.RoleId } };
      },
      read: async (id) => (await iam()).getRole({ RoleName: id }),
      async remove(id, state) {
        const api = await iam();
        for (const inline of state.inlinePolicies ?? [])
          await api.deleteRolePolicy({ RoleName: id, PolicyName: inline.name });
        await api.deleteRole({ RoleName: id });
      },
    },
    "aws:iam/rolePolicy:RolePolicy": {
      async create(inputs, urn) {
        const name = nameOf(inputs, urn);
        await (await iam()).putRolePolicy({
          RoleName: inputs.role,
          PolicyName: name,
          PolicyDocument: text(inputs.policy),
        });
        return { id: `${inputs.role}:${name}`, outputs: { name } };
      },
      read: async (_id, state) => (await iam()).getRolePolicy({ RoleName: state.role, PolicyName: state.name }),
      remove: async (_id, state) => (await iam()).deleteRolePolicy({ RoleName: state.role, PolicyName: state.name }),
    },
    "aws:iam/policy:Policy": {
      async create(inputs, urn) {
        const ask = { PolicyName: nameOf(inputs, urn), PolicyDocument: text(inputs.policy), Path: inputs.path };
        const { Policy } = await (await iam()).createPolicy(ask);
        return { id: Policy.Arn, outputs: { name: Policy.PolicyName, arn: Policy.Arn, policyId: Policy.PolicyId } };
      },
      read: async (id) => (await iam()).getPolicy({ PolicyArn: id }),
      remove: async (id) => (await iam()).deletePolicy({ PolicyArn: id }),
    },
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
      async create(inputs) {
        await (await iam()).attachRolePolicy({ RoleName: inputs.role, PolicyArn: inputs.policyArn });
        return { id: `${inputs.role}-${inputs.policyArn}`, outputs: {} };
      },
      async read(_id, state) {
        const { AttachedPolicies } = await (await iam()).listAttachedRolePolicies({ RoleName: state.role });
        return AttachedPolicies.some((policy) => policy.PolicyArn === state.policyArn);
      },
      remove: async (_id, state) =>
        (await iam()).detachRolePolicy({ RoleName: state.role, PolicyArn: state.policyArn }),
    },
  };
}
