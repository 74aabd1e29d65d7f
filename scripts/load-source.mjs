// Loads one of the TypeScript sources with all it imports, for scripts that run before anything is built.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** What a source exports. @param file relative to the root of the checkout */
export async function loadSource(file) {
  // Inside the checkout, so that the built file finds node_modules.
  mkdirSync(join(root, "dist"), { recursive: true });
  const folder = mkdtempSync(join(root, "dist", "source-"));
  try {
    const outfile = join(folder, "source.cjs");
    await build({ entryPoints: [join(root, file)], outfile, bundle: true, platform: "node", packages: "external" });
    return createRequire(import.meta.url)(outfile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
