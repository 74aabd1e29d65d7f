// How parts of this package become one file each: the command (scripts/build.mjs) and the GitHub Action. Bundled for fewer
// and later reads: a module behind a `require` in a function is evaluated when that function runs, not before.
import * as path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** What drift runs alone load: clients of clouds, a database, mail. Larger together than all the rest. */
export const DRIFT_PACKAGES = ["@aws-sdk/*", "@smithy/*", "libsql", "nodemailer", "ws"];

/** Left to the project that is previewed, or too large to be worth bundling: loaded when they are needed. */
const EXTERNAL = [
  "@pulumi/*",
  "@grpc/*",
  "google-protobuf",
  "google-protobuf/*",
  "esbuild",
  "typescript",
  ...DRIFT_PACKAGES,
];

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
  plugins: [withoutUnused()],
  // Names stay, for stack traces; comments and spaces are a third of what there is to read.
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: 160,
  sourcemap: true,
  // Maps name the sources; they need not hold them again.
  sourcesContent: false,
  legalComments: "none",
  logLevel: "error",
};

/** What dependencies bring and no code path of ours reaches. */
const UNUSED = [
  // Messages in forty languages, of which none but English is ever shown.
  { package: /[\\/]zod[\\/]/, request: /\/locales\/index\.c?js$/, contents: "export {};" },
  // Functions on YAML, which policies/capabilities.json does not let a rule call, with an old parser of their own.
  { package: /[\\/]opa-wasm[\\/]/, request: /^\.\/yaml$/, contents: "module.exports = {};" },
];

function withoutUnused() {
  return {
    name: "without-unused",
    setup(build) {
      for (const [index, { package: folder, request, contents }] of UNUSED.entries()) {
        const namespace = `unused-${index}`;
        build.onResolve({ filter: request }, ({ path: name, importer }) =>
          folder.test(importer) ? { path: name, namespace } : undefined,
        );
        build.onLoad({ filter: /.*/, namespace }, () => ({ contents }));
      }
    },
  };
}
