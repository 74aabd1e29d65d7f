import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Where `.ci/install` puts the real parts; its `bin` holds a link to each executable. */
export const TOOLS = process.env.LEASEHOLD_TOOLS ?? join(homedir(), ".cache", "leasehold-tools");

/** Path of an installed real part, or undefined where it is missing. */
export function findTool(name: string): string | undefined {
  const path = join(TOOLS, "bin", name);
  return existsSync(path) ? path : undefined;
}

/** Path of an installed real part. @throws Error that names the script which installs it */
export function tool(name: string): string {
  const path = findTool(name);
  if (path === undefined) throw new Error(`${name} is missing: install it with .ci/install (see CONTRIBUTING.md)`);
  return path;
}

/**
 * A `describe` whose tests need real parts. Where one is missing, a developer's run says so and skips; with CI=true
 * nothing is skipped: the missing part fails the suite.
 */
export function describeWith(parts: readonly string[], title: string, body: () => void): void {
  const missing = parts.filter((part) => findTool(part) === undefined);
  if (missing.length === 0) {
    describe(title, body);
    return;
  }
  const reason = `${missing.join(", ")} missing: run the scripts in .ci/install`;
  if (process.env.CI === "true") {
    describe(title, () => {
      test("its real parts are installed", () => {
        throw new Error(reason);
      });
    });
    return;
  }
  process.stderr.write(`skipped: ${title} (${reason})\n`);
  describe.skip(`${title} (${reason})`, body);
}
