import type { Graph, Location, Properties, Resource } from "../resource";
import { UNKNOWN } from "../resource";
import { makeUrn, parentsFirst, STACK_TYPE } from "../urn";
import type { FixtureAnswers } from "./fixtures";
import { type Frame, locate } from "./location";
import { PreviewError } from "./preview-error";
import { fromWire, propertiesFromWire } from "./wire-values";

/** What a program may register before it counts as running away. */
export interface Limits {
  readonly resources: number;
  /** Bytes of all registration requests together. */
  readonly bytes: number;
}
export const DEFAULT_LIMITS: Limits = { resources: 50_000, bytes: 512 * 1024 * 1024 };

/** A resource as a program registers it, in plain values of the protocol. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  readonly custom: boolean;
  readonly remote: boolean;
  readonly inputs: Record<string, unknown>;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  /** Innermost first. */
  readonly frames: readonly Frame[];
  /** Size of the request in bytes. */
  readonly size: number;
}

export interface ReadRequest {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly parent: string;
  readonly properties: Record<string, unknown>;
  readonly dependencies: readonly string[];
  readonly frames: readonly Frame[];
}

type Draft = { -readonly [K in keyof Resource]: Resource[K] };

/**
 * The side of Pulumi's engine that a program talks to, for a preview in which nothing exists yet: it names resources, answers
 * with what is known, which is their inputs, and keeps everything for the graph.
 */
export class Monitor {
  readonly #resources = new Map<string, Draft>();
  #size = 0;
  /** Set once the program came to its end and handed over its stack outputs. */
  finished = false;
  /** Set where going on makes no sense; wins over whatever the program then says. */
  failure: PreviewError | undefined;

  constructor(
    readonly project: string,
    readonly stack: string,
    readonly root: string,
    readonly answers: FixtureAnswers,
    readonly limits: Limits = DEFAULT_LIMITS,
  ) {}

  /** Registers a resource and gives its URN, and its id where a preview knows one. @throws PreviewError */
  register(request: Registration): { urn: string; id: string } {
    const urn = makeUrn(this.project, this.stack, request.parent || undefined, request.type, request.name);
    this.#add({
      urn,
      type: request.type,
      name: request.name,
      custom: request.custom,
      remote: request.remote,
      inputs: propertiesFromWire(request.inputs),
      outputs: {},
      parent: request.parent || undefined,
      dependencies: request.dependencies,
      propertyDependencies: request.propertyDependencies,
      protect: request.protect,
      retainOnDelete: request.retainOnDelete,
      location: locate(request.frames, this.root),
    });
    this.#grow(request.size);
    // The engine gives providers an id in a preview already, so that resources can name them.
    return { urn, id: request.type.startsWith("pulumi:providers:") ? OFFLINE_PROVIDER_ID : "" };
  }

  /** Keeps what a component registers as its outputs, as far as it is known and no input. */
  registerOutputs(urn: string, outputs: Record<string, unknown>): void {
    const resource = this.#resources.get(urn);
    if (resource === undefined) return;
    if (resource.type === STACK_TYPE) this.finished = true;
    const known: Properties = {};
    for (const [key, value] of Object.entries(propertiesFromWire(outputs))) {
      if (value !== UNKNOWN && !Object.hasOwn(resource.inputs, key)) known[key] = value;
    }
    resource.outputs = known;
  }

  /** A resource that exists already: its state is what fixtures say, else unknown. */
  read(request: ReadRequest): { urn: string; state: Record<string, unknown> } {
    const urn = makeUrn(this.project, this.stack, request.parent || undefined, request.type, request.name);
    const id = fromWire(request.id);
    const state = this.#stateOf(request, typeof id === "string" ? id : undefined);
    this.#add({
      urn,
      type: request.type,
      name: request.name,
      custom: true,
      remote: false,
      inputs: propertiesFromWire({ ...request.properties, ...state }),
      outputs: {},
      id: typeof id === "string" ? id : undefined,
      parent: request.parent || undefined,
      dependencies: request.dependencies,
      propertyDependencies: {},
      protect: false,
      retainOnDelete: false,
      location: locate(request.frames, this.root),
      operation: "read",
    });
    return { urn, state };
  }

  /** Answers a provider's function. A call that nothing answers gives nothing, and is reported at the end. */
  invoke(token: string, args: Record<string, unknown>): Record<string, unknown> {
    if (token === "pulumi:pulumi:getResource") return this.#registered(String(args.urn));
    return this.answers.invoke(token, args) ?? {};
  }

  locationOf(urn: string): Location | undefined {
    return this.#resources.get(urn)?.location;
  }

  get graph(): Graph {
    return { project: this.project, stack: this.stack, resources: parentsFirst([...this.#resources.values()]) };
  }

  #add(resource: Draft): void {
    const known = this.#resources.get(resource.urn);
    if (known) {
      const places = [known.location, resource.location].map(describe);
      this.#fail(
        `${places[1]}: two resources are named ${resource.name} with type ${resource.type} (the first at ${places[0]}). Give one of them another name.`,
      );
    }
    this.#resources.set(resource.urn, resource);
    if (this.#resources.size > this.limits.resources) {
      this.#fail(
        `The program registers more than ${this.limits.resources} resources; it may be creating them in an endless loop.`,
      );
    }
  }

  #grow(size: number): void {
    this.#size += size;
    if (this.#size > this.limits.bytes) {
      this.#fail(`The program's resources hold more than ${Math.round(this.limits.bytes / 1024 / 1024)} MB.`);
    }
  }

  #fail(message: string): never {
    this.failure ??= new PreviewError(message);
    throw this.failure;
  }

  #stateOf(request: ReadRequest, id: string | undefined): Record<string, unknown> {
    if (request.type !== "pulumi:pulumi:StackReference") {
      return (id === undefined ? undefined : this.answers.resource(request.type, id)) ?? {};
    }
    const name = typeof request.properties.name === "string" ? request.properties.name : (id ?? request.name);
    const outputs = this.answers.stackOutputs(name);
    return outputs === undefined ? { name } : { name, outputs, secretOutputNames: [] };
  }

  #registered(urn: string): Record<string, unknown> {
    const resource = this.#resources.get(urn);
    return { urn, id: resource?.id ?? "", state: {} };
  }
}

const OFFLINE_PROVIDER_ID = "00000000-0000-4000-8000-000000000000";

function describe(location: Location | undefined): string {
  return location ? `${location.file}:${location.line}:${location.column}` : "an unknown place";
}
