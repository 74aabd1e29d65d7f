/** A value that nobody can know before the deployment. A symbol, so that no value of a program can be mistaken for it. */
export const UNKNOWN: unique symbol = Symbol("leasehold.unknown");
export type Unknown = typeof UNKNOWN;

/** A property value as a program gave it: secrets unwrapped, unknowns marked. Never print one: it may be a secret. */
export type Value = null | boolean | number | string | Unknown | Value[] | { [key: string]: Value };
export type Properties = { [key: string]: Value };

/** Where in the user's own program a resource is declared: the innermost frame outside node_modules. Lines from 1. */
export interface Location {
  /** Relative to the program's folder, with forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What a step of the deployment does, in the words of Pulumi's preview. */
export type Operation = "create" | "update" | "replace" | "delete" | "same" | "read";

/** A resource from any source (offline preview, policy pack, preview JSON, state) in one shape. */
export interface Resource {
  readonly urn: string;
  /** Type token, for example `aws:ec2/eip:Eip`. */
  readonly type: string;
  readonly name: string;
  /** False for a component. */
  readonly custom: boolean;
  /** A component whose children another process registers: its insides are out of view. */
  readonly remote: boolean;
  readonly inputs: Properties;
  /** Paths of the inputs that the provider's plugin filled in, and the program did not say; absent: none are known. */
  readonly defaulted?: readonly string[];
  /** Paths of the inputs that the source hides as secrets: each is unknown, and may hold any text. */
  readonly secrets?: readonly string[];
  /** Known outputs beyond the inputs; empty in an offline preview. */
  readonly outputs: Properties;
  /** Physical id where known. */
  readonly id?: string;
  readonly parent?: string;
  readonly dependencies: readonly string[];
  /** Top-level input property to the URNs its value comes from. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** The source does not say what depends on what: an unknown value cannot be followed. @default false */
  readonly unlinked?: boolean;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly location?: Location;
  /** Absent where the source does not say, or nobody can know yet. */
  readonly operation?: Operation;
}

/**
 * Everything one program, preview or state declares, in registration order; parents come before their children. What a plan
 * deletes comes last, in the state it had, with the operation `delete`: facts leave it out, rules on changes need it.
 */
export interface Graph {
  /** Empty where the graph is of several stacks; each URN names its own. */
  readonly project: string;
  readonly stack: string;
  readonly resources: readonly Resource[];
  /**
   * What the source knows of the state before, for what changes: resources that are updated, replaced, deleted, or the same
   * but for their protection, each with the operation that it meets. Absent where the source knows of none.
   */
  readonly previous?: readonly Resource[];
}
