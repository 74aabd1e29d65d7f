import Module from "node:module";

/**
 * Modules that @pulumi/pulumi loads at start and uses only to serialise functions, to drive the Pulumi CLI or to send
 * traces: two thirds of its loading time.
 */
const SELDOM_USED = new Set(["@npmcli/arborist", "normalize-package-data", "typescript", "./automation", "execa"]);

type Load = (request: string, parent: NodeModule | undefined, isMain: boolean) => unknown;
/** The loader behind `require`, which Node keeps stable for tools that hook it. */
export const loader = Module as unknown as { _load: Load };

/** Makes requires of seldom used modules inside @pulumi/pulumi return at once; the module loads when a member is used. */
export function leaveUnusedModules(): void {
  const load = loader._load;
  loader._load = (request, parent, isMain) => {
    if (SELDOM_USED.has(request) && isSdkFile(parent?.filename)) return loadedOnUse(() => load(request, parent, false));
    return load(request, parent, isMain);
  };
}

export function isSdkFile(file: string | null | undefined): boolean {
  return file?.replaceAll("\\", "/").includes("/node_modules/@pulumi/pulumi/") ?? false;
}

/** Stands for a module's exports. It calls itself an ES module, so that TypeScript's import helpers pass it on untouched. */
function loadedOnUse(load: () => unknown): object {
  let loaded: object | undefined;
  const exports = (): object => {
    loaded ??= load() as object;
    return loaded;
  };
  return new Proxy(Object.create(null) as object, {
    get: (_, key) => (key === "__esModule" ? true : Reflect.get(exports(), key)),
    has: (_, key) => Reflect.has(exports(), key),
    set: (_, key, value) => Reflect.set(exports(), key, value),
    ownKeys: () => Reflect.ownKeys(exports()),
    getOwnPropertyDescriptor: (_, key) => {
      const descriptor = Reflect.getOwnPropertyDescriptor(exports(), key);
      // A proxy may not report a fixed property that its target lacks.
      return descriptor && { ...descriptor, configurable: true };
    },
  });
}
