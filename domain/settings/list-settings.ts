import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { fallbackOf, SETTING_NAMES, SETTINGS, type SettingName } from "@/domain/settings/definitions";
import type { HistoryFilter, Setting, SettingChange, SettingHistory } from "@/domain/settings/setting-dto";
import { db, type Prisma } from "@/lib/db/client";

const PAGE_SIZE = 30;

/** Every setting with the value that holds. Throws FORBIDDEN. */
export async function listSettings(actor: Actor): Promise<Setting[]> {
  requireRight(actor, "settings.read");
  const newest = await db().settingChange.findMany({
    distinct: ["name"],
    orderBy: [{ name: "asc" }, { version: "desc" }],
    include: { changedBy: true },
  });
  return SETTING_NAMES.map((name) => {
    const change = newest.find((row) => row.name === name);
    return {
      name,
      title: SETTINGS[name].title,
      value: change?.value ?? fallbackOf(name),
      fallback: fallbackOf(name),
      version: change?.version ?? 0,
      changedAt: change?.changedAt.toISOString() ?? null,
      changedBy: change?.changedBy?.name ?? null,
    };
  });
}

type ChangeRow = Prisma.SettingChangeGetPayload<{ include: { changedBy: true } }>;

const isSetting = (name: string): name is SettingName => SETTING_NAMES.some((each) => each === name);

/** The values that held before these changes, by "name version". */
async function valuesBefore(rows: readonly ChangeRow[]): Promise<Map<string, unknown>> {
  const wanted = rows.filter(({ version }) => version > 1).map(({ name, version }) => ({ name, version: version - 1 }));
  const before = wanted.length === 0 ? [] : await db().settingChange.findMany({ where: { OR: wanted } });
  return new Map(before.map(({ name, version, value }) => [`${name} ${version}`, value]));
}

/**
 * One page of changes, newest first: of one setting, or of all. A name that this version of Vigil no longer has is left out.
 * @throws FORBIDDEN
 */
export async function listSettingChanges(
  actor: Actor,
  name: SettingName | null,
  { cursor }: HistoryFilter = {},
): Promise<SettingHistory> {
  requireRight(actor, "settings.read");
  const rows = await db().settingChange.findMany({
    where: { name: name ?? { in: SETTING_NAMES }, ...(cursor ? { id: { lt: cursor } } : {}) },
    orderBy: { id: "desc" },
    take: PAGE_SIZE + 1,
    include: { changedBy: true },
  });
  const page = rows.slice(0, PAGE_SIZE);
  const before = await valuesBefore(page);
  const items = page.flatMap((row): SettingChange[] => {
    if (!isSetting(row.name)) return [];
    const { id, version, value, note } = row;
    return [
      {
        id,
        name: row.name,
        version,
        value,
        before: before.get(`${row.name} ${version - 1}`) ?? fallbackOf(row.name),
        note,
        changedAt: row.changedAt.toISOString(),
        changedBy: row.changedBy?.name ?? null,
      },
    ];
  });
  return { items, nextCursor: rows.length > PAGE_SIZE ? (page.at(-1)?.id ?? null) : null };
}
