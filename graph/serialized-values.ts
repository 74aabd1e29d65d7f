import { type JsonLimits, readJson } from "./bounded-json";
import { InputError } from "./input-error";
import { joinPath } from "./read";
import { type Properties, UNKNOWN, type Value } from "./resource";

/** Key under which Pulumi names what a special object stands for (sdk/go/common/resource/sig). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** What stands for an unknown string, and for unknowns of other types (sdk/go/common/resource/plugin/rpc.go). */
const UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const OTHER_UNKNOWNS: ReadonlySet<string> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);
const UUID_LENGTH = 36;

/** What previews and events print in place of a secret. */
const HIDDEN_SECRET = "[secret]";

/** Keys that the bridge of Terraform providers keeps for itself. */
const BRIDGE_KEYS: ReadonlySet<string> = new Set(["__defaults", "__internal", "__meta", "__pulumi_raw_state_delta"]);

/** Longer text in one property is refused: finding the addresses in it would take the memory of several such files. */
export const LONGEST_TEXT = 16 * 1024 * 1024;

/**
 * Properties as Pulumi writes them into previews and states, in the form that a graph keeps: unknowns marked, hidden and
 * encrypted secrets unknown, a resource as its id, assets unknown since their contents are out of view. The object is
 * changed in place: a file may hold millions of values.
 * @param provided leave out what the provider filled in, so that what the program gave remains
 * @throws TextTooLong
 */
export function settleProperties(object: Record<string, unknown>, provided = false): Properties {
  let hasBridgeKeys = false;
  for (const key of Object.keys(object)) {
    const value = object[key];
    const settled = settleValue(value, provided);
    if (settled !== value) object[key] = settled;
    if (key.startsWith("__") && BRIDGE_KEYS.has(key)) hasBridgeKeys = true;
  }
  return hasBridgeKeys ? withoutBridgeKeys(object, provided) : (object as Properties);
}

/** Of more secrets in one resource, only these are named. */
const MOST_SECRETS = 5;

/**
 * Paths of the secrets in properties as Pulumi writes them whose value is hidden or encrypted, the first few. To be asked
 * before the properties are settled.
 */
export function hiddenSecrets(properties: Record<string, unknown>): string[] {
  const found: string[] = [];
  const steps: (string | number)[] = [];
  const visit = (value: unknown): void => {
    if (found.length >= MOST_SECRETS) return;
    if (isHiddenSecret(value)) {
      found.push(steps.reduce<string>((path, step) => joinPath(path, step), ""));
      return;
    }
    if (typeof value !== "object" || value === null) return;
    const isList = Array.isArray(value);
    for (const key of Object.keys(value)) {
      steps.push(isList ? Number(key) : key);
      visit((value as Record<string, unknown>)[key]);
      steps.pop();
    }
  };
  visit(properties);
  return found;
}

function isHiddenSecret(value: unknown): boolean {
  if (typeof value === "string") return value === HIDDEN_SECRET;
  if (typeof value !== "object" || value === null) return false;
  const object = value as Record<string, unknown>;
  return object[SIGNATURE] === SECRET && typeof object.plaintext !== "string" && !("value" in object);
}

/** Text of a property that is longer than what is searched for addresses. */
export class TextTooLong extends Error {}

function settleValue(value: unknown, provided: boolean): Value {
  if (typeof value === "string") return settleText(value);
  if (value === null || typeof value === "boolean" || typeof value === "number") return value;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const element: unknown = value[index];
      const settled = settleValue(element, provided);
      if (settled !== element) value[index] = settled;
    }
    return value;
  }
  if (typeof value !== "object") return UNKNOWN;
  const object = value as Record<string, unknown>;
  return object[SIGNATURE] === undefined ? settleProperties(object, provided) : settleSpecial(object, provided);
}

function settleText(text: string): Value {
  if (text.length < UUID_LENGTH) return text === HIDDEN_SECRET ? UNKNOWN : text;
  if (text.length > LONGEST_TEXT) throw new TextTooLong();
  if (text.includes(UNKNOWN_STRING)) return UNKNOWN;
  return text.length === UUID_LENGTH && OTHER_UNKNOWNS.has(text) ? UNKNOWN : text;
}

function settleSpecial(object: Record<string, unknown>, provided: boolean): Value {
  switch (object[SIGNATURE]) {
    case SECRET:
      if (typeof object.plaintext === "string") return settlePlaintext(object.plaintext, provided);
      return "value" in object ? settleValue(object.value, provided) : UNKNOWN;
    case OUTPUT:
      return "value" in object ? settleValue(object.value, provided) : UNKNOWN;
    case RESOURCE:
      return settleValue("id" in object && object.id !== "" ? object.id : (object.urn ?? null), provided);
    default:
      return UNKNOWN;
  }
}

/** Secrets inside secrets are JSON inside JSON; each has to keep to the limits of a document. */
const PLAINTEXT_LIMITS: JsonLimits = { bytes: LONGEST_TEXT, depth: 64, values: 1_000_000 };

/** A state that was exported with `--show-secrets` holds each secret as JSON in a string. */
function settlePlaintext(plaintext: string, provided: boolean): Value {
  try {
    // In an array, since a document is an object or an array, and a secret mostly a string.
    const [document] = readJson(Buffer.from(`[${plaintext}]`), "", PLAINTEXT_LIMITS).each();
    const value = document?.value;
    return Array.isArray(value) && value.length === 1 ? settleValue(value[0], provided) : UNKNOWN;
  } catch (error) {
    if (error instanceof InputError) return UNKNOWN;
    throw error;
  }
}

function withoutBridgeKeys(object: Record<string, unknown>, provided: boolean): Properties {
  const defaults = provided && Array.isArray(object.__defaults) ? new Set<unknown>(object.__defaults) : undefined;
  return Object.fromEntries(
    Object.entries(object as Properties).filter(([key]) => !BRIDGE_KEYS.has(key) && !defaults?.has(key)),
  );
}
