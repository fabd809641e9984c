/** Any product that can send our own format, as docs/standard-webhooks.md describes it. */
import {
  GENERIC_SCHEMES,
  GENERIC_SECRET,
  generateGenericSecret,
  genericDeliveryKey,
  understandGeneric,
} from "@/domain/ingest/platforms/generic-messages";
import type { Platform } from "@/domain/ingest/platforms/platform";

export const standardWebhooks: Platform = {
  name: "standard-webhooks",
  label: "Standard Webhooks",
  aliases: ["generic", "webhook"],
  schemes: GENERIC_SCHEMES,
  secret: {
    origin: "vigil",
    label: "Signing secret",
    hint: "Goes into the product that sends; a sender that signs with its own key gives you a public key (whpk_) instead.",
    pattern: GENERIC_SECRET,
    generate: generateGenericSecret,
  },
  setup: {
    steps: [
      "In the product that sends, add a webhook with the address {url}.",
      "Give it the signing secret {secret}.",
      "Let it send message.created, message.edited and message.deleted, each with one message or several under data.messages; docs/standard-webhooks.md names the fields.",
      "Send one message, and look for it on the Sources page.",
      "To change the secret, add the new one here first, then set it in the product, then remove the old one here.",
    ],
  },
  deliveryKey: genericDeliveryKey,
  understand: understandGeneric,
};
