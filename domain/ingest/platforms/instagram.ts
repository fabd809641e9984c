/** Instagram: direct messages between people and a professional account. */
import { answerMetaGet, META_MAX_BYTES, META_SCHEMES, META_SECRET } from "@/domain/ingest/platforms/meta";
import { understandMessaging } from "@/domain/ingest/platforms/meta-messaging";
import type { Platform } from "@/domain/ingest/platforms/platform";

export const instagram: Platform = {
  name: "instagram",
  label: "Instagram",
  schemes: META_SCHEMES,
  maxBytes: META_MAX_BYTES,
  secret: { ...META_SECRET, label: "App secret or Instagram app secret" },
  setup: {
    steps: [
      "At developers.facebook.com open your app and add Instagram as a use case.",
      "With Instagram login, show the Instagram app secret under API setup with Instagram login and enter it here; with Facebook login, the App secret under App settings, Basic.",
      "Under Configure webhooks enter {url} as the Callback URL and {verifyToken} as the Verify token, and choose Verify and save.",
      "Subscribe to messages and message_edit, and switch the webhook subscription of your account on.",
      "In the Instagram app, under Settings, Messages and story replies, Message controls, Connected tools, switch Allow access to messages on.",
      "To change the secret: reset it in the app dashboard, enter the new one here at once, then remove the old one here.",
    ],
    limits: [
      "Group chats are not reported.",
      "Names are not in the events: people appear by their Instagram-scoped ids.",
      "What an app sends counts as a machine's, what is sent in the inbox as an agent's.",
    ],
  },
  answerGet: answerMetaGet,
  deliveryKey: () => null,
  understand: (delivery) => understandMessaging(delivery, "instagram"),
};
