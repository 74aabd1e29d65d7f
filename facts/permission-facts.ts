import { readString } from "../graph/read";
import type { Resource } from "../graph/resource";
import type { PrivilegedAction } from "../lease/privileged-actions";
import type { FactContext } from "./context";
import type { PermissionFact } from "./fact";
import { readIamDocument } from "./iam-document";
import { notDenied, privilegesOf, withinBoundary } from "./iam-privileges";
import type { IamDocument } from "./iam-schema";
import { NamedRoles } from "./named-roles";
import { collect, type Key, unknownPath } from "./references";
import {
  ATTACHMENTS,
  IAM_POLICY,
  INLINE_POLICIES,
  ORGANIZATION_ATTACHMENT,
  ORGANIZATION_POLICY,
  ROLE,
  USER,
} from "./types";

const MOST_ACTIONS = 8;

/** AWS's own policies that allow privileged network actions. Its others are published, and allow none that matters here. */
const BROAD_MANAGED = new Set([
  "AdministratorAccess",
  "PowerUserAccess",
  "AmazonVPCFullAccess",
  "AmazonEC2FullAccess",
  "AmazonRoute53FullAccess",
  "AmazonECS_FullAccess",
  "AmazonEKSClusterPolicy",
  "GlobalAcceleratorFullAccess",
  "NetworkAdministrator",
  "SystemAdministrator",
]);

/** Something that is allowed to somebody: a document, or a policy by ARN. */
interface Grant {
  readonly resource: Resource;
  /** Where it is written. */
  readonly path: string;
  /** Absent where nobody knows it yet. */
  readonly text?: string;
  /** The principals that get it; empty where none is in view. */
  readonly principals: readonly Key[];
  readonly unknownPrincipals: readonly string[];
  readonly arn?: string;
}

/** One fact for every IAM policy that grants something, as far as leases are in view. */
export function permissionFacts(context: FactContext): PermissionFact[] {
  const isLeasing = [...context.view.leases.values()].some(({ lease }) => lease.status !== "released");
  if (!isLeasing) return [];
  const judge = new PermissionJudge(context);
  return [...inlineGrants(context), ...managedGrants(context)].flatMap((grant) => judge.fact(grant));
}

class PermissionJudge {
  readonly #context: FactContext;
  readonly #roles: NamedRoles;
  /** Service control policies that are attached somewhere. */
  readonly #controls: readonly IamDocument[];

  constructor(context: FactContext) {
    this.#context = context;
    this.#roles = new NamedRoles(context);
    this.#controls = controlPolicies(context);
  }

  fact(grant: Grant): PermissionFact[] {
    const { resource, path } = grant;
    const fact = (actions: readonly string[], unknown: PermissionFact["unknown"]): PermissionFact[] => [
      {
        kind: "permission",
        id: `permission:${unknownPath(resource, path)}`,
        resource: resource.urn,
        lease: null,
        segment: null,
        unknown,
        policy: grant.arn ?? resource.name,
        actions: actions.slice(0, MOST_ACTIONS),
        actionCount: actions.length,
      },
    ];
    const others = grant.principals.filter((key) => !this.#isNamed(key));
    // Whatever the named roles get is theirs to have.
    if (grant.principals.length > 0 && others.length === 0 && grant.unknownPrincipals.length === 0) return [];
    const here = [unknownPath(resource, path)];
    if (grant.arn !== undefined) return this.#managed(grant.arn, fact, here);
    if (grant.text === undefined) return fact([], { document: here });
    const document = readIamDocument(grant.text);
    if (document === undefined) return fact([], { document: here });
    const left = this.#left(document, others, grant);
    if (left.length === 0) return [];
    const names = left.map(({ service, name }) => `${service}:${name}`);
    const hidden = [...this.#roles.unknown, ...(others.length === 0 ? grant.unknownPrincipals : [])];
    return fact(names, hidden.length > 0 ? { principals: hidden } : {});
  }

  #managed(
    arn: string,
    fact: (actions: readonly string[], unknown: PermissionFact["unknown"]) => PermissionFact[],
    here: readonly string[],
  ): PermissionFact[] {
    const name = arn.split("/").at(-1) ?? "";
    if (/^arn:[\w-]+:iam::aws:policy\//.test(arn)) return BROAD_MANAGED.has(name) ? fact([name], {}) : [];
    return fact([], { document: here });
  }

  /** What a document leaves allowed to the worst placed of its principals. */
  #left(document: IamDocument, principals: readonly Key[], { unknownPrincipals }: Grant): PrivilegedAction[] {
    const { isNamed } = this.#roles;
    const allowed = this.#controls.reduce(
      (actions, control) => notDenied(actions, control, isNamed),
      privilegesOf(document, isNamed),
    );
    if (allowed.length === 0 || principals.length === 0 || unknownPrincipals.length > 0) return allowed;
    const left = new Set<PrivilegedAction>();
    for (const key of principals) {
      const boundary = this.#boundaryOf(key);
      const rest = boundary === undefined ? allowed : withinBoundary(allowed, boundary, isNamed);
      for (const action of rest) left.add(action);
    }
    return allowed.filter((action) => left.has(action));
  }

  /** The permissions boundary of a role or user in view, where its document is in view too. */
  #boundaryOf(key: Key): IamDocument | undefined {
    const { references } = this.#context;
    const principal = references.resource(key);
    if (principal === undefined) return undefined;
    const [boundary] = references.follow(principal, "permissionsBoundary", [IAM_POLICY]).keys;
    const policy = boundary === undefined ? undefined : references.resource(boundary);
    const text = policy === undefined ? undefined : readString(policy.inputs, "policy");
    return text !== undefined && "known" in text ? readIamDocument(text.known) : undefined;
  }

  #isNamed(key: Key): boolean {
    const resource = this.#context.references.resource(key);
    if (resource?.type === ROLE) return this.#roles.holds(resource);
    return resource === undefined && key.startsWith("role ") && this.#roles.holdsName(key.slice("role ".length));
  }
}

/** Documents written into roles, users and groups, or into policies of their own that name one of them. */
function inlineGrants({ references }: FactContext): Grant[] {
  const grants: Grant[] = [];
  for (const [type, property, holder] of INLINE_POLICIES) {
    for (const resource of references.ofType(type)) {
      const found = references.follow(resource, property, [holder]);
      const text = readString(resource.inputs, "policy");
      grants.push({
        resource,
        path: "policy",
        text: text !== undefined && "known" in text ? text.known : undefined,
        principals: found.keys.map((key) => literal(key, holder, references.resource(key))),
        unknownPrincipals: found.unknown,
      });
    }
  }
  for (const resource of references.ofType(ROLE)) {
    const own = { resource, principals: [resource.urn], unknownPrincipals: [] };
    for (const { path, value } of collect(resource.inputs, "inlinePolicies[].policy")) {
      grants.push({ ...own, path, text: typeof value === "string" ? value : undefined });
    }
    for (const key of references.follow(resource, "managedPolicyArns[]", [IAM_POLICY]).keys) {
      if (references.resource(key) === undefined) grants.push({ ...own, path: `managedPolicyArns:${key}`, arn: key });
    }
  }
  return grants;
}

/** Managed policies with all who get them, and attachments of policies that only an ARN names. */
function managedGrants({ references }: FactContext): Grant[] {
  const principals = new Map<Key, { keys: Key[]; unknown: string[] }>();
  const byArn: Grant[] = [];
  for (const [type, property, holders] of ATTACHMENTS) {
    for (const resource of references.ofType(type)) {
      const policies = references.follow(resource, property, [IAM_POLICY]);
      const keys: Key[] = [];
      const unknown: string[] = [];
      for (const [path, holder] of holders) {
        const found = references.follow(resource, path, [holder]);
        keys.push(...found.keys.map((key) => literal(key, holder, references.resource(key))));
        unknown.push(...found.unknown);
      }
      for (const key of policies.keys) {
        if (references.resource(key) === undefined) {
          byArn.push({ resource, path: property, arn: key, principals: keys, unknownPrincipals: unknown });
          continue;
        }
        const known = principals.get(key);
        if (known === undefined) principals.set(key, { keys, unknown });
        else {
          known.keys.push(...keys);
          known.unknown.push(...unknown);
        }
      }
    }
  }
  for (const role of references.ofType(ROLE)) {
    for (const key of references.follow(role, "managedPolicyArns[]", [IAM_POLICY]).keys) {
      if (references.resource(key) !== undefined)
        principals.set(key, {
          keys: [...(principals.get(key)?.keys ?? []), role.urn],
          unknown: principals.get(key)?.unknown ?? [],
        });
    }
  }
  const boundaries = new Set(
    [ROLE, USER].flatMap((type) =>
      references.ofType(type).flatMap((holder) => references.follow(holder, "permissionsBoundary", [IAM_POLICY]).keys),
    ),
  );
  const declared = references.ofType(IAM_POLICY).flatMap((resource): Grant[] => {
    const held = principals.get(resource.urn);
    // A boundary that is attached to nobody grants nothing.
    if (held === undefined && boundaries.has(resource.urn)) return [];
    const text = readString(resource.inputs, "policy");
    return [
      {
        resource,
        path: "policy",
        text: text !== undefined && "known" in text ? text.known : undefined,
        principals: held?.keys ?? [],
        unknownPrincipals: held?.unknown ?? [],
      },
    ];
  });
  return [...declared, ...byArn];
}

/** A role that only a name names is told apart from users and groups of that name. */
function literal(key: Key, holder: string, resource: Resource | undefined): Key {
  return resource === undefined && holder === ROLE ? `role ${key.split(":role/").at(-1) ?? key}` : key;
}

/** Service control policies in view that are attached to something. */
function controlPolicies({ references }: FactContext): IamDocument[] {
  const attached = new Set(
    references
      .ofType(ORGANIZATION_ATTACHMENT)
      .flatMap((attachment) => references.follow(attachment, "policyId", [ORGANIZATION_POLICY]).keys),
  );
  return references.ofType(ORGANIZATION_POLICY).flatMap((policy) => {
    const type = readString(policy.inputs, "type");
    const isControl = type === undefined || ("known" in type && type.known === "SERVICE_CONTROL_POLICY");
    const content = readString(policy.inputs, "content");
    if (!isControl || !attached.has(policy.urn) || content === undefined || !("known" in content)) return [];
    return readIamDocument(content.known) ?? [];
  });
}
