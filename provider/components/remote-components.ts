import type { ComponentResource, ComponentResourceOptions, Inputs, Resource } from "@pulumi/pulumi";
import type { ConstructResult } from "@pulumi/pulumi/provider";
import { isOutput } from "../output-parts";
import type { ComponentSpec } from "./component-package";
import { COMPONENT_SCHEMA } from "./component-schema";
import { RemoteArguments } from "./remote-arguments";

type Component = new (name: string, args: never, opts?: ComponentResourceOptions) => ComponentResource;

const STACK = "::pulumi:pulumi:Stack::";

/**
 * The components for programs of other languages: such a program names a type and gives plain arguments, and the engine has
 * them constructed here. A component that takes another one takes its URN, and gets the very object: one process makes all
 * components of a deployment.
 */
export class RemoteComponents {
  private readonly made = new Map<string, unknown>();
  private readonly reader = new RemoteArguments(COMPONENT_SCHEMA, (urn) => this.made.get(urn));

  /** @throws where an argument cannot be used, before anything is registered. */
  async construct(
    name: string,
    type: string,
    inputs: Inputs,
    options: ComponentResourceOptions,
  ): Promise<ConstructResult> {
    const spec = COMPONENT_SCHEMA.resources[type];
    if (spec === undefined)
      throw new Error(
        `the leasehold plugin has no component ${type}; it has ${Object.keys(COMPONENT_SCHEMA.resources).join(", ")}`,
      );
    const args = await this.reader.read(spec.inputProperties, inputs);
    const missing = spec.requiredInputs.filter((argument) => args[argument] === undefined);
    if (missing.length > 0) throw new Error(`${type} "${name}" lacks ${missing.join(", ")}`);
    // Loaded here: they bring the AWS and Cloudflare SDKs, which a program of custom resources alone never needs.
    const components = require("../../components/index") as Readonly<Record<string, unknown>>;
    const Made = components[type.slice(type.lastIndexOf(":") + 1)] as Component;
    const made = new Made(name, args as never, await givenOptions(options));
    await this.remember(made);
    return { urn: made.urn, state: stateOf(made, spec) };
  }

  /** A component, and those that it holds by name, such as the segments of a block. */
  private async remember(made: ComponentResource): Promise<void> {
    this.made.set(await urnOf(made), made);
    const { segments } = made as { segments?: unknown };
    if (!(segments instanceof Map)) return;
    for (const segment of segments.values() as Iterable<Resource>) this.made.set(await urnOf(segment), segment);
  }
}

/**
 * Only what the program said. The engine sends every option, with `false` for a protection that nobody asked for or against,
 * and the stack as the parent of what has none: either would stand before the components' own defaults.
 */
async function givenOptions(options: ComponentResourceOptions): Promise<ComponentResourceOptions> {
  const { parent, protect, ...rest } = options;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...given,
    ...(parent !== undefined && !(await urnOf(parent)).includes(STACK) && { parent }),
    ...(protect === true && { protect }),
  };
}

async function urnOf({ urn }: Resource): Promise<string> {
  return isOutput(urn) ? String(await urn.promise()) : "";
}

/** What the schema says of the component's fields, as the program is to see them. */
function stateOf(made: ComponentResource, spec: ComponentSpec): Inputs {
  const fields = made as unknown as Readonly<Record<string, unknown>>;
  const state = Object.keys(spec.properties).map((name): [string, unknown] => [name, plainMap(fields[name])]);
  return Object.fromEntries(state.filter(([, value]) => value !== undefined)) as Inputs;
}

function plainMap(value: unknown): unknown {
  return value instanceof Map ? Object.fromEntries(value) : value;
}
