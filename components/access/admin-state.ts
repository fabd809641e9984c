import "server-only";
import type { AdminRoomId } from "@/components/access/admin-rooms";
import type { UserActor } from "@/domain/access/actor";
import { listUsers } from "@/domain/access/list-users";
import { listGold } from "@/domain/decide/gold/list-gold";
import { listPolicies } from "@/domain/decide/policies/list-policies";
import { listSources } from "@/domain/ingest/list-sources";
import { isSilent } from "@/domain/outbox/endpoint-dto";
import { listEndpoints } from "@/domain/outbox/list-endpoints";
import { listHolds } from "@/domain/privacy/list-holds";
import { listSettings } from "@/domain/settings/list-settings";
import { readingsAreProvisional } from "@/inference/choose-engine";
import { getOfflineRules } from "@/inference/get-offline-rules";

/** How a room stands: a few words, and whether somebody should look. */
export type RoomState = { says: string; wantsLook: boolean };

const some = (count: number, one: string, many: string) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
const fine = (says: string): RoomState => ({ says, wantsLook: false });

async function people(actor: UserActor): Promise<RoomState> {
  const all = await listUsers(actor);
  const disabled = all.filter(({ disabledAt }) => disabledAt !== null).length;
  const active = some(all.length - disabled, "person", "people");
  return fine(disabled === 0 ? active : `${active}, ${disabled} disabled`);
}

async function sources(actor: UserActor): Promise<RoomState> {
  const live = (await listSources(actor)).filter(({ deletedAt }) => deletedAt === null);
  const wanting = live.filter(({ webhook }) => webhook && (webhook.needsAttention > 0 || webhook.isUnderAttack)).length;
  const says = live.length === 0 ? "None yet" : some(live.length, "source", "sources");
  return wanting === 0 ? fine(says) : { says: `${says}, ${wanting} to look at`, wantsLook: true };
}

async function rules(actor: UserActor): Promise<RoomState> {
  const { inForce, problems } = await getOfflineRules(actor);
  return problems.length === 0 ? fine(inForce) : { says: "A saved version is not in use", wantsLook: true };
}

async function settings(actor: UserActor): Promise<RoomState> {
  const changed = (await listSettings(actor)).filter(({ version }) => version > 0).length;
  return fine(changed === 0 ? "As delivered" : `${changed} changed here`);
}

async function policies(actor: UserActor): Promise<RoomState> {
  const { items } = await listPolicies(actor, { which: "in_force" });
  return fine(items.length === 0 ? "None yet" : some(items.length, "policy in force", "policies in force"));
}

async function alerts(actor: UserActor): Promise<RoomState> {
  const endpoints = await listEndpoints(actor, null);
  if (endpoints.length === 0) return { says: "Nobody is told outside this desk", wantsLook: true };
  const silent = endpoints.filter(isSilent).length;
  const says = some(endpoints.length, "endpoint", "endpoints");
  return silent === 0 ? fine(says) : { says: `${says}, ${silent} not reached`, wantsLook: true };
}

async function gold(actor: UserActor): Promise<RoomState> {
  const { items, nextCursor } = await listGold(actor, {});
  const inUse = items.filter(({ retiredAt }) => retiredAt === null).length;
  if (nextCursor !== null) return fine(`More than ${items.length} kept`);
  return fine(inUse === 0 ? "None yet" : some(inUse, "in use", "in use"));
}

async function erasure(actor: UserActor): Promise<RoomState> {
  const { items, nextCursor } = await listHolds(actor, {});
  const held = items.filter(({ releasedAt }) => releasedAt === null).length;
  if (nextCursor !== null) return fine("Many legal holds");
  return fine(held === 0 ? "No legal hold" : some(held, "legal hold", "legal holds"));
}

const STATES: Record<AdminRoomId, (actor: UserActor) => Promise<RoomState> | RoomState> = {
  people,
  sources,
  rules,
  settings,
  policies,
  alerts,
  gold,
  erasure,
  model: () =>
    readingsAreProvisional()
      ? { says: "None is connected: keyword rules read", wantsLook: true }
      : fine("A model server is connected"),
};

/** How these rooms stand, for somebody who may enter them. Throws what reading any of them throws. */
export async function loadAdminState(
  actor: UserActor,
  rooms: readonly AdminRoomId[],
): Promise<ReadonlyMap<AdminRoomId, RoomState>> {
  return new Map(await Promise.all(rooms.map(async (id) => [id, await STATES[id](actor)] as const)));
}
