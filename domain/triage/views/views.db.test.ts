import { beforeAll, describe, expect, it } from "vitest";
import type { UserActor } from "@/domain/access/actor";
import { openDesk, person } from "@/domain/testing/desk";
import { changeView } from "@/domain/triage/views/change-view";
import { deleteView } from "@/domain/triage/views/delete-view";
import { listViews } from "@/domain/triage/views/list-views";
import { saveView } from "@/domain/triage/views/save-view";
import { db } from "@/lib/db/client";

let rosa: UserActor;
let sam: UserActor;
let lead: UserActor;

beforeAll(async () => {
  await openDesk();
  [rosa, sam, lead] = [await person("reviewer"), await person("reviewer"), await person("lead")];
});

const names = async (actor: UserActor) => (await listViews(actor)).items.map(({ name }) => name);
const filters = { language: "de", assignee: "nobody" };

describe("saved views", () => {
  it("are one's own, until a lead shares one with everybody", async () => {
    await saveView(rosa, { name: "German", filters, shared: false });
    const shared = await saveView(lead, { name: "Old ones", filters: { olderThanMinutes: 60 }, shared: true });
    expect(await names(rosa)).toEqual(["German", "Old ones"]);
    expect(await names(sam)).toEqual(["Old ones"]);
    expect((await listViews(rosa)).items).toMatchObject([
      { own: true, filters, shared: false },
      { own: false, shared: true, owner: lead.name },
    ]);
    await changeView(lead, shared.id, { shared: false });
    expect(await names(sam)).toEqual([]);
    await deleteView(lead, shared.id);
  });

  it("are shared by leads alone, and changed by nobody who does not see them", async () => {
    const mine = await saveView(rosa, { name: "Mine", filters: {}, shared: false });
    await expect(saveView(rosa, { name: "Ours", filters: {}, shared: true })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(changeView(rosa, mine.id, { shared: true })).rejects.toMatchObject({ code: "FORBIDDEN" });
    for (const other of [sam, lead]) {
      await expect(changeView(other, mine.id, { name: "Theirs" })).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(deleteView(other, mine.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    expect(await changeView(rosa, mine.id, { name: "Still mine", filters })).toMatchObject({
      name: "Still mine",
      filters,
    });
    await deleteView(rosa, mine.id);
  });

  it("are shared only with what everybody may look at", async () => {
    const byReason = { reason: "sample" } as const;
    const refused = { code: "INVALID" };
    const save = (shared: boolean) => saveView(lead, { name: "Samples", filters: byReason, shared });
    await expect(save(true)).rejects.toMatchObject(refused);
    const { id } = await save(false);
    await expect(changeView(lead, id, { shared: true })).rejects.toMatchObject(refused);
    await changeView(lead, id, { shared: true, filters: {} });
    await expect(changeView(lead, id, { filters: byReason })).rejects.toMatchObject(refused);
    await db().savedView.update({ where: { id }, data: { filters: byReason } });
    expect(await names(lead)).toEqual(["Samples"]);
    expect(await names(sam)).toEqual([]);
    await deleteView(lead, id);
  });

  it("have a name each, also when two are saved in the same moment", async () => {
    const tries = await Promise.allSettled(
      [1, 2].map(() => saveView(sam, { name: "Same", filters: {}, shared: false })),
    );
    expect(tries.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const [view] = (await listViews(sam)).items;
    await saveView(sam, { name: "Other", filters: {}, shared: false });
    await expect(changeView(sam, view?.id ?? "", { name: "Other" })).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await changeView(sam, view?.id ?? "", { name: "Same" })).toMatchObject({ name: "Same" });
  });

  it("whose filter is none any more show all, rather than nothing at all", async () => {
    const { id } = await saveView(lead, { name: "Odd", filters, shared: false });
    await db().savedView.update({ where: { id }, data: { filters: { colour: "blue" } } });
    expect((await listViews(lead)).items).toMatchObject([{ id, filters: {} }]);
  });

  it("are on record", async () => {
    const types = await db().auditEvent.groupBy({ by: ["type"], where: { type: { startsWith: "triage.view" } } });
    expect(types.map(({ type }) => type).toSorted()).toEqual(["triage.view.deleted", "triage.view.saved"]);
  });
});
