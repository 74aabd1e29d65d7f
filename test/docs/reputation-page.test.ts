import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDriftSettings } from "../../drift/drift-settings";
import { chosenEngines } from "../../drift/observers/reputation/reputation-settings";

const page = readFileSync(join(__dirname, "..", "..", "docs", "observers", "reputation.md"), "utf8");
const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text ?? "");

test.each([
  [0, ["spamhaus-drop", "uceprotect-3", "psbl", "dronebl"]],
  [1, ["our-list", "our-score"]],
])("example %d of the page is settings that can be used", (at, ids) => {
  const { reputation } = parseDriftSettings(examples[at] ?? "", "leasehold.yaml");
  expect(reputation && chosenEngines(reputation).map(({ id }) => id)).toEqual(ids);
});
