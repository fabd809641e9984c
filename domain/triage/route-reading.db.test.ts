import { beforeAll, describe, expect, it } from "vitest";
import {
  aRisk,
  clear,
  conversationRead,
  engineThatSays,
  eventsAbout,
  failed,
  openDesk,
  person,
  risky,
} from "@/domain/testing/desk";
import { readAndRoute } from "@/domain/triage/read-and-route";
import type { Engine } from "@/inference/engines/engine";
import type { Reading } from "@/inference/risk";
import { db } from "@/lib/db/client";

beforeAll(openDesk);

async function caseWithReading(conversationId: string) {
  return db().case.findFirstOrThrow({
    where: { conversationId },
    include: { classification: { include: { risks: true } } },
  });
}

async function readAgain(conversationId: string, ...readings: Reading[]): Promise<void> {
  await readAndRoute(engineThatSays(...readings), { conversationId, revision: 1, again: true });
}

const rules = (reading: Reading): Engine => ({
  ...engineThatSays(reading),
  read: async (messages) => ({ ...(await engineThatSays(reading).read(messages)), provisional: true }),
});

describe("what a live case shows after another reading", () => {
  it("is the new reading where it holds a risk that the shown one lacks, at the tier it had", async () => {
    const id = await conversationRead(await person("reviewer"), risky(aRisk("high", null)));
    const before = await caseWithReading(id);
    await readAgain(id, risky(aRisk("mild", null), aRisk("mild", null, "abuse")));
    const after = await caseWithReading(id);
    expect(after.classification?.risks.map((risk) => risk.type).toSorted()).toEqual(["abuse", "suicide"]);
    expect(after).toMatchObject({ tier: 1, dueAt: before.dueAt, version: before.version + 1 });
    expect((await eventsAbout(id)).at(-1)).toBe("triage.case.followed");
  });

  it("is the model's reading once a model has read what the rules flagged, at the tier of the rules", async () => {
    const id = await conversationRead(await person("reviewer"), failed());
    await readAndRoute(rules(risky(aRisk("high", null))), { conversationId: id, revision: 1, again: true });
    expect(await caseWithReading(id)).toMatchObject({ reason: "flagged", classification: { provisional: true } });
    await readAgain(id, risky(aRisk("mild", null)));
    expect(await caseWithReading(id)).toMatchObject({ tier: 1, classification: { provisional: false } });
  });

  it("stays the risk when a failed reading makes the case more urgent", async () => {
    const id = await conversationRead(await person("reviewer"), risky(aRisk("mild", null)));
    await readAgain(id, failed());
    expect(await caseWithReading(id)).toMatchObject({
      tier: 1,
      reason: "flagged",
      classification: { outcome: "risk" },
    });
    expect((await eventsAbout(id)).at(-1)).toBe("triage.case.raised");
  });

  it.each([
    ["the same risk", risky(aRisk("high", null)), risky(aRisk("high", null))],
    ["no risk", risky(aRisk("high", null)), clear],
    ["another failure", failed(), failed()],
  ])(
    "does not change, and nor does the log of the case, when %s is read of the same messages",
    async (_, first, then) => {
      const id = await conversationRead(await person("reviewer"), first);
      const before = await caseWithReading(id);
      await readAgain(id, then);
      expect(await caseWithReading(id)).toEqual(before);
      expect((await eventsAbout(id)).at(-1)).toBe("inference.conversation.classified");
    },
  );
});
