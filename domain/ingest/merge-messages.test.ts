import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { IncomingMessage, NewOrEdited } from "@/domain/ingest/incoming-message";
import { changeFrom, type KnownMessage } from "@/domain/ingest/merge-messages";
import { planThread } from "@/domain/ingest/plan-thread";

const NOW = new Date("2026-11-21T12:00:00Z");
const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 9, minute));

const said = (text: string): NewOrEdited => ({ kind: "new", externalId: "m", role: "user", text, sentAt: at(0) });
const edit = (text: string, minute: number): NewOrEdited => ({
  ...said(text),
  kind: "edit",
  editedAt: at(minute),
});
const gone = (minute: number): IncomingMessage => ({ kind: "delete", externalId: "m", deletedAt: at(minute) });

const known = (more: Partial<KnownMessage> = {}): KnownMessage => ({
  text: "first",
  editedAt: null,
  deletedAt: null,
  isAwaited: false,
  earlier: [],
  ...more,
});

describe("what an arriving message does to a known one", () => {
  it.each([
    ["the same again", known(), said("first"), null],
    ["another text under the same id", known(), said("other"), { kind: "replace", text: "other", editedAt: NOW }],
    ["an edit", known(), edit("second", 1), { kind: "replace", text: "second", editedAt: at(1) }],
    ["an edit that changes nothing", known(), edit("first", 1), null],
    [
      "an edit without a time",
      known(),
      { ...said("second"), kind: "edit" as const },
      { kind: "replace", text: "second", editedAt: NOW },
    ],
    [
      "an older edit, late",
      known({ text: "third", editedAt: at(2) }),
      edit("second", 1),
      { kind: "remember", text: "second" },
    ],
    ["an older edit, again", known({ text: "third", editedAt: at(2), earlier: ["second"] }), edit("second", 1), null],
    [
      "the message itself after its edit",
      known({ text: "second", editedAt: at(1) }),
      said("first"),
      { kind: "remember", text: "first" },
    ],
    [
      "what it says now, twice edited",
      known({ text: "second", editedAt: at(1), earlier: ["first"] }),
      { ...said("third"), kind: "latest" as const },
      { kind: "replace", text: "third", editedAt: NOW },
    ],
    [
      "an import that renders it otherwise",
      known(),
      { ...said("@wren first"), kind: "import" as const },
      { kind: "remember", text: "@wren first" },
    ],
    [
      "an import that renders an edited one otherwise",
      known({ text: "second", editedAt: at(1), earlier: ["first"] }),
      { ...said("@wren second"), kind: "import" as const },
      { kind: "remember", text: "@wren second" },
    ],
    [
      "an import that renders it otherwise, again",
      known({ earlier: ["@wren first"] }),
      { ...said("@wren first"), kind: "import" as const },
      null,
    ],
    ["an import of what it says", known(), { ...said("first"), kind: "import" as const }, null],
    [
      "an import of what it said before",
      known({ text: "second", editedAt: at(1), earlier: ["first"] }),
      { ...said("first"), kind: "import" as const },
      null,
    ],
    [
      "an import that says when it was edited",
      known(),
      { ...edit("second", 1), kind: "import" as const },
      { kind: "replace", text: "second", editedAt: at(1) },
    ],
    [
      "an import that only knows that it was deleted",
      known(),
      { ...said("[deleted]"), kind: "import" as const, deletedAt: at(3) },
      { kind: "delete", deletedAt: at(3) },
    ],
    [
      "an import of a deletion that is known",
      known({ deletedAt: at(2) }),
      { ...said("[deleted]"), kind: "import" as const, deletedAt: at(3) },
      null,
    ],
    ["a deletion", known(), gone(3), { kind: "delete", deletedAt: at(3) }],
    ["a second deletion", known({ deletedAt: at(3) }), gone(4), null],
    [
      "an edit of a deleted message",
      known({ deletedAt: at(3) }),
      edit("second", 1),
      { kind: "replace", text: "second", editedAt: at(1) },
    ],
    [
      "the message after its deletion",
      known({ text: "", deletedAt: at(3), isAwaited: true }),
      said("first"),
      { kind: "fill", message: said("first") },
    ],
  ])("%s", (_, before, incoming, change) => {
    expect(changeFrom(before, incoming, NOW)).toEqual(change);
  });
});

describe("merging a thread", () => {
  /** Feeds the events in batches, as deliveries come, and gives what is left of each message. */
  function outcome(batches: IncomingMessage[][]) {
    const stored = new Map<string, { known: KnownMessage; isPrivateNote: boolean }>();
    for (const batch of batches) {
      for (const message of planThread(stored, batch, NOW)) {
        const isPrivateNote = message.origin?.isPrivateNote ?? false;
        if (message.externalId !== null) stored.set(message.externalId, { known: message.state, isPrivateNote });
      }
    }
    return [...stored]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([id, { known: state }]) => ({
        id,
        ...state,
        earlier: [...state.earlier].sort(),
      }));
  }

  const history = fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { maxLength: 4 }).map((minutes) => {
    const edits = minutes.sort((a, b) => a - b).map((minute) => edit(`as of ${minute}`, minute));
    return [said("first"), ...edits];
  });
  const twoMessages = fc
    .tuple(history, fc.boolean(), history, fc.boolean())
    .map(([one, oneGone, two, twoGone]) => [
      ...one,
      ...(oneGone ? [gone(59)] : []),
      ...[...two, ...(twoGone ? [gone(58)] : [])].map((event) => ({ ...event, externalId: "n" }) as IncomingMessage),
    ]);

  it("ends the same whatever the order, the repetitions and the batches", () => {
    const shuffled = twoMessages.chain((events) =>
      fc.record({
        events: fc.constant(events),
        order: fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
        cuts: fc.array(fc.nat(), { maxLength: 5 }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ events, order, cuts }) => {
        const places = [0, ...cuts.map((cut) => cut % (order.length + 1)).sort((a, b) => a - b), order.length];
        const batches = places.slice(1).map((end, index) => order.slice(places[index], end));
        expect(outcome(batches)).toEqual(outcome(events.map((event) => [event])));
      }),
    );
  });

  it.each([
    ["a message", [said("hello")], true],
    ["a private note", [{ ...said("careful"), isPrivateNote: true }], false],
    ["the deletion of what never came", [gone(1)], false],
    ["a message and its deletion", [said("hello"), gone(1)], true],
  ])("knows whether %s has to be read", (_, events, needsReading) => {
    expect(planThread(new Map(), events, NOW).map((message) => message.needsReading)).toEqual([needsReading]);
  });

  it("keeps messages without an id apart, however alike", () => {
    const { externalId: _, ...hello } = said("hello");
    expect(planThread(new Map(), [hello, hello], NOW)).toHaveLength(2);
  });
});
