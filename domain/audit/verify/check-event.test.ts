import { expect, test } from "vitest";
import { leafHash } from "@/domain/audit/leaf-hash";
import { checkColumns, type EventColumns, readEntry } from "@/domain/audit/verify/check-event";

type StoredEvent = EventColumns & { canonical: string; leafHash: Uint8Array };

/** What is wrong with a stored event, by its bytes and then by its columns. */
function checkEvent({ canonical, leafHash: hash, ...columns }: StoredEvent): string | null {
  const read = readEntry(canonical, Buffer.from(hash).toString("hex"));
  return typeof read === "string" ? read : checkColumns(canonical, columns);
}

const said = {
  id: "e1",
  at: "2026-11-21T03:04:05.006Z",
  type: "triage.case.closed",
  actor: { kind: "user", id: "u1" },
  conversationId: "c1",
  caseId: null,
  facts: { reason: "decided" },
};

function stored(change: Partial<StoredEvent> = {}, text = JSON.stringify(said)): StoredEvent {
  const columns = { id: "e1", at: new Date(said.at), type: said.type, actorKind: "user", actorId: "u1" };
  return { ...columns, conversationId: "c1", caseId: null, canonical: text, leafHash: leafHash(text), ...change };
}

test("an event that is as it was written is fine", () => {
  expect(checkEvent(stored())).toBeNull();
});

test.each<[string, StoredEvent, RegExp]>([
  ["other bytes under the old hash", stored({ canonical: JSON.stringify({ ...said, type: "x" }) }), /hash/],
  ["a hash of one bit less", stored({ leafHash: leafHash(JSON.stringify(said)).subarray(1) }), /hash/],
  ["bytes that are no event", stored({}, "{}"), /not an event/],
  ["bytes that are not JSON", stored({}, "{"), /not an event/],
  ["another id", stored({ id: "e2" }), /otherwise than id$/],
  ["another time", stored({ at: new Date(0) }), /otherwise than at$/],
  ["another type", stored({ type: "triage.case.opened" }), /otherwise than type$/],
  ["another kind of actor", stored({ actorKind: "system" }), /otherwise than actor_kind$/],
  ["another actor", stored({ actorId: "u2" }), /otherwise than actor_id$/],
  ["another conversation", stored({ conversationId: null }), /otherwise than conversation_id$/],
  ["another case", stored({ caseId: "k1" }), /otherwise than case_id$/],
])("%s is seen", (_, event, reason) => {
  expect(checkEvent(event)).toMatch(reason);
});
