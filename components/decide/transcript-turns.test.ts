import { describe, expect, it } from "vitest";
import { changedCount, newCount, transcriptTurns } from "@/components/decide/transcript-turns";
import type { MessageDto } from "@/domain/decide/message-dto";

let next = 0;
function message(part: Partial<MessageDto>): MessageDto {
  next += 1;
  const id = `00000000-0000-4000-8000-${String(next).padStart(12, "0")}`;
  const times = { sentAt: null, receivedAt: "2026-01-01T00:00:00Z", editedAt: null, deletedAt: null };
  return {
    id,
    position: next,
    revision: 1,
    role: "user",
    author: "a",
    text: "x",
    damaged: false,
    changedRevision: null,
    isPrivateNote: false,
    earlier: [],
    later: [],
    ...times,
    ...part,
  };
}
const dayOf = (at: string) => at.slice(0, 10);

describe("the turns of a transcript", () => {
  it.each([
    { title: "the first message starts a turn", messages: [message({})], starts: [true] },
    { title: "the same voice goes on", messages: [message({}), message({})], starts: [true, false] },
    { title: "another author starts a turn", messages: [message({}), message({ author: "b" })], starts: [true, true] },
    {
      title: "another role starts a turn",
      messages: [message({}), message({ role: "assistant" })],
      starts: [true, true],
    },
    {
      title: "a long break starts a turn",
      messages: [message({ sentAt: "2026-01-01T10:00:00Z" }), message({ sentAt: "2026-01-01T10:31:00Z" })],
      starts: [true, true],
    },
  ])("$title", ({ messages, starts }) => {
    expect(transcriptTurns(messages, null, dayOf).map((turn) => turn.startsTurn)).toEqual(starts);
  });

  it("names each day once", () => {
    const sent = ["2026-01-01T10:00:00Z", "2026-01-01T11:00:00Z", "2026-01-02T00:01:00Z"];
    const turns = transcriptTurns(
      sent.map((sentAt) => message({ sentAt })),
      null,
      dayOf,
    );
    expect(turns.map((turn) => turn.day)).toEqual(["2026-01-01", null, "2026-01-02"]);
  });

  it.each([
    { title: "a private note is not the voice of the agent who wrote it", before: {}, next: { isPrivateNote: true } },
    { title: "what follows a private note is no note", before: { isPrivateNote: true }, next: {} },
    {
      title: "what never arrived is no notice of the system",
      before: { text: "joined" },
      next: { text: "", deletedAt: "2026-01-01T10:00:00Z" },
    },
  ])("$title", ({ before, next: after }) => {
    const turns = [message({ role: "system", ...before }), message({ role: "system", ...after })];
    expect(transcriptTurns(turns, null, dayOf).map((turn) => turn.startsTurn)).toEqual([true, true]);
  });

  it("marks what came or changed after the revision that was decided, and only with a decision", () => {
    const messages = [
      message({ revision: 1 }),
      message({ revision: 1, changedRevision: 3 }),
      message({ revision: 2, changedRevision: 2 }),
      message({ revision: 3, changedRevision: 4 }),
      message({ revision: 3 }),
    ];
    const turns = transcriptTurns(messages, { revision: 2, at: null }, dayOf);
    expect(turns.map((turn) => turn.fresh)).toEqual([null, "changed", null, "new", "new"]);
    expect(turns.map((turn) => turn.firstNew)).toEqual([false, false, false, true, false]);
    expect(turns.map((turn) => turn.firstFresh)).toEqual([false, true, false, false, false]);
    expect(newCount(turns)).toBe(2);
    expect(changedCount(turns)).toBe(1);
    expect(newCount(transcriptTurns(messages, null, dayOf))).toBe(0);
  });

  it("marks a private note by when it came, since it raises no revision", () => {
    const seen = { revision: 1, at: "2026-01-01T12:00:00Z" };
    const times = ["2026-01-01T11:00:00Z", "2026-01-01T13:00:00Z"];
    const notes = times.map((receivedAt) => message({ isPrivateNote: true, receivedAt }));
    const said = times.map((receivedAt) => message({ receivedAt }));
    const fresh = transcriptTurns([...notes, ...said], seen, dayOf).map((turn) => turn.fresh);
    expect(fresh).toEqual([null, "new", null, null]);
  });
});
