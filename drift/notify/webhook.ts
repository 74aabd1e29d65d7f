import { SIGNATURE_HEADER, signatureHeader } from "../../provider/publishers/webhook-signature";
import { type Channel, type ChannelContext, ChannelError, type Outcome, requireVariable } from "./channel";
import { ask, isSuccess, refused } from "./http-outcome";
import { channelName, type WebhookSettings } from "./notify-settings";

/** A key that is shorter can be guessed, and with it anybody could make up drift. */
const SHORTEST_SECRET = 16;

/**
 * Any receiver of the team's own: it is posted the notification as JSON, signed with a shared key, with its id as
 * `Idempotency-Key`. What may have arrived is sent again with the same bytes and the same key; the receiver drops what it has.
 */
export function webhookChannel(settings: WebhookSettings, context: ChannelContext): Channel {
  const url = requireVariable(settings.urlVariable, context, "the URL to post to");
  const secret = requireVariable(settings.secretVariable, context, "the key that both sides share");
  if (secret.length < SHORTEST_SECRET)
    throw new ChannelError(
      `${settings.secretVariable} has fewer than ${SHORTEST_SECRET} characters; openssl rand -hex 32 makes one`,
    );
  if (!URL.canParse(url)) throw new ChannelError(`${settings.urlVariable} holds no URL`);
  // The path of a webhook is often its password.
  const place = `the webhook at ${new URL(url).host}`;
  return {
    name: channelName(settings),
    repeatable: true,
    async send({ notification, key }): Promise<Outcome> {
      const body = JSON.stringify(notification);
      const headers = () => ({
        "content-type": "application/json",
        "idempotency-key": key,
        [SIGNATURE_HEADER]: signatureHeader(secret, body, context.now()),
      });
      const asked = await ask({ method: "POST", url, headers, body, idempotent: true, place }, context.limits);
      if ("outcome" in asked) return asked.outcome;
      const { answer } = asked;
      const hint =
        answer.status === 401 || answer.status === 403 ? `; is ${settings.secretVariable} the receiver's key?` : "";
      return isSuccess(answer) ? { kind: "sent" } : refused(place, answer, hint);
    },
  };
}
