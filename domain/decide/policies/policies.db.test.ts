import { beforeAll, describe, expect, it } from "vitest";
import { getPolicy, listPolicies } from "@/domain/decide/policies/list-policies";
import { retirePolicy } from "@/domain/decide/policies/retire-policy";
import { savePolicy } from "@/domain/decide/policies/save-policy";
import { openDesk, person } from "@/domain/testing/desk";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

beforeAll(openDesk);

const text = (version: number, markdown = "Ask first, then call.") => ({
  version,
  title: "In danger now",
  markdown,
  riskTypes: ["suicide" as const],
  note: "people asked",
});
const events = (type: string) => db().auditEvent.count({ where: { type } });
const inForce = async () =>
  (await listPolicies(await person("reviewer"), { which: "in_force" })).items.map(({ id }) => id);

describe("a policy", () => {
  it("is beside the cases at once, and keeps what it said before", async () => {
    const [admin, reviewer] = [await person("admin"), await person("reviewer")];
    const first = await savePolicy(admin, null, text(0));
    expect(await inForce()).toContain(first.id);
    const second = await savePolicy(admin, first.id, text(1, "Call, then ask."));
    expect(second).toMatchObject({ version: 2, markdown: "Call, then ask.", savedBy: admin.name });
    const { versions } = await getPolicy(reviewer, first.id);
    expect(versions.map(({ version, markdown }) => [version, markdown])).toEqual([
      [2, "Call, then ask."],
      [1, "Ask first, then call."],
    ]);
    expect(versions[1]?.versionId).toBe(first.versionId);
    expect(await events("decide.policy.saved")).toBe(2);
  });

  it("can be retired and brought back, and doing it twice changes nothing", async () => {
    const admin = await person("admin");
    const { id } = await savePolicy(admin, null, text(0));
    expect((await retirePolicy(admin, id, "retire")).retiredAt).not.toBeNull();
    await retirePolicy(admin, id, "retire");
    expect(await inForce()).not.toContain(id);
    expect((await listPolicies(admin, { which: "all" })).items.map((policy) => policy.id)).toContain(id);
    expect(await events("decide.policy.retired")).toBe(1);
    expect((await retirePolicy(admin, id, "restore")).retiredAt).toBeNull();
    expect(await inForce()).toContain(id);
    expect(await events("decide.policy.restored")).toBe(1);
  });

  it("is saved by one of several who read the same version; the others hear which holds", async () => {
    const admin = await person("admin");
    const { id } = await savePolicy(admin, null, text(0));
    const ended = await Promise.allSettled(["a", "b", "c"].map((words) => savePolicy(admin, id, text(1, words))));
    expect(ended.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of ended)
      if (one.status === "rejected")
        expect(one.reason).toMatchObject({ code: "CONFLICT", extra: { members: { current: { version: 2 } } } });
    expect((await getPolicy(admin, id)).versions).toHaveLength(2);
  });

  it.each([
    ["no words", { markdown: "  \n" }, "/markdown"],
    ["no title", { title: " " }, "/title"],
    ["a type twice", { riskTypes: ["abuse" as const, "abuse" as const] }, "/riskTypes"],
    ["more than any reader gets through", { markdown: "[".repeat(100_000) }, "/markdown"],
    ["a NUL in the title", { title: "a\0b" }, "/title"],
  ])("is not saved with %s", async (_, wrong, pointer) => {
    const before = await db().policy.count();
    await expect(savePolicy(await person("admin"), null, { ...text(0), ...wrong })).rejects.toMatchObject({
      code: "INVALID",
      extra: { errors: [{ pointer }] },
    });
    expect(await db().policy.count()).toBe(before);
  });

  it("that there is not cannot be read, saved or retired", async () => {
    const admin = await person("admin");
    const none = { code: "NOT_FOUND" };
    await expect(getPolicy(admin, newId())).rejects.toMatchObject(none);
    await expect(savePolicy(admin, newId(), text(0))).rejects.toMatchObject(none);
    await expect(retirePolicy(admin, newId(), "retire")).rejects.toMatchObject(none);
  });

  it.each(["reviewer", "lead", "auditor"] as const)("is read and not written by a %s", async (role) => {
    const actor = await person(role);
    const { id } = await savePolicy(await person("admin"), null, text(0));
    expect((await getPolicy(actor, id)).version).toBe(1);
    const refused = { code: "FORBIDDEN" };
    await expect(savePolicy(actor, null, text(0))).rejects.toMatchObject(refused);
    await expect(savePolicy(actor, id, text(1))).rejects.toMatchObject(refused);
    await expect(retirePolicy(actor, id, "retire")).rejects.toMatchObject(refused);
  });
});
