import { beforeAll, expect, it } from "vitest";
import type { UserActor } from "@/domain/access/actor";
import { changeUser } from "@/domain/access/change-user";
import { getLogReview } from "@/domain/access/get-log-review";
import { signOffLog } from "@/domain/access/sign-off-log";
import { sealAll } from "@/domain/audit/testing/seal-all";
import { openDesk, person } from "@/domain/testing/desk";
import { db } from "@/lib/db/client";

let admin: UserActor;
let auditor: UserActor;

beforeAll(async () => {
  await openDesk();
  admin = await person("admin");
  auditor = await person("auditor");
});

it("shows what matters since the last sign-off, and nothing of it again after that", async () => {
  await changeUser(admin, auditor.userId, { name: "Ava" });
  await sealAll();
  const first = await getLogReview(auditor);
  expect(first).toMatchObject({ from: 0, lastReviewAt: null });
  const people = first.groups.find(({ group }) => group === "people");
  expect(people?.kinds).toMatchObject([{ type: "access.user.changed", events: 1, people: 1, own: 0 }]);
  const { from, to } = first;
  await signOffLog(auditor, { from, to, verdict: "nothing_unusual" });
  await sealAll();
  const second = await getLogReview(auditor);
  expect(second.from).toBe(to);
  expect(second.groups.map(({ group }) => group)).toEqual(["log"]);
  expect(second.reviews).toMatchObject([{ from: 0, to, verdict: "nothing_unusual", reviewer: "Ava", daysLate: 0 }]);
});

it("is signed off without gaps and without overlaps, up to what is sealed alone", async () => {
  await sealAll();
  const { from, to } = await getLogReview(auditor);
  const sign = (stretch: { from: number; to: number }) => signOffLog(auditor, { ...stretch, verdict: "followed_up" });
  await expect(sign({ from: from + 1, to })).rejects.toMatchObject({ code: "CONFLICT" });
  await expect(sign({ from: 0, to })).rejects.toMatchObject({ code: "CONFLICT" });
  await expect(sign({ from, to: to + 1_000 })).rejects.toMatchObject({ code: "CONFLICT" });
  await Promise.allSettled([sign({ from, to }), sign({ from, to })]);
  expect(await db().auditReview.count({ where: { fromIndex: BigInt(from) } })).toBe(1);
  await expect(getLogReview(admin)).resolves.toMatchObject({ from: to });
  const lead = await person("lead");
  await expect(getLogReview(lead)).rejects.toMatchObject({ code: "FORBIDDEN" });
});
