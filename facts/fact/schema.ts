import { z } from "zod";
import { FACTS_VERSION } from "../fact";
import { addressFact } from "./address";
import { approvalFact } from "./approval";
import { firewallRuleFact } from "./firewall-rule";
import { holdingFact } from "./holding";
import { leaseFact } from "./lease";
import { networkFact } from "./network";
import { opaqueFact } from "./opaque";
import { permissionFact } from "./permission";
import { additionFact, releaseFact } from "./plan";
import { referenceFact } from "./reference";
import { reverseNameFact } from "./reverse-name";
import { announcementFact, revocationFact, roaFact } from "./routing";
import { segmentFact } from "./segment";
import { subnetFact } from "./subnet";

/** Any fact. Facts are made by our own code and judged as they are: only tests, and whoever reads them from a file, parse them. */
export const factSchema = z.discriminatedUnion("kind", [
  leaseFact,
  segmentFact,
  addressFact,
  subnetFact,
  firewallRuleFact,
  networkFact,
  roaFact,
  announcementFact,
  holdingFact,
  permissionFact,
  revocationFact,
  additionFact,
  releaseFact,
  reverseNameFact,
  referenceFact,
  opaqueFact,
  approvalFact,
]);

/** What `leasehold facts` prints. */
export const factsSchema = z.strictObject({
  version: z.literal(FACTS_VERSION),
  facts: z.array(factSchema),
  problems: z
    .array(z.string())
    .describe("What is wrong with the input itself, such as a program that revives a released lease"),
});

/** The JSON Schema of what `leasehold facts` prints, published as `schemas/facts.schema.json`. */
export function factsJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(factsSchema, { io: "input" });
  return { $schema, title: `Leasehold facts, version ${FACTS_VERSION}`, ...schema };
}
