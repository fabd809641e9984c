import { describe, expect, it } from "vitest";
import { newCount, transcriptTurns } from "@/components/decide/transcript-turns";
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
    isPrivateNote: false,
    earlier: [],
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

  it("marks what came after the revision that was decided, and only with a decision", () => {
    const messages = [1, 2, 3, 3].map((revision) => message({ revision }));
    expect(transcriptTurns(messages, 2, dayOf).map((turn) => turn.isNew)).toEqual([false, false, true, true]);
    expect(transcriptTurns(messages, 2, dayOf).map((turn) => turn.firstNew)).toEqual([false, false, true, false]);
    expect(newCount(transcriptTurns(messages, null, dayOf))).toBe(0);
  });
});
