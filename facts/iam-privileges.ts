import { PRIVILEGED_ACTIONS, type PrivilegedAction } from "../lease/privileged-actions";
import { isAbout, matchesIam } from "./iam-document";
import type { IamDocument, IamStatement } from "./iam-schema";

/** Record types whose change is privileged: reverse names are PTR records. */
const RECORD_TYPES = "route53:changeresourcerecordsetsrecordtypes";
const PRINCIPAL = "aws:principalarn";

const nameOf = ({ service, name }: PrivilegedAction): string => `${service}:${name}`;

/** Whether a pattern of a role's ARN names privileged roles only. */
export type IsNamed = (pattern: string) => boolean;

/** Privileged actions that a document allows to somebody beyond the named roles, and does not deny in turn. */
export function privilegesOf({ Statement }: IamDocument, isNamed: IsNamed): PrivilegedAction[] {
  const allows = Statement.filter(({ Effect }) => Effect === "Allow");
  const denies = Statement.filter(({ Effect }) => Effect === "Deny");
  return PRIVILEGED_ACTIONS.filter((action) =>
    allows.some(
      (allow) =>
        grants(allow, action, isNamed) && !denies.some((deny) => refuses(deny, action, resourcesOf(allow), isNamed)),
    ),
  );
}

/** Of some actions, those that a document leaves allowed as a permissions boundary: it has to allow, and not to deny. */
export function withinBoundary(
  actions: readonly PrivilegedAction[],
  boundary: IamDocument,
  isNamed: IsNamed,
): PrivilegedAction[] {
  const left = new Set(privilegesOf(boundary, isNamed));
  return actions.filter((action) => left.has(action));
}

/** Of some actions, those that a service control policy does not deny to everybody but the named roles. */
export function notDenied(
  actions: readonly PrivilegedAction[],
  { Statement }: IamDocument,
  isNamed: IsNamed,
): PrivilegedAction[] {
  const denies = Statement.filter(({ Effect }) => Effect === "Deny");
  return actions.filter((action) => !denies.some((deny) => refuses(deny, action, ["*"], isNamed)));
}

function grants(allow: IamStatement, action: PrivilegedAction, isNamed: IsNamed): boolean {
  if (!isAbout(allow, nameOf(action)) || !reaches(allow, action)) return false;
  for (const [operator, keys] of Object.entries(allow.Condition ?? {})) {
    for (const [key, values] of Object.entries(keys)) {
      if (isPositive(operator) && key.toLowerCase() === PRINCIPAL && values.length > 0 && values.every(isNamed)) {
        return false;
      }
      if (leavesPointersOut(operator, key, values, action)) return false;
    }
  }
  return true;
}

/** A Deny wins where it is about the action and what the Allow reaches, and spares nobody but the named roles. */
function refuses(deny: IamStatement, action: PrivilegedAction, reached: readonly string[], isNamed: IsNamed): boolean {
  if (!isAbout(deny, nameOf(action)) || deny.NotResource !== undefined) return false;
  const denied = deny.Resource ?? ["*"];
  if (!reached.every((resource) => denied.some((pattern) => matchesIam(pattern, resource)))) return false;
  return Object.entries(deny.Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => {
      if (key.toLowerCase() === PRINCIPAL) return isNegative(operator) && values.every(isNamed);
      const isRecords = key.toLowerCase() === RECORD_TYPES && action.name === "ChangeResourceRecordSets";
      return isRecords && isPositive(operator) && values.includes("PTR");
    }),
  );
}

/** A statement takes effect on resources of the action's service only; on `*` alone where the action knows no resources. */
function reaches(allow: IamStatement, { service, everyResource }: PrivilegedAction): boolean {
  if (allow.NotResource !== undefined) return !allow.NotResource.includes("*");
  return resourcesOf(allow).some((resource) => {
    if (/^\*+$/.test(resource)) return true;
    const [arn, , ofService] = resource.split(":");
    if (everyResource || arn === undefined || !matchesIam(arn, "arn")) return false;
    return ofService === undefined ? arn.includes("*") : matchesIam(ofService, service);
  });
}

function resourcesOf({ Resource, NotResource }: IamStatement): readonly string[] {
  return NotResource !== undefined ? ["*"] : (Resource ?? ["*"]);
}

/** Route 53 changes that are limited to other types than PTR change no reverse name. */
function leavesPointersOut(
  operator: string,
  key: string,
  values: readonly string[],
  { service, name }: PrivilegedAction,
): boolean {
  if (service !== "route53" || name !== "ChangeResourceRecordSets" || key.toLowerCase() !== RECORD_TYPES) return false;
  // ForAnyValue would let a PTR through beside a record of a type that is named.
  return /^ForAllValues:String(Equals|Like)$/i.test(operator) && !values.some((value) => matchesIam(value, "PTR"));
}

function isPositive(operator: string): boolean {
  return /^(ForAnyValue:)?(Arn|String)(Equals|Like)$/i.test(operator);
}

function isNegative(operator: string): boolean {
  return /^(Arn|String)Not(Equals|Like)$/i.test(operator);
}
