/** Messenger: what people and a Facebook page write to each other. */
import { answerMetaGet, META_MAX_BYTES, META_SCHEMES, META_SECRET } from "@/domain/ingest/platforms/meta";
import { understandMessaging } from "@/domain/ingest/platforms/meta-messaging";
import type { Platform } from "@/domain/ingest/platforms/platform";

export const messenger: Platform = {
  name: "messenger",
  label: "Messenger",
  aliases: ["facebook"],
  schemes: META_SCHEMES,
  maxBytes: META_MAX_BYTES,
  secret: META_SECRET,
  setup: {
    steps: [
      "At developers.facebook.com open your app and add Messenger as a use case.",
      "Under App settings, Basic, show the App secret and enter it here.",
      "Under Messenger API settings, Configure webhooks, enter {url} as the Callback URL and {verifyToken} as the Verify token, and choose Verify and save.",
      "Subscribe to messages, message_echoes and message_edits, then add a subscription for your page under Generate access tokens.",
      "To change the secret: Reset it in App settings, Basic, enter the new one here at once, then remove the old one here.",
    ],
    limits: [
      "A message that a person unsends is not reported.",
      "Names are not in the events: people appear by their page-scoped ids.",
      "What an app sends counts as a machine's, what is sent in the page's inbox as an agent's.",
    ],
  },
  answerGet: answerMetaGet,
  deliveryKey: () => null,
  understand: (delivery) => understandMessaging(delivery, "page"),
};
