import type { Channel, ChannelContext, Outcome } from "./channel";
import { ChannelError, requireVariable } from "./channel";
import { ask, isSuccess, refused } from "./http-outcome";
import { channelName, type SlackSettings } from "./notify-settings";
import { slackMessage } from "./slack-message";

/** Slack's words for what is wrong, such as `no_service`; anything else it says is not repeated. */
const ERROR_WORD = /^[a-z_]{3,40}$/;

/**
 * An incoming webhook of Slack (https://api.slack.com/messaging/webhooks). It takes no key and cannot be asked what it has:
 * a message that may have arrived is not sent again as it was. Its URL is a secret: nothing of it is ever shown.
 */
export function slackChannel(settings: SlackSettings, context: ChannelContext): Channel {
  const url = requireVariable(settings.urlVariable, context, "the URL of Slack's incoming webhook");
  if (!URL.canParse(url)) throw new ChannelError(`${settings.urlVariable} holds no URL`);
  const place = "Slack";
  return {
    name: channelName(settings),
    repeatable: false,
    async send({ notification }): Promise<Outcome> {
      const body = JSON.stringify(slackMessage(notification));
      const headers = { "content-type": "application/json; charset=utf-8" };
      const asked = await ask({ method: "POST", url, headers, body, idempotent: false, place }, context.limits);
      if ("outcome" in asked) return asked.outcome;
      const { answer } = asked;
      if (isSuccess(answer)) return { kind: "sent" };
      const said = answer.text.trim();
      return refused(place, answer, ERROR_WORD.test(said) ? `, ${said}` : "");
    },
  };
}
