import { execFileSync } from "node:child_process";
import { BODY, block, SECRET, signatures } from "../provider/publishers/receiver-page";

/** Asks the documented receiver about each of the headers. */
const ASK = `
import json, sys
question = json.load(sys.stdin)
body = question["body"].encode()
print(json.dumps([is_leasehold(header, body, question["secret"]) for header in question["headers"]]))
`;

test("the webhook's receiver in Python, as the documentation has it, takes what is signed and fresh, and nothing else", () => {
  const input = JSON.stringify({ headers: signatures(new Date()), body: BODY, secret: SECRET });
  const answer = execFileSync("python3", ["-c", `${block("python")}\n${ASK}`], { input, encoding: "utf8" });
  expect(JSON.parse(answer)).toEqual([true, false, false, false, false, false]);
});
