import { defaultedPaths } from "./defaulted";
import { InputError } from "./input-error";
import { type Properties, type Resource, UNKNOWN } from "./resource";
import { hiddenSecrets, LONGEST_TEXT, settleProperties, TextTooLong } from "./serialized-values";
import { SourcePositions } from "./source-position";

/** A resource that is still being put together. */
export type ResourceDraft = { -readonly [K in keyof Resource]: Resource[K] };

/** Longer names than any provider takes; a message that quotes one stays readable. */
const LONGEST_URN = 4096;

/**
 * Reads resources in the form of a Pulumi state, which previews share (`apitype.ResourceV3`), and in the shorter one of
 * the engine's events.
 */
export class ResourceReader {
  readonly #source: string;
  readonly #provided: boolean;
  readonly #unlinked: boolean;
  readonly #positions = new SourcePositions();

  /**
   * @param source the file, for messages
   * @param provided leave out of the inputs what the provider filled in
   * @param unlinked the file does not say what depends on what
   */
  constructor(source: string, provided = false, unlinked = false) {
    this.#source = source;
    this.#provided = provided;
    this.#unlinked = unlinked;
  }

  /**
   * One resource. Its properties are settled in place, so a state can be read once only.
   * @param place where in the file it stands, for messages
   * @throws InputError where it has no URN or type, or something in it is of the wrong type
   */
  read(raw: unknown, place: () => string): ResourceDraft {
    const state = this.record(raw, place);
    const urn = this.urn(state.urn, () => `${place()}.urn`);
    // Every table of types may be asked for it by name: `constructor` and the like are no type.
    const type = this.text(state.type, () => `${place()}.type`);
    if (!type.includes(":")) throw this.error(`${place()}.type`, "is no type token such as aws:ec2/eip:Eip");
    // Settling takes the bridge's own keys away, and with them what they say.
    const defaulted = isRecord(state.inputs) ? defaultedPaths(state.inputs) : [];
    const secrets = isRecord(state.inputs) ? hiddenSecrets(state.inputs) : [];
    const inputs = this.#properties(state.inputs, () => `${place()}.inputs`);
    const outputs = this.#properties(state.outputs, () => `${place()}.outputs`);
    const external = state.external === true;
    // What is only read has no inputs of its own; providers echo them in the outputs.
    const known = external && isEmpty(inputs) ? knownBeyond(outputs, NONE) : inputs;
    return {
      urn,
      type,
      name: nameIn(urn),
      custom: state.custom === true,
      // The engine runs the process that registers a component's children: they are in view.
      remote: false,
      inputs: known,
      ...(defaulted.length > 0 && { defaulted }),
      ...(secrets.length > 0 && { secrets }),
      outputs: isEmpty(outputs) ? NONE : knownBeyond(outputs, known),
      id: this.#id(state.id, () => `${place()}.id`),
      parent: this.#optionalUrn(state.parent, () => `${place()}.parent`),
      dependencies: this.#urns(state.dependencies, () => `${place()}.dependencies`),
      propertyDependencies: this.#propertyDependencies(
        state.propertyDependencies,
        () => `${place()}.propertyDependencies`,
      ),
      ...(this.#unlinked && { unlinked: true }),
      protect: state.protect === true,
      retainOnDelete: state.retainOnDelete === true,
      location: this.#positions.locate(state.stackTrace, state.sourcePosition),
      operation: undefined,
    };
  }

  /** @throws InputError where it is no object */
  record(raw: unknown, place: () => string): Record<string, unknown> {
    if (isRecord(raw)) return raw;
    throw this.error(place(), `is ${nameOf(raw)} where an object belongs`);
  }

  /** Absent and null are empty, as Go writes an empty list. @throws InputError where it is no array */
  list(raw: unknown, place: () => string): readonly unknown[] {
    if (Array.isArray(raw)) return raw;
    if (raw === undefined || raw === null) return NO_URNS;
    throw this.error(place(), `is ${nameOf(raw)} where a list belongs`);
  }

  text(raw: unknown, place: () => string): string {
    if (typeof raw === "string") return raw;
    throw this.error(place(), `is ${nameOf(raw)} where text belongs`);
  }

  urn(raw: unknown, place: () => string): string {
    const urn = this.text(raw, place);
    if (!urn.startsWith("urn:pulumi:")) throw this.error(place(), "is no URN: one starts with urn:pulumi:");
    if (urn.length > LONGEST_URN) throw this.error(place(), `is longer than ${LONGEST_URN} characters`);
    return urn;
  }

  error(place: string, problem: string): InputError {
    return new InputError(this.#source, place, problem);
  }

  #id(raw: unknown, place: () => string): string | undefined {
    if (raw === undefined || raw === null || raw === "") return undefined;
    const id = this.text(raw, place);
    return settleProperties({ id }).id === UNKNOWN ? undefined : id;
  }

  #optionalUrn(raw: unknown, place: () => string): string | undefined {
    return raw === undefined || raw === null || raw === "" ? undefined : this.urn(raw, place);
  }

  #properties(raw: unknown, place: () => string): Properties {
    if (raw === undefined || raw === null) return NONE;
    const record = this.record(raw, place);
    try {
      return settleProperties(record, this.#provided);
    } catch (error) {
      if (!(error instanceof TextTooLong)) throw error;
      throw this.error(place(), `a text has more than ${LONGEST_TEXT / 1024 / 1024} MB`);
    }
  }

  #urns(raw: unknown, place: () => string): readonly string[] {
    const list = this.list(raw, place);
    for (let index = 0; index < list.length; index++) this.text(list[index], () => `${place()}[${index}]`);
    return list as readonly string[];
  }

  #propertyDependencies(raw: unknown, place: () => string): Readonly<Record<string, readonly string[]>> {
    if (raw === undefined || raw === null) return NO_DEPENDENCIES;
    const record = this.record(raw, place);
    for (const key of Object.keys(record)) {
      const urns = this.#urns(record[key], () => `${place()}[${JSON.stringify(key)}]`);
      if (record[key] === null) record[key] = urns;
    }
    return record as Readonly<Record<string, readonly string[]>>;
  }
}

/** What comes after the third `::` of a URN; a name may itself hold more of them. */
function nameIn(urn: string): string {
  let at = 0;
  for (let part = 0; part < 3; part++) {
    const next = urn.indexOf("::", at);
    if (next < 0) return urn;
    at = next + 2;
  }
  return urn.slice(at);
}

const NONE: Properties = Object.freeze({});
const NO_URNS: readonly string[] = Object.freeze([]);
const NO_DEPENDENCIES: Readonly<Record<string, readonly string[]>> = Object.freeze({});

export function isRecord(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw);
}

function isEmpty(properties: Properties): boolean {
  for (const key in properties) if (Object.hasOwn(properties, key)) return false;
  return true;
}

/** Outputs that say more than the inputs, as far as they are known. */
export function knownBeyond(outputs: Properties, inputs: Properties): Properties {
  return Object.fromEntries(
    Object.entries(outputs).filter(([key, value]) => value !== UNKNOWN && !Object.hasOwn(inputs, key)),
  );
}

function nameOf(raw: unknown): string {
  if (raw === undefined) return "missing";
  if (raw === null) return "null";
  if (Array.isArray(raw)) return "a list";
  return typeof raw === "string" ? "text" : typeof raw === "object" ? "an object" : `a ${typeof raw}`;
}
