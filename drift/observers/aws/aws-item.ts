import type { Properties, Resource } from "../../../graph/resource";
import type { DriftItem, FieldValue } from "../../drift-item";

/** An item of this observer: what it is as a Pulumi resource goes with it, for the rules on what was seen. */
export interface AwsItem extends DriftItem {
  /** Of an expected item: its id is not known before a deployment. */
  readonly undeployed?: true;
  /** Of an expected item: URNs of the declared resources whose say it includes, such as a group's rules. */
  readonly absorbs?: readonly string[];
  /** Of an observed item: what was seen, as the resource it would be in a program. */
  readonly observed?: Resource;
  /** Of an observed item: what was seen with it, such as a table's associations. */
  readonly observedParts?: readonly Resource[];
}

export type Fields = Readonly<Record<string, FieldValue>>;

/** What was seen as a resource. @param declared the resource that declares it, whose URN it then has */
export function seenResource(
  type: string,
  id: string,
  inputs: Properties,
  { outputs = {}, urn }: { readonly outputs?: Properties; readonly urn?: string } = {},
): Resource {
  return {
    urn: urn ?? `urn:leasehold:observed::aws::${type}::${id}`,
    type,
    name: id,
    custom: true,
    remote: false,
    inputs: withoutAbsent(inputs),
    outputs: withoutAbsent(outputs),
    id,
    dependencies: [],
    propertyDependencies: {},
    protect: false,
    retainOnDelete: false,
  };
}

function withoutAbsent(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined && value !== null));
}

/** Each text once, in one order on both sides. */
export function sortedTexts(texts: Iterable<string>): string[] {
  return [...new Set(texts)].sort();
}
