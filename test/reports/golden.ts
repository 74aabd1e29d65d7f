import * as fs from "node:fs";
import * as path from "node:path";

/**
 * Holds text to the file of that name under test/reports/golden. `UPDATE_GOLDEN=1 npx jest test/reports` writes the files
 * anew: read the difference before committing it.
 */
export function expectGolden(name: string, text: string): void {
  const file = path.join(__dirname, "golden", name);
  if (process.env.UPDATE_GOLDEN === "1") {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
  expect(text).toBe(fs.readFileSync(file, "utf8"));
}
