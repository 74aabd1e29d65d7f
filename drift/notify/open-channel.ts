import type { Channel, ChannelContext } from "./channel";
import type { ChannelSettings } from "./notify-settings";

/** Opens a channel; only what its kind needs is loaded. @throws ChannelError where it cannot be used as it is set */
export function openChannel(settings: ChannelSettings, context: ChannelContext): Channel {
  switch (settings.kind) {
    case "slack":
      return (require("./slack") as typeof import("./slack")).slackChannel(settings, context);
    case "webhook":
      return (require("./webhook") as typeof import("./webhook")).webhookChannel(settings, context);
    case "email":
      return (require("./email") as typeof import("./email")).emailChannel(settings, context);
    case "github":
      return (require("./github") as typeof import("./github")).githubChannel(settings, context);
  }
}
