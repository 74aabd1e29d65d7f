import { z } from "zod";
import { isoDate } from "../../lease/lease";
import { formatPrefix } from "../../lease/prefix";
import type { RoaPayload } from "../../lease/rpki/roa";
import { requestText } from "../roa-request/request-document";
import type { RoaChange } from "./publisher";

const payload = z.object({
  prefix: z.string().meta({ description: "Canonical prefix" }),
  asn: z.int().min(0).max(4_294_967_295).meta({ description: "AS that may originate it; 0: nobody may" }),
  maxLength: z.int().min(0).max(128).meta({ description: "Longest prefix that may be announced" }),
});

/** What the webhook is sent. Version 1 only ever gains properties that a receiver may ignore. */
export const webhookDocumentSchema = z.object({
  version: z.literal(1),
  action: z.enum(["publish", "change", "revoke"]),
  /** Name of the request, the same for each change to it. */
  name: z.string(),
  lease: z.object({ id: z.string(), end: z.string().optional() }),
  /** The ROA that the request is about. */
  roa: payload.extend({ removeOn: isoDate.optional() }),
  /** ROAs that are to be published afterwards. */
  add: z.array(payload),
  /** ROAs that are to be gone afterwards. */
  remove: z.array(payload),
  /** What the lease announces. */
  announces: z.array(z.object({ prefix: z.string(), origin: z.int() })),
  /** The request in words, to send on to whoever publishes ROAs for the space. */
  text: z.string(),
});
export type WebhookDocument = z.output<typeof webhookDocumentSchema>;

/** The document of a change. The same change always gives the same document. */
export function webhookDocument({ action, add, remove, request, name }: RoaChange): WebhookDocument {
  const { leaseId, leaseEnd, prefix, asn, maxLength, removeOn, announces = [] } = request;
  const own = Number(prefix.slice(prefix.indexOf("/") + 1));
  return webhookDocumentSchema.parse({
    version: 1,
    action,
    name,
    lease: { id: leaseId, end: leaseEnd },
    roa: { prefix, asn, maxLength: maxLength ?? own, removeOn },
    add: add.map(entryOf),
    remove: remove.map(entryOf),
    announces,
    text: requestText(action, request),
  });
}

function entryOf({ prefix, asn, maxLength }: RoaPayload) {
  return { prefix: formatPrefix(prefix), asn, maxLength };
}

/** JSON Schema of the document, for receivers. */
export function webhookJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(webhookDocumentSchema, { io: "input" });
  return { $schema, title: "Leasehold ROA request, as the webhook is sent it", ...schema };
}
