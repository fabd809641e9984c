import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { IncomingMessage, NewOrEdited } from "@/domain/ingest/incoming-message";
import type { KnownMessage } from "@/domain/ingest/merge-messages";
import { planParts } from "@/domain/ingest/plan-parts";

const NOW = new Date("2026-11-21T12:00:00Z");
const MOST = 4;

type Row = { known: KnownMessage; isPrivateNote: boolean };
type Part = { part: number; messageCount: number; rows: Map<string, Row> };

const said = (id: number): NewOrEdited => ({
  kind: "new",
  externalId: `m${id}`,
  role: "user",
  text: `first ${id}`,
});
const edited = (id: number, minute: number): IncomingMessage => ({
  ...said(id),
  kind: "edit",
  text: `as of ${minute}`,
  editedAt: new Date(Date.UTC(2026, 10, 21, 9, minute)),
});
const gone = (id: number): IncomingMessage => ({ kind: "delete", externalId: `m${id}`, deletedAt: NOW });

/** Feeds the batches as they would be stored, and gives the parts and how many messages were added. */
function store(batches: readonly (readonly IncomingMessage[])[], parts: Part[] = [], most = MOST) {
  let added = 0;
  for (const batch of batches) {
    const ids = new Set(batch.map(({ externalId }) => externalId));
    const known = parts.map((part) => ({ ...part, known: new Map([...part.rows].filter(([id]) => ids.has(id))) }));
    const concerned = known.filter((part, index) => part.known.size > 0 || index === parts.length - 1);
    for (const { stored, part, messages } of planParts(concerned, batch, NOW, most)) {
      const place = parts.find((each) => each.part === part) ?? { part, messageCount: 0, rows: new Map<string, Row>() };
      if (stored === null) parts.push(place);
      for (const message of messages) {
        if (message.stored === null) place.messageCount += 1;
        if (message.stored === null) added += 1;
        if (message.externalId !== null)
          place.rows.set(message.externalId, { known: message.state, isPrivateNote: false });
      }
    }
  }
  return { parts, added };
}

const sizes = (parts: readonly Part[]) => parts.map(({ messageCount }) => messageCount);
const run = (from: number, count: number) => Array.from({ length: count }, (_, index) => said(from + index));

describe("a thread of more messages than a part holds", () => {
  it.each([
    ["nothing", [[]], [0]],
    ["as many as a part holds, at once", [run(0, 4)], [4]],
    ["one more than that, at once", [run(0, 5)], [4, 1]],
    ["one by one", run(0, 9).map((message) => [message]), [4, 4, 1]],
    ["some that fill the part", [run(0, 2), run(2, 2)], [4]],
    ["some that the part has no room for: they stay together", [run(0, 3), run(3, 2)], [3, 2]],
    ["repetitions only, when it is full", [run(0, 4), run(0, 4)], [4]],
    ["repetitions and a new one, when it is full", [run(0, 4), run(2, 3)], [4, 1]],
    ["messages repeated within what arrived", [run(0, 3), [said(3), said(3), said(3)]], [4]],
    ["an edit of a message in a part before, and a deletion", [run(0, 4), run(4, 1), [edited(1, 1), gone(4)]], [4, 1]],
  ])("takes %s", (_, batches, expected) => {
    expect(sizes(store(batches).parts)).toEqual(expected);
  });

  it("changes messages where they are, and leaves parts alone that nothing arrived for", () => {
    const { parts } = store([run(0, 4), run(4, 4), run(8, 1)]);
    const [first, second, third] = parts.map((part) => ({ ...part, known: part.rows }));
    if (!first || !second || !third) throw new Error("three parts were expected");
    const planned = planParts([first, third], [edited(2, 5), said(9)], NOW, MOST);
    expect(planned.map(({ part, messages }) => [part, messages.map(({ externalId }) => externalId)])).toEqual([
      [1, ["m2"]],
      [3, ["m9"]],
    ]);
  });

  it("keeps messages without an id, however alike, and within the bound", () => {
    const { externalId: _, ...alike } = said(1);
    expect(
      sizes(
        store([
          [alike, alike, alike],
          [alike, alike],
        ]).parts,
      ),
    ).toEqual([3, 2]);
  });

  it("ends with every message once and as an undivided one would, whatever the order and the batches", () => {
    const event = fc.oneof(
      fc.nat({ max: 30 }).map(said),
      fc.tuple(fc.nat({ max: 30 }), fc.integer({ min: 1, max: 50 })).map(([id, minute]) => edited(id, minute)),
      fc.nat({ max: 30 }).map(gone),
    );
    fc.assert(
      fc.property(fc.array(fc.array(event, { maxLength: 12 }), { maxLength: 20 }), (batches) => {
        const { parts } = store(batches);
        const whole = store(batches, [], Number.POSITIVE_INFINITY).parts;
        const rows = parts.flatMap((part) => [...part.rows]);
        expect(new Map(rows)).toEqual(whole[0]?.rows ?? new Map());
        expect(rows).toHaveLength(new Set(rows.map(([id]) => id)).size);
        expect(parts.every(({ messageCount }) => messageCount <= MOST)).toBe(true);
        expect(parts.map(({ part }) => part)).toEqual(parts.map((_, index) => index + 1));
        const before = sizes(parts);
        expect(store(batches, parts).added).toBe(0);
        expect(sizes(parts)).toEqual(before);
      }),
    );
  });
});
