// How parts of this package become one file each: the command (scripts/build.mjs) and the GitHub Action. Bundled for fewer
// and later reads: a module behind a `require` in a function is evaluated when that function runs, not before.
import * as path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Left to the project that is previewed, or too large to be worth bundling: loaded when they are needed. */
const EXTERNAL = ["@pulumi/*", "@grpc/*", "google-protobuf", "google-protobuf/*", "esbuild", "typescript"];

/** esbuild's options for a bundle that runs on Node; `entryPoints` and `outfile` are the caller's. */
export const bundleOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  external: EXTERNAL,
  // Its module for `import` lacks `loadPolicySync`.
  alias: { "@open-policy-agent/opa-wasm": "./node_modules/@open-policy-agent/opa-wasm/src/opa.js" },
  // Code that V8 takes from a cache has lost the way to Node's loader of ES modules, and there is none to load.
  supported: { "dynamic-import": false },
  plugins: [withoutLocales()],
  sourcemap: true,
  // Maps name the sources; they need not hold them again.
  sourcesContent: false,
  legalComments: "none",
  logLevel: "error",
};

/** zod's messages in forty languages, of which none but English is ever shown. */
function withoutLocales() {
  return {
    name: "without-locales",
    setup(build) {
      build.onResolve({ filter: /\/locales\/index\.c?js$/ }, ({ path: request, importer }) =>
        /[\\/]zod[\\/]/.test(importer) ? { path: request, namespace: "without-locales" } : undefined,
      );
      build.onLoad({ filter: /.*/, namespace: "without-locales" }, () => ({ contents: "export {};" }));
    },
  };
}
