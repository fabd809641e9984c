/** Discord's channels as they happen: the worker of docs/connect-discord.md listens there and sends us our own format. */
import {
  GENERIC_SCHEMES,
  GENERIC_SECRET,
  generateGenericSecret,
  genericDeliveryKey,
  understandGeneric,
} from "@/domain/ingest/platforms/generic-messages";
import type { Platform } from "@/domain/ingest/platforms/platform";

export const discordGateway: Platform = {
  name: "discord-gateway",
  label: "Discord (all messages)",
  schemes: GENERIC_SCHEMES,
  secret: {
    origin: "vigil",
    label: "Signing secret",
    hint: "Goes into DISCORD_FORWARD_SECRET of the discord-gateway worker.",
    pattern: GENERIC_SECRET,
    generate: generateGenericSecret,
  },
  setup: {
    steps: [
      "In Discord's Developer Portal (discord.com/developers/applications) make an application, open Bot, and copy its token (Reset Token).",
      "On the same page, under Privileged Gateway Intents, switch Message Content Intent on, and save.",
      "Under Installation choose the scope bot with the permissions View Channels and Read Message History, and open the install link to add the bot to your server.",
      "On a machine of yours set DISCORD_BOT_TOKEN to the token, DISCORD_FORWARD_URL to {url} and DISCORD_FORWARD_SECRET to {secret}.",
      "Run npm run discord-gateway there, and keep it running; docs/connect-discord.md says how.",
      "Write a message in a channel that the bot can see, and look for it on the Sources page.",
      "To change the secret, add the new one here first, then restart the worker with it, then remove the old one here.",
    ],
    limits: [
      "The bot sees only channels that it may view; private threads only when it is added to them.",
      "Everyone who is no bot is taken for a person who is cared about: Discord does not say who is staff.",
      "Edits and deletions made while the worker was away for longer than Discord keeps its session (a few minutes) are not seen; messages are fetched afterwards.",
      "Of a bot in more than 100 servers, Discord must first approve that it reads messages.",
    ],
  },
  deliveryKey: genericDeliveryKey,
  understand: understandGeneric,
};
