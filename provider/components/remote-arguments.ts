import { isUnknown, output } from "@pulumi/pulumi";
import { isOutput, type OutputParts } from "../output-parts";
import type { ComponentPackage, TypeSpec } from "./component-package";

/** A component of this process, by URN. */
export type FindComponent = (urn: string) => unknown;

/** An argument that cannot be used, before anything is registered. */
export class RemoteArgumentError extends Error {
  override readonly name = "RemoteArgumentError";
}

const RESOURCES = "#/resources/";
const TYPES = "#/types/";

/**
 * Turns what another language sent into arguments that the component's constructor takes: values that have to be plain are
 * waited for, inputs stay as they are, and a component that is named by its URN becomes the component itself.
 */
export class RemoteArguments {
  constructor(
    private readonly package_: ComponentPackage,
    private readonly find: FindComponent,
  ) {}

  /** @throws RemoteArgumentError naming the argument that is unknown, or names a component that is not there. */
  async read(properties: Readonly<Record<string, TypeSpec>>, inputs: Readonly<Record<string, unknown>>) {
    const unknownNames = Object.keys(inputs).filter((name) => !(name in properties));
    if (unknownNames.length > 0)
      throw new RemoteArgumentError(
        `${unknownNames.join(", ")}: no such argument; there are ${Object.keys(properties).join(", ")}`,
      );
    const read = await Promise.all(
      Object.entries(inputs).map(async ([name, value]) => [name, await this.value(value, properties[name], name)]),
    );
    return Object.fromEntries(read.filter(([, value]) => value !== undefined)) as Record<string, unknown>;
  }

  /** @param source The output that a part came from, where its container was one: the part depends on it. */
  private async value(
    given: unknown,
    spec: TypeSpec | undefined,
    path: string,
    source?: OutputParts,
  ): Promise<unknown> {
    if (isOutput(given)) {
      if (spec?.plain !== true) return given;
      return this.value(await given.promise(true), spec, path, given);
    }
    if (given === null || given === undefined) return undefined;
    if (spec === undefined) return given;
    if (spec.plain !== true) return isPart(given, source) ? wrap(given, source) : given;
    if (isUnknown(given))
      throw new RemoteArgumentError(
        `${path}: known only once the deployment has run; give a value that is known before`,
      );
    return this.plain(given, this.chosen(given, spec), path, source);
  }

  private async plain(given: unknown, spec: TypeSpec, path: string, source?: OutputParts): Promise<unknown> {
    if (spec.$ref?.startsWith(RESOURCES)) return this.component(given, path);
    if (spec.$ref !== undefined) {
      const shape = this.package_.types[spec.$ref.slice(TYPES.length)];
      return this.fields(given, (name) => shape?.properties[name], path, source);
    }
    if (Array.isArray(given))
      return Promise.all(given.map((item, at) => this.value(item, spec.items, `${path}[${at}]`, source)));
    if (typeof given === "object") return this.fields(given, () => spec.additionalProperties, path, source);
    return given;
  }

  private async fields(
    given: unknown,
    specOf: (name: string) => TypeSpec | undefined,
    path: string,
    source?: OutputParts,
  ): Promise<unknown> {
    if (typeof given !== "object" || given === null) return given;
    const read = await Promise.all(
      Object.entries(given).map(async ([name, value]) => [
        name,
        await this.value(value, specOf(name), `${path}.${name}`, source),
      ]),
    );
    return Object.fromEntries(read.filter(([, value]) => value !== undefined));
  }

  /** Of several shapes, the one that the value has; an URN stands for the component of that name. */
  private chosen(given: unknown, spec: TypeSpec): TypeSpec {
    const shapes = spec.oneOf ?? [spec];
    const component = shapes.find(({ $ref }) => $ref?.startsWith(RESOURCES));
    if (component !== undefined && (typeof given === "string" || urnIn(given) !== undefined)) return component;
    const wanted = Array.isArray(given) ? "array" : typeof given;
    return shapes.find(({ type, $ref }) => (type ?? typeOf($ref)) === wanted) ?? shapes[0] ?? spec;
  }

  private component(given: unknown, path: string): unknown {
    const urn = urnIn(given);
    const found = urn === undefined ? undefined : this.find(urn);
    if (found !== undefined) return found;
    throw new RemoteArgumentError(
      `${path}: no leasehold component ${urn === undefined ? "is given" : `has the URN ${urn}`} in this deployment; give the ` +
        "component that this program makes, or its urn",
    );
  }
}

/** A part of a value that was an output as a whole, or that nobody knows, stays an output. */
function isPart(given: unknown, source: OutputParts | undefined): boolean {
  return source !== undefined || isUnknown(given);
}

function wrap(given: unknown, source: OutputParts | undefined): unknown {
  return source === undefined || isUnknown(given) ? output(given) : source.apply(() => given);
}

function typeOf(reference: string | undefined): string | undefined {
  return reference?.startsWith(TYPES) ? "object" : undefined;
}

/** The URN by which a program names a component: the text, or what some language hosts make of a resource. */
function urnIn(given: unknown): string | undefined {
  const urn = typeof given === "object" && given !== null && "urn" in given ? given.urn : given;
  return typeof urn === "string" && urn.startsWith("urn:pulumi:") ? urn : undefined;
}
