import type { ManagedPolicyDetail, RoleDetail } from "@aws-sdk/client-iam";
import { isAbout, readIamDocument } from "../../../facts/iam-document";
import { collect } from "../../../facts/references";
import { ATTACHMENTS, IAM_POLICY, ROLE } from "../../../facts/types";
import { type Read, readString } from "../../../graph/read";
import type { Resource } from "../../../graph/resource";
import { PRIVILEGED_ACTIONS } from "../../../lease/privileged-actions";
import type { DriftItem, FieldValue } from "../../drift-item";
import { authorizationDetails, decodedDocument } from "./authorization-details";
import { type Estate, NOBODY } from "./estate";
import { grouped } from "./grouped";
import { canonicalPolicy } from "./json-text";
import { type Fields, seenResource, sortedTexts } from "./seen-resource";
import type { Sight, SightReport } from "./sight";

const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";

/** Field of the document of an inline policy, with its name. */
const INLINE = "inlinePolicy ";

/** IAM's items are of no region. */
export const IAM_SCOPE = "iam";

/**
 * Managed policies about privileged actions, and the roles that have them or that the leases' own parts use: what is attached
 * to them, what is written into them, and who may take them on.
 */
export function expectIam(estate: Estate): DriftItem[] {
  const { references } = estate.context;
  const policies = references.ofType(IAM_POLICY).filter((policy) => isOurs(estate, policy, "policy"));
  const ours = new Set(policies.flatMap(({ urn, id }) => [urn, id ?? urn]));
  const attachments = grouped(attachmentsOf(estate), ({ roles }) => roles);
  const inline = grouped(references.ofType(ROLE_POLICY), (policy) => references.follow(policy, "role", [ROLE]).keys);
  const items: DriftItem[] = policies.map((policy) => expectedPolicy(estate, policy));
  for (const role of references.ofType(ROLE)) {
    // A role may be named by its name, which is its id once it exists.
    const named = [role.urn, roleName(role) ?? role.urn];
    const attached = [...new Set(named)].flatMap((key) => attachments.of(key));
    const written = [...new Set(named)].flatMap((key) => inline.of(key));
    const isRelated =
      estate.ownersOf(role).size > 0 ||
      attached.some(({ policies: keys }) => keys.some((key) => ours.has(key))) ||
      written.some((policy) => isOurs(estate, policy, "policy")) ||
      references.follow(role, "permissionsBoundary", [IAM_POLICY]).keys.some((key) => ours.has(key));
    if (isRelated) items.push(expectedRole(estate, role, attached, written));
  }
  return items;
}

/** A resource that gives managed policies to roles. */
interface Attachment {
  readonly resource: Resource;
  readonly policies: readonly string[];
  readonly roles: readonly string[];
}

function attachmentsOf({ context: { references } }: Estate): Attachment[] {
  return ATTACHMENTS.flatMap(([type, property, holders]) => {
    const paths = holders.flatMap(([path, holder]) => (holder === ROLE ? [path] : []));
    return references.ofType(type).map((resource) => ({
      resource,
      policies: references.follow(resource, property, [IAM_POLICY]).keys,
      roles: paths.flatMap((path) => references.follow(resource, path, [ROLE]).keys),
    }));
  });
}

/** Of the leases by its parent or tags, or about privileged actions. */
function isOurs(estate: Estate, policy: Resource, property: string): boolean {
  if (estate.ownersOf(policy).size > 0) return true;
  const text = readString(policy.inputs, property);
  const document = text !== undefined && "known" in text ? readIamDocument(text.known) : undefined;
  // Without a lease in view nothing is privileged; a statement about all of AWS is about this too.
  if (document === undefined || estate.declared.chosen.size === 0) return false;
  return PRIVILEGED_ACTIONS.some(({ service, name }) =>
    document.Statement.some((statement) => isAbout(statement, `${service}:${name}`)),
  );
}

function expectedPolicy(estate: Estate, policy: Resource): DriftItem {
  const fields = { document: documentOf(readString(policy.inputs, "policy")) };
  const owners = estate.ownersOf(policy);
  return estate.expected(policy, IAM_POLICY, { label: "IAM policy", owners, fields, scope: IAM_SCOPE });
}

function expectedRole(
  estate: Estate,
  role: Resource,
  attached: readonly Attachment[],
  written: readonly Resource[],
): DriftItem {
  const { references } = estate.context;
  const inline = inlineOf(role, written);
  const boundary = references.follow(role, "permissionsBoundary", [IAM_POLICY]);
  const managed = references.follow(role, "managedPolicyArns[]", [IAM_POLICY]);
  const policies = estate.ids({
    keys: [...managed.keys, ...attached.flatMap((one) => one.policies)],
    unknown: managed.unknown,
  });
  const fields: Record<string, FieldValue> = {
    policies: "unknown" in policies ? policies : sortedTexts(policies),
    boundary: estate.id(boundary),
    trust: documentOf(readString(role.inputs, "assumeRolePolicy")),
    inlinePolicies: sortedTexts(inline.keys()),
  };
  for (const [name, document] of inline) fields[`${INLINE}${name}`] = document;
  const owners = estate.ownersOf(role).size > 0 ? estate.ownersOf(role) : NOBODY;
  const absorbs = [...written, ...attached.map(({ resource }) => resource)];
  return estate.expected(role, ROLE, {
    label: "IAM role",
    owners,
    fields,
    absorbs,
    scope: IAM_SCOPE,
    id: roleName(role),
  });
}

function roleName(role: Resource): string | undefined {
  if (role.id !== undefined) return role.id;
  const name = readString(role.inputs, "name");
  return name !== undefined && "known" in name ? name.known : undefined;
}

function inlineOf(role: Resource, written: readonly Resource[]): Map<string, FieldValue> {
  const inline = new Map<string, FieldValue>();
  const names = collect(role.inputs, "inlinePolicies[].name");
  for (const [index, { value }] of names.entries()) {
    if (typeof value === "string")
      inline.set(value, documentOf(readString(role.inputs, `inlinePolicies[${index}].policy`)));
  }
  for (const policy of written) {
    const name = [policy.inputs, policy.outputs].map((one) => readString(one, "name")).find((one) => one !== undefined);
    const known = name !== undefined && "known" in name ? name.known : policy.id?.split(":").at(-1);
    if (known !== undefined) inline.set(known, documentOf(readString(policy.inputs, "policy")));
  }
  return inline;
}

function documentOf(read: Read<string>): FieldValue {
  if (read === undefined) return null;
  return "known" in read ? canonicalPolicy(read.known) : { unknown: read.unknown.join(", ") };
}

/** The declared policies and roles, as the account has them. */
export async function observeIam(sight: Sight): Promise<SightReport> {
  const { roles, policies, failure } = await authorizationDetails(sight.place);
  const items: DriftItem[] = [];
  for (const expected of sight.expectedGlobal(IAM_POLICY, ROLE)) {
    const policy = expected.type === IAM_POLICY ? policies.get(expected.id) : undefined;
    const role = expected.type === ROLE ? roles.get(expected.id) : undefined;
    if (policy !== undefined) items.push(seen(expected, policyFields(policy), policyInputs(policy)));
    if (role !== undefined)
      items.push(seen(expected, { ...noInline(expected), ...roleFields(role) }, roleInputs(role)));
  }
  return { items, failures: failure === undefined ? [] : [{ types: [IAM_POLICY, ROLE], failure }] };
}

/** A declared document that is not there is gone, not hidden. */
function noInline({ fields }: DriftItem): Fields {
  return Object.fromEntries(Object.keys(fields).flatMap((field) => (field.startsWith(INLINE) ? [[field, null]] : [])));
}

function seen(expected: DriftItem, fields: Fields, inputs: Resource["inputs"]): DriftItem {
  const { type, id, name, lease, segment, resource } = expected;
  const observed = seenResource(type, id, inputs, { urn: resource?.urn });
  return { observer: "aws", type, id, name, lease, segment, scope: IAM_SCOPE, fields, observed };
}

function defaultDocument({ PolicyVersionList = [] }: ManagedPolicyDetail): string | undefined {
  return PolicyVersionList.find(({ IsDefaultVersion }) => IsDefaultVersion === true)?.Document;
}

function policyFields(policy: ManagedPolicyDetail): Fields {
  const document = defaultDocument(policy);
  return { document: document === undefined ? null : canonicalPolicy(decodedDocument(document)) };
}

function policyInputs(policy: ManagedPolicyDetail) {
  return { name: policy.PolicyName ?? "", policy: decodedDocument(defaultDocument(policy) ?? "") };
}

function roleFields(role: RoleDetail): Fields {
  const fields: Record<string, FieldValue> = {
    policies: sortedTexts((role.AttachedManagedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? [])),
    boundary: role.PermissionsBoundary?.PermissionsBoundaryArn ?? null,
    trust:
      role.AssumeRolePolicyDocument === undefined
        ? null
        : canonicalPolicy(decodedDocument(role.AssumeRolePolicyDocument)),
    inlinePolicies: sortedTexts((role.RolePolicyList ?? []).flatMap(({ PolicyName }) => PolicyName ?? [])),
  };
  for (const { PolicyName = "", PolicyDocument = "" } of role.RolePolicyList ?? [])
    fields[`${INLINE}${PolicyName}`] = canonicalPolicy(decodedDocument(PolicyDocument));
  return fields;
}

function roleInputs(role: RoleDetail) {
  const boundary = role.PermissionsBoundary?.PermissionsBoundaryArn;
  return {
    name: role.RoleName ?? "",
    path: role.Path ?? "/",
    assumeRolePolicy: decodedDocument(role.AssumeRolePolicyDocument ?? ""),
    managedPolicyArns: (role.AttachedManagedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? []),
    inlinePolicies: (role.RolePolicyList ?? []).map(({ PolicyName = "", PolicyDocument = "" }) => ({
      name: PolicyName,
      policy: decodedDocument(PolicyDocument),
    })),
    ...(boundary === undefined ? {} : { permissionsBoundary: boundary }),
  };
}
