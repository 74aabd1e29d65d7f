import {
  type PolicyResource,
  type ResourceValidationArgs,
  type StackValidationArgs,
  unknownCheckingProxy,
} from "@pulumi/policy";

/** Arguments as the SDK hands them to policies: fresh proxies each time, which throw when an unknown is read. */

/** What the engine sends for text that nobody knows yet. */
export const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

interface Described {
  readonly type: string;
  readonly name: string;
  readonly props?: Record<string, unknown>;
  readonly parent?: string;
  readonly protect?: boolean;
}

export const urnOf = ({ type, name }: Described): string => `urn:pulumi:dev::shop::${type}::${name}`;

const options = ({ parent, protect = false }: Described) => ({
  protect,
  ignoreChanges: [],
  aliases: [],
  customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
  additionalSecretOutputs: [],
  parent,
});

const provider = {
  type: "pulumi:providers:aws",
  props: {},
  urn: "urn:pulumi:dev::shop::pulumi:providers:aws::p",
  name: "p",
};

/** Of this realm, unlike what structuredClone gives under jest: the SDK stands before nothing that is no `Object` of its own. */
const copied = (props: Record<string, unknown>) => JSON.parse(JSON.stringify(props)) as Record<string, unknown>;

const common = (described: Described) => ({
  type: described.type,
  name: described.name,
  urn: urnOf(described),
  props: unknownCheckingProxy(copied(described.props ?? {})) as Record<string, unknown>,
  opts: options(described),
  ...(described.type.startsWith("leasehold:index:") ? {} : { provider }),
  isType: () => false,
  asType: () => undefined,
});

const notApplicable = (): never => {
  throw new Error("no policy of ours is ever not applicable");
};

export function resourceArgs(described: Described, config: object = {}): ResourceValidationArgs {
  return {
    ...common(described),
    stackTags: new Map(),
    getConfig: <T extends object>() => config as T,
    notApplicable,
  };
}

export function stackArgs(resources: readonly Described[], config: object = {}): StackValidationArgs {
  const policyResources = resources.map(
    (described): PolicyResource => ({ ...common(described), dependencies: [], propertyDependencies: {} }),
  );
  return {
    resources: policyResources,
    stackTags: new Map(),
    getConfig: <T extends object>() => config as T,
    notApplicable,
  };
}
