import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ENGINES } from "../../drift/observers/reputation/catalogue";

const root = join(__dirname, "..", "..");
const page = readFileSync(join(root, "docs", "reputation-engines.md"), "utf8");

test("the page of engines is what the catalogue gives", () => {
  execFileSync(process.execPath, ["scripts/reputation-page.mjs", "--check"], { cwd: root, stdio: "pipe" });
});

test("every engine stands there with its documentation, and those whose terms nobody read are marked", () => {
  for (const { id, documentation, termsUrl, terms, retired } of ENGINES) {
    const row = page.split("\n").find((line) => line.startsWith(`| \`${id}\` |`)) ?? "";
    expect(row).toContain(`](${documentation})`);
    if (retired === undefined) expect(row).toContain(`[${terms.state === "read" ? "read" : "not read"}](${termsUrl})`);
  }
});
