import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../../../..");
const OBSERVER = join(ROOT, "drift/observers/aws");
const ACTION = /"((?:ec2|events|iam|network-firewall):[A-Z]\w+)"/g;

describe("the documented policy", () => {
  const page = readFileSync(join(ROOT, "docs/observers/aws.md"), "utf8");
  const policy = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? "") as {
    readonly Statement: readonly { readonly Action: readonly string[] }[];
  };
  const documented = policy.Statement.flatMap(({ Action }) => Action);

  test("allows what the observer asks, and nothing else", () => {
    const sources = readdirSync(OBSERVER).map((file) => readFileSync(join(OBSERVER, file), "utf8"));
    const asked = sources.flatMap((source) => [...source.matchAll(ACTION)].map(([, action]) => action as string));
    expect([...documented].sort()).toEqual([...new Set(asked)].sort());
  });

  test("only reads", () => {
    for (const action of documented) expect(action).toMatch(/:(Describe|Get|List)/);
  });
});
