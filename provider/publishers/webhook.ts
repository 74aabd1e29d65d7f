import { createHash } from "node:crypto";
import { z } from "zod";
import { cleanText } from "../http/clean-text";
import type { HttpAnswer, HttpLimits } from "../http/http-client";
import { parseJson } from "../parse-json";
import type { ProviderSettings } from "../settings";
import type { Publisher } from "./publisher";
import { requireSetting } from "./publisher-setting";
import { Registry } from "./registry";
import { webhookDocument } from "./webhook-document";
import { SIGNATURE_HEADER, signatureHeader } from "./webhook-signature";

/** A key that is shorter can be guessed, and with it anybody could ask for a ROA. */
const SHORTEST_SECRET = 16;

const ticket = z.object({ id: z.union([z.string(), z.number()]) });

/**
 * The team's own ticketing: each change is posted to it as a document that somebody works off, mostly with the lessor.
 * The request is signed with a shared key, and has an idempotency key that depends on what it asks for alone, so that a
 * second try, also of a later run, opens no second ticket. What is published cannot be asked. `docs/publishers.md` says
 * what the receiver has to do.
 */
export function webhookPublisher(settings: ProviderSettings, limits?: HttpLimits): Publisher {
  const url = requireSetting("webhook", settings, "webhookUrl");
  const secret = requireSetting("webhook", settings, "webhookSecret");
  // The path of a webhook is often its password: only the origin is ever shown.
  const { origin, pathname } = new URL(url);
  const secrets = [secret, ...(pathname.length > 1 ? [pathname] : [])];
  const place = `the webhook at ${origin}`;
  return {
    name: "webhook",
    async apply(change) {
      const body = JSON.stringify(webhookDocument(change));
      const headers = () => ({
        "content-type": "application/json",
        "idempotency-key": idempotencyKey(body),
        [SIGNATURE_HEADER]: signatureHeader(secret, body, new Date()),
      });
      const registry = new Registry({ publisher: "webhook", url, place, headers, secrets, limits });
      if (secret.length < SHORTEST_SECRET) throw weakSecret(registry);
      const answer = await registry.ask({ method: "POST", path: "", body, idempotent: true });
      if (answer.status < 200 || answer.status > 299) throw refusal(registry, place, answer);
      return { requestId: ticketId(answer) };
    },
  };
}

/** 256 bits of what is asked for: the same for the same change, whenever and however often it is sent. */
function idempotencyKey(body: string): string {
  return createHash("sha256").update(body).digest("hex");
}

/** The ticket's id, where the receiver gives one: it is kept in the state, so it is cleaned and bounded. */
function ticketId({ text }: HttpAnswer): string | undefined {
  const parsed = ticket.safeParse(parseJson(text));
  return (parsed.success && cleanText(String(parsed.data.id), 200)) || undefined;
}

function weakSecret(registry: Registry) {
  const fix = "make one with openssl rand -hex 32, and give it to both sides";
  return registry.error("settings", `leasehold:webhookSecret has fewer than ${SHORTEST_SECRET} characters`, fix);
}

function refusal(registry: Registry, place: string, answer: HttpAnswer) {
  const said = registry.said(answer);
  const happened = `${place} refuses the request (${answer.status})`;
  if (answer.status === 401 || answer.status === 403) {
    const fix = "check that leasehold:webhookSecret is the receiver's key, and that both clocks are right";
    return registry.error("credentials", happened, fix, said);
  }
  if (answer.status === 404 || answer.status === 410)
    return registry.error("settings", happened, "check leasehold:webhookUrl (or LEASEHOLD_WEBHOOK_URL)", said);
  return registry.error("refused", happened, "see the receiver's log, correct what it names, and run it again", said);
}
