import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PUBLISHERS } from "../../../provider/publishers/publish-error";
import { webhookDocumentSchema, webhookJsonSchema } from "../../../provider/publishers/webhook-document";
import { SETTING_VARIABLES } from "../../../provider/settings";
import { BODY, block, PAGE, ROOT, SECRET, signatures } from "./receiver-page";

test("the page has every publisher and every setting of one", () => {
  for (const name of PUBLISHERS) expect(PAGE).toContain(`| \`${name}\``);
  const settings = Object.entries(SETTING_VARIABLES).filter(([name]) => /^(krill|ripe|arin|webhook)/.test(name));
  for (const [name, [variable]] of settings) expect(PAGE).toContain(`| \`leasehold:${name}\` | \`${variable}\` |`);
});

test("its links to files lead somewhere", () => {
  for (const [, target = ""] of PAGE.matchAll(/\]\((?!https?:)([^)]+)\)/g))
    expect([target, existsSync(join(ROOT, "docs", target))]).toEqual([target, true]);
});

test("the example of the webhook is of the schema, which is published as it is", () => {
  expect(webhookDocumentSchema.strict().parse(JSON.parse(block("json")))).toMatchObject({ version: 1 });
  expect(JSON.parse(readFileSync(join(ROOT, "schemas/roa-webhook.schema.json"), "utf8"))).toEqual(webhookJsonSchema());
});

test("the receiver in JavaScript takes what is signed and fresh, and nothing else", () => {
  const isLeasehold = new Function("require", `${block("js")}; return isLeasehold;`)(require);
  const headers = signatures(new Date());
  const taken = headers.map((header) => isLeasehold(header, Buffer.from(BODY), SECRET));
  expect(taken).toEqual([true, false, false, false, false, false]);
  expect(isLeasehold(headers[0], Buffer.from(BODY.replace("1", "2")), SECRET)).toBe(false);
  expect(isLeasehold(undefined, Buffer.from(BODY), SECRET)).toBe(false);
});
