/** Every chat platform that can send to Vigil. */

import { chatwoot } from "@/domain/ingest/platforms/chatwoot";
import { crisp } from "@/domain/ingest/platforms/crisp";
import { discord } from "@/domain/ingest/platforms/discord";
import { discordGateway } from "@/domain/ingest/platforms/discord-gateway";
import { freshchat } from "@/domain/ingest/platforms/freshchat";
import { front } from "@/domain/ingest/platforms/front";
import { instagram } from "@/domain/ingest/platforms/instagram";
import { intercom } from "@/domain/ingest/platforms/intercom";
import { matrix } from "@/domain/ingest/platforms/matrix";
import { mattermost } from "@/domain/ingest/platforms/mattermost";
import { messenger } from "@/domain/ingest/platforms/messenger";
import type { Platform } from "@/domain/ingest/platforms/platform";
import { rocketChat } from "@/domain/ingest/platforms/rocket-chat";
import { slack } from "@/domain/ingest/platforms/slack";
import { standardWebhooks } from "@/domain/ingest/platforms/standard-webhooks";
import { sunshine } from "@/domain/ingest/platforms/sunshine";
import { telegram } from "@/domain/ingest/platforms/telegram";
import { twilio } from "@/domain/ingest/platforms/twilio";
import { whatsapp } from "@/domain/ingest/platforms/whatsapp";
import { zendesk } from "@/domain/ingest/platforms/zendesk";

/** In the order in which the sources page offers them. */
export const PLATFORMS: readonly Platform[] = [
  standardWebhooks,
  slack,
  twilio,
  whatsapp,
  messenger,
  instagram,
  telegram,
  intercom,
  zendesk,
  chatwoot,
  front,
  crisp,
  mattermost,
  rocketChat,
  matrix,
  sunshine,
  freshchat,
  discord,
  discordGateway,
];

/** The platform of this name or alias; null when there is none. */
export function findPlatform(name: string): Platform | null {
  return PLATFORMS.find((platform) => platform.name === name || platform.aliases?.includes(name)) ?? null;
}
