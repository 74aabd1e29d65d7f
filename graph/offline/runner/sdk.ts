import { isSdkFile, loader } from "./lazy-modules";

export interface SdkSettings {
  readonly encryptedKeys: readonly string[];
  readonly debug: boolean;
}

type Method = (this: unknown, ...args: unknown[]) => unknown;
type Exports = Record<string, unknown>;

/**
 * Adjusts the program's @pulumi/pulumi as its modules load (each copy of it, should there be several):
 * debug messages are not sent one by one, pending promises are tracked without a stack trace each (which is most of the
 * SDK's time; PULUMI_DEBUG_PROMISE_LEAKS brings them back), and encrypted configuration reads as unknown.
 */
export function patchSdk(settings: SdkSettings): void {
  const encrypted = new Set(settings.encryptedKeys);
  const patched = new WeakSet<object>();
  const load = loader._load;
  loader._load = (request, parent, isMain) => {
    if (!isSdkFile(parent?.filename)) return load(request, parent, isMain);
    if (request === "source-map-support/register") return {};
    if (request === "./tracing") return untraced;
    if (request.endsWith("/closure/v8Hooks") && parent?.filename.includes("run")) return connectedLater;
    const exports = load(request, parent, isMain);
    if (typeof exports !== "object" || exports === null || patched.has(exports)) return exports;
    const members = exports as Exports;
    // Modules that require each other see one another half made: each is adjusted once it holds what is replaced.
    if (request.endsWith("/debuggable") && typeof members.debuggablePromise === "function") {
      patched.add(exports);
      if (!process.env.PULUMI_DEBUG_PROMISE_LEAKS)
        trackWithoutStacks(members, () => load(request.replace(/debuggable$/, "state"), parent, false));
    } else if (/(^|\/)log$/.test(request) && typeof members.debug === "function") {
      patched.add(exports);
      if (!settings.debug) members.debug = () => Promise.resolve();
    } else if (request === "./config" && encrypted.size > 0 && typeof members.Config === "function") {
      patched.add(exports);
      readEncryptedAsUnknown(members.Config as unknown as { prototype: Exports }, encrypted, () =>
        load("./output", parent, false),
      );
    }
    return exports;
  };
}

/** The language host's own tracing, which is off without a collector, costs a fifth of the SDK's loading time. */
const span = { end: () => undefined, setAttribute: () => undefined, addEvent: () => undefined };
const untraced = { start: () => undefined, stop: () => undefined, newSpan: () => span };

/** Serialising a function connects to the inspector itself; no other program needs it. */
const connectedLater = { isInitializedAsync: () => Promise.resolve() };

interface State {
  getStore(): { readonly leakCandidates: Set<Promise<unknown>> };
}

/**
 * The first promise is tracked by the SDK itself, which then reports at exit what is left; the others by what counts alone,
 * being pending. A resource has some twenty of them.
 */
function trackWithoutStacks(debuggable: Exports, loadState: () => unknown): void {
  const track = debuggable.debuggablePromise as Method;
  let state: State | undefined;
  debuggable.debuggablePromise = (promise: Promise<unknown>, context: unknown) => {
    if (state === undefined) {
      state = loadState() as State;
      return track.call(debuggable, promise, context);
    }
    const { leakCandidates } = state.getStore();
    leakCandidates.add(promise);
    // Two steps, as in the SDK: what waits for the promise goes on in the same turn as with Pulumi.
    return promise
      .then((value) => {
        leakCandidates.delete(promise);
        return value;
      })
      .catch((error: unknown) => {
        leakCandidates.delete(promise);
        if (typeof error === "object" && error !== null) Object.assign(error, { promise });
        throw error;
      });
  };
}

/** `getSecret`, `requireSecretNumber` and the like give an unknown secret, whatever type they promise. */
function readEncryptedAsUnknown(
  config: { prototype: Exports },
  encrypted: Set<string>,
  loadOutput: () => unknown,
): void {
  for (const verb of ["get", "require"]) {
    for (const type of ["", "Boolean", "Number", "Object"]) {
      const replace = (name: string, answer: (key: string) => unknown): void => {
        const original = config.prototype[name] as Method;
        config.prototype[name] = function (this: { fullKey(key: string): string }, ...args: unknown[]): unknown {
          const key = this.fullKey(String(args[0]));
          return encrypted.has(key) ? answer(key) : original.apply(this, args);
        };
      };
      replace(`${verb}Secret${type}`, () => unknownSecret(loadOutput()));
      // Text stands for an unknown as it is; a number, a boolean or an object cannot.
      if (type !== "")
        replace(verb + type, (key) => refuse(`Configuration '${key}' ${ENCRYPTED}${verb}Secret${type}.`));
    }
  }
}

const ENCRYPTED = "is encrypted, and nothing is decrypted offline: it stays unknown where the program reads it with ";

function refuse(message: string): never {
  throw new Error(message);
}

type OutputClass = new (resources: Set<never>, value: unknown, known: unknown, secret: unknown, all: unknown) => object;

function unknownSecret(outputModule: unknown): object {
  const { Output, unknown } = outputModule as { Output: OutputClass; unknown: unknown };
  const none = new Set<never>();
  return new Output(
    none,
    Promise.resolve(unknown),
    Promise.resolve(false),
    Promise.resolve(true),
    Promise.resolve(none),
  );
}
