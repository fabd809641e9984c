import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { decide } from "@/domain/decide/testing/decide";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { beginFrame } from "@/domain/measure/sampling/begin-frame";
import { checkDraws } from "@/domain/measure/sampling/check-draws";
import { getSamplingReport } from "@/domain/measure/sampling/get-sampling-report";
import { planSampling } from "@/domain/measure/sampling/plan-sampling";
import { revealFrame } from "@/domain/measure/sampling/reveal-frame";
import {
  aRisk,
  clear,
  conversationRead,
  engineThatSays,
  openDesk,
  person,
  risky,
  setSampling,
} from "@/domain/testing/desk";
import { readAndRoute } from "@/domain/triage/read-and-route";
import { db } from "@/lib/db/client";

beforeAll(openDesk);

const caseOf = (conversationId: string) => db().case.findFirstOrThrow({ where: { conversationId, reason: "sample" } });
const rest = async () => {
  const report = await getSamplingReport(await person("auditor"));
  return { ...report, rest: report.strata.find(({ stratum }) => stratum === "rest") };
};

it("before anything was drawn says that nothing was, and plans nothing", async () => {
  const { strata, frames, missing } = await rest();
  expect(strata.map(({ stratum, conversations, response }) => [stratum, conversations, response])).toEqual([
    ["tripwire", 0, null],
    ["split", 0, null],
    ["keyword", 0, null],
    ["rest", 0, null],
  ]);
  expect(frames).toEqual([]);
  expect(missing.join(" ")).toContain("Nothing has been read clear yet");
  const plan = await planSampling(await person("lead"), { weeks: 13, halfWidth: 0.05 });
  expect(plan).toMatchObject({ recall: { value: null }, needed: { reads: null }, hoursWeekly: null });
});

it("counts what was drawn by what became of it: nothing that is unread is dropped", async () => {
  const sender = await person("reviewer");
  for (let index = 0; index < 3; index += 1) await conversationRead(sender, clear);
  expect((await rest()).missing.join(" ")).toContain(
    "Nothing of “The rest” was drawn, though it holds 3 conversations",
  );

  await setSampling({ rest: 1 });
  const [found, nothing, closed] = [
    await conversationRead(sender, clear),
    await conversationRead(sender, clear),
    await conversationRead(sender, clear),
  ];
  await conversationRead(sender, clear);
  const { id: grown } = await acceptConversation(sender, {
    externalId: "grown",
    messages: [{ role: "user", text: "words" }],
  });
  await readAndRoute(engineThatSays(clear), { conversationId: grown, revision: 1 });
  await acceptConversation(sender, { externalId: "grown", messages: [{ role: "user", text: "more" }] });
  await readAndRoute(engineThatSays(risky(aRisk())), { conversationId: grown, revision: 2 });

  await decide(await person("reviewer"), (await caseOf(found)).id, "all");
  await decide(await person("reviewer"), (await caseOf(nothing)).id, "nothing");
  const { id: closedId } = await caseOf(closed);
  await db().case.update({ where: { id: closedId }, data: { state: "closed", closedAt: new Date() } });

  const { rest: stratum, missing, rates } = await rest();
  expect(stratum).toMatchObject({
    conversations: 8,
    drawn: 5,
    reviewed: 2,
    waiting: 1,
    setAside: 1,
    withdrawn: 1,
    flaggedSince: 1,
    found: 1,
    response: 0.5,
    oldestWaitingAt: expect.any(String),
  });
  expect(missing.join(" ")).toContain("1 sample of “The rest” was closed without an answer");
  expect(missing.join(" ")).toContain("1 sample waits for a person");
  expect(rates).toMatchObject({ version: 2, value: { rest: 1 } });

  const plan = await planSampling(await person("auditor"), { weeks: 4, rates: { ...rates.value, rest: 0.5 } });
  const planned = plan.strata.find((each) => each.stratum === "rest");
  expect(plan.basisDays).toBe(1);
  expect(planned).toMatchObject({ weekly: 56, drawnWeekly: 28 });
  expect(plan).toMatchObject({ secondsEach: 1, secondsFrom: "all_decisions" });
});

describe("the draws", () => {
  it("can be made again by whoever is shown the secret of a frame that has ended, and of no other", async () => {
    const admin = await person("admin");
    const [frame] = await db().frame.findMany();
    const frameId = frame?.id ?? "";
    expect(await checkDraws(admin, {})).toMatchObject({ ok: true, frames: [{ frameId, conversations: 8, drawn: 5 }] });
    await expect(revealFrame(admin, frameId)).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(revealFrame(await person("auditor"), frameId)).rejects.toMatchObject({ code: "FORBIDDEN" });

    await beginFrame(admin);
    const { secret, secretHash } = await revealFrame(admin, frameId);
    expect(createHash("sha256").update(Buffer.from(secret, "hex")).digest("hex")).toBe(secretHash);
    const begun = await db().auditEvent.findFirstOrThrow({
      where: { type: "triage.frame.begun" },
      orderBy: { seq: "asc" },
    });
    expect(Buffer.from(begun.canonical).toString()).toContain(secretHash);
    expect(await db().auditEvent.count({ where: { type: "triage.frame.revealed" } })).toBe(1);
    expect(await checkDraws(admin, { frameId, secret })).toMatchObject({ ok: true });
    const other = await checkDraws(admin, { frameId, secret: "00".repeat(32) });
    expect(other).toMatchObject({ ok: false, frames: [{ conversations: 0, notChecked: expect.any(String) }] });
  });

  it("that somebody changed behind the desk’s back are found, the first one by name", async () => {
    const admin = await person("admin");
    const rows = await db().sample.findMany({ orderBy: { id: "asc" } });
    const [victim] = rows.filter(({ drawn }) => drawn);
    await db().$executeRaw`ALTER TABLE sample DISABLE TRIGGER sample_append_only`;
    await db().$executeRaw`UPDATE sample SET drawn = false WHERE id = ${victim?.id}::uuid`;
    await db().$executeRaw`ALTER TABLE sample ENABLE TRIGGER sample_append_only`;
    const check = await checkDraws(admin, {});
    expect(check.ok).toBe(false);
    expect(check.frames.flatMap(({ firstBad }) => firstBad ?? [])).toEqual([
      { sampleId: victim?.id, conversationId: victim?.conversationId, reason: "it should have been drawn" },
    ]);
  });
});
