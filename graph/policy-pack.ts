import { defaultedPaths, memberAt } from "./defaulted";
import { joinPath } from "./read";
import { type Graph, type Properties, type Resource, UNKNOWN, type Value } from "./resource";
import { parentsFirst, parseUrn } from "./urn";

/**
 * What a resource policy of @pulumi/policy is given, as far as a graph needs it. Written out here, so that this folder does
 * not load the SDK; the SDK's own types fit.
 */
export interface PackResourceArgs {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** Inputs after the provider's check. Reading an unknown throws `UnknownValueError`. */
  readonly props: object;
  readonly opts: { readonly protect?: boolean; readonly parent?: string };
  /** Custom resources name the provider that manages them; components have none. */
  readonly provider?: object;
}

/** A resource as a stack policy of @pulumi/policy sees it: `props` holds its outputs, unknowns throwing as above. */
export interface PackStackResource extends PackResourceArgs {
  readonly parent?: { readonly urn: string };
  readonly dependencies: readonly { readonly urn: string }[];
  readonly propertyDependencies: Readonly<Record<string, readonly { readonly urn: string }[]>>;
}

export interface PackStackArgs {
  readonly resources: readonly PackStackResource[];
}

/**
 * Inputs by URN, remembered from the resource policies for the stack policy of the same process. A stack policy alone sees
 * outputs, where what the program left out cannot be told from what the provider has yet to compute.
 */
export class RecordedInputs {
  readonly #byUrn = new Map<string, { readonly inputs: Properties; readonly defaulted: readonly string[] }>();

  record(args: PackResourceArgs): void {
    this.#byUrn.set(args.urn, { inputs: markUnknowns(args.props).props, defaulted: filledIn(args) });
  }

  of(urn: string): { readonly inputs: Properties; readonly defaulted: readonly string[] } | undefined {
    return this.#byUrn.get(urn);
  }
}

/** The graph of the one resource that a resource policy is asked about, before it exists. */
export function graphFromResourceArgs(args: PackResourceArgs): Graph {
  return { ...stackOf(args.urn), resources: [{ ...baseOf(args), inputs: markUnknowns(args.props).props }] };
}

/**
 * The graph of a whole stack, from a stack policy's arguments: at the end of a preview with unknowns, after `up` with what
 * the providers answered. Inputs are the recorded ones; where none were recorded (a resource that is only read), its
 * outputs stand for them, since providers echo inputs. The physical id travels among the outputs.
 */
export function graphFromStackArgs(args: PackStackArgs, recorded?: RecordedInputs): Graph {
  const resources = args.resources.map((resource): Resource => {
    const { id, ...answered } = markUnknowns(resource.props).props;
    const known = recorded?.of(resource.urn);
    const inputs = known?.inputs;
    return {
      ...baseOf(resource),
      defaulted: known?.defaulted,
      // The engine asks about each resource that the program declares, and not about what it only reads.
      operation: recorded !== undefined && known === undefined ? "read" : undefined,
      id: typeof id === "string" && id !== "" ? id : undefined,
      inputs: inputs ?? answered,
      outputs: inputs ? knownBeyond(answered, inputs) : {},
      parent: resource.parent?.urn ?? baseOf(resource).parent,
      dependencies: resource.dependencies.map((dependency) => dependency.urn),
      propertyDependencies: Object.fromEntries(
        Object.entries(resource.propertyDependencies).map(([property, from]) => [property, from.map((r) => r.urn)]),
      ),
    };
  });
  const first = args.resources[0];
  return { ...(first ? stackOf(first.urn) : { project: "", stack: "" }), resources: parentsFirst(resources) };
}

/**
 * A copy of properties that throw when an unknown is read, with every unknown marked and its path listed.
 * `JSON.stringify`, spread and `Object.entries` would throw on the first one, and the rest would be lost with it.
 * The provider bridge's own keys (`__defaults` and the like) are left out; assets and archives count as unknown, since
 * their contents are out of view.
 */
export function markUnknowns(props: object): { props: Properties; unknownPaths: string[] } {
  const unknown: string[] = [];
  const copied = copyObject(props, "", unknown, 0);
  return { props: copied, unknownPaths: unknown };
}

/** What the provider's plugin filled in; a region that is the provider's own stands for none. */
function filledIn({ props, provider }: PackResourceArgs): string[] {
  const found = defaultedPaths(props);
  const own = provider !== undefined && "props" in provider ? provider.props : undefined;
  const region = typeof own === "object" && own !== null ? textAt(own, "region") : undefined;
  if (region !== undefined && textAt(props, "region") === region) found.push("region");
  return found;
}

function textAt(source: object, key: string): string | undefined {
  const value = memberAt(source, key);
  return typeof value === "string" ? value : undefined;
}

/** Deeper than any real resource; beyond it a value counts as unknown rather than overflowing the stack. */
const MAX_DEPTH = 200;

function copyObject(source: object, base: string, unknown: string[], depth: number): Properties {
  const copy: Properties = {};
  for (const key of Object.keys(source)) {
    if (key.startsWith("__")) continue;
    const value = copyMember(source, key, joinPath(base, key), unknown, depth);
    if (value !== undefined) copy[key] = value;
  }
  return copy;
}

function copyMember(
  source: object,
  key: string | number,
  path: string,
  unknown: string[],
  depth: number,
): Value | undefined {
  const markUnknown = (): Value => {
    unknown.push(path);
    return UNKNOWN;
  };
  let value: unknown;
  let isOpaque: boolean;
  try {
    value = Reflect.get(source, key);
    isOpaque = typeof value === "object" && value !== null && ("__pulumiAsset" in value || "__pulumiArchive" in value);
  } catch (error) {
    // The SDK's own error class is not loaded here; any refusal to give a value means that nobody knows it yet.
    if (!(error instanceof Error)) throw error;
    return markUnknown();
  }
  if (value === undefined || typeof value === "function") return undefined;
  if (value === null || typeof value === "boolean" || typeof value === "number" || typeof value === "string")
    return value;
  if (typeof value !== "object" || isOpaque || depth > MAX_DEPTH) return markUnknown();
  if (!Array.isArray(value)) return copyObject(value, path, unknown, depth + 1);
  const elements: Value[] = [];
  for (let index = 0; index < value.length; index++) {
    elements.push(copyMember(value, index, joinPath(path, index), unknown, depth + 1) ?? null);
  }
  return elements;
}

function baseOf(args: PackResourceArgs): Omit<Resource, "inputs"> {
  return {
    urn: args.urn,
    type: args.type,
    name: args.name,
    custom: args.provider !== undefined || /^pulumi:(providers:|pulumi:StackReference$)/.test(args.type),
    remote: false,
    outputs: {},
    parent: args.opts.parent || undefined,
    dependencies: [],
    propertyDependencies: {},
    protect: args.opts.protect ?? false,
    retainOnDelete: false,
  };
}

function knownBeyond(answered: Properties, inputs: Properties): Properties {
  return Object.fromEntries(
    Object.entries(answered).filter(([key, value]) => value !== UNKNOWN && !Object.hasOwn(inputs, key)),
  );
}

function stackOf(urn: string): { project: string; stack: string } {
  const { project, stack } = parseUrn(urn);
  return { project, stack };
}
