import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { NotUnderstood } from "@/domain/ingest/platforms/platform";
import { receivedRequest, storedDelivery } from "@/domain/ingest/platforms/testing/stored-delivery";
import { zendesk } from "@/domain/ingest/platforms/zendesk";

const read = (body: unknown) => zendesk.understand(storedDelivery(body));
const event = (kind: string, fields: object) => ({
  type: `zen:event-type:ticket.${kind}`,
  id: "ev-1",
  account_id: 12,
  time: "2026-11-21T02:34:56.123456789Z",
  detail: { id: "5158", subject: "Help", requester_id: "71", submitter_id: "71", created_at: "2026-11-21T02:30:00Z" },
  ...fields,
});
const comment = (fields: object) => ({
  comment: {
    id: 9876543210,
    body: "I am awake",
    is_public: true,
    author: { id: 71, is_staff: false, name: "Imke" },
    ...fields,
  },
});

describe("Zendesk events", () => {
  test("reads a comment", () => {
    expect(read(event("comment_added", { event: comment({}) }))).toEqual({
      topic: "zen:event-type:ticket.comment_added",
      events: [
        {
          kind: "new",
          conversationId: "5158",
          messageId: "9876543210",
          role: "user",
          author: { id: "71", name: "Imke" },
          text: "I am awake",
          sentAt: new Date("2026-11-21T02:34:56.123Z"),
        },
      ],
    });
  });

  test.each([
    ["an agent's public reply", { author: { id: 8, is_staff: true } }, { role: "agent" }],
    [
      "an agent's private note",
      { author: { id: 8, is_staff: true }, is_public: false },
      { role: "agent", isPrivateNote: true },
    ],
    ["someone it does not name", { author: null }, { role: "user" }],
  ])("knows %s", (_name, fields, expected) => {
    expect(read(event("comment_added", { event: comment(fields) })).events).toEqual([
      expect.objectContaining(expected),
    ]);
  });

  test("lets the model read what a user wrote, even in private", () => {
    const [said] = read(event("comment_added", { event: comment({ is_public: false }) })).events;
    expect(said).toMatchObject({ role: "user" });
    expect(said).not.toHaveProperty("isPrivateNote");
  });

  test("keeps ids that a number cannot hold", () => {
    const raw = JSON.stringify(event("comment_added", { event: comment({ id: 1 }) })).replace(
      '"id":1,',
      '"id":90071992547409931,',
    );
    expect(read(raw).events).toEqual([expect.objectContaining({ messageId: "90071992547409931" })]);
  });

  test("takes a redaction with the rest of the text for an edit, and without for a deletion", () => {
    const place = { conversationId: "5158", messageId: "9876543210" };
    const at = new Date("2026-11-21T02:34:56.123Z");
    expect(read(event("comment_redacted", { event: comment({ body: "I am ▇▇▇" }) })).events).toEqual([
      { kind: "edit", ...place, role: "user", author: { id: "71", name: "Imke" }, text: "I am ▇▇▇", editedAt: at },
    ]);
    expect(read(event("comment_redacted", { event: comment({ body: undefined }) })).events).toEqual([
      { kind: "delete", ...place, deletedAt: at },
    ]);
  });

  test.each([
    ["by the requester", "71", "user"],
    ["by an agent", "8", "agent"],
  ])("reads subject and description of a ticket opened %s", (_name, submitter_id, role) => {
    const detail = { ...event("created", {}).detail, submitter_id, description: "Nobody calls back" };
    expect(read(event("created", { detail })).events).toEqual([
      expect.objectContaining({ messageId: "subject", text: "Help", role, author: { id: submitter_id } }),
      expect.objectContaining({ messageId: "description", text: "Nobody calls back", role }),
    ]);
  });

  test.each([
    ["another ticket event", event("status_changed", {})],
    ["an event that is no ticket's", { ...event("x", {}), type: "zen:event-type:user.created" }],
    ["a name from the prototype", event("constructor", {})],
    ["an empty comment", event("comment_added", { event: comment({ body: " " }) })],
  ])("ignores %s", (_name, body) => {
    expect(read(body)).toMatchObject({ events: [], ignored: expect.any(String) });
  });

  test.each([
    [
      "a comment without an id",
      event("comment_added", { event: comment({ id: null, body: "secret" }) }),
      '"event.comment.id"',
    ],
    ["a comment without a body", event("comment_added", { event: comment({ body: null }) }), '"event.comment.body"'],
    ["a ticket without an id", event("comment_added", { detail: {}, event: comment({}) }), '"detail.id"'],
    ["JSON that an admin made up", { ticket_id: 1, latest_comment: "secret" }, "template"],
    ["what is no JSON", "secret", "neither JSON"],
  ])("does not understand %s, and says why", (_name, body, reason) => {
    expect(() => read(body)).toThrow(NotUnderstood);
    expect(() => read(body)).toThrow(reason);
    expect(() => read(body)).not.toThrow("secret");
  });

  test("knows a repeated event by its id, and a trigger by nothing", () => {
    const body = event("comment_added", { event: comment({}) });
    expect(zendesk.deliveryKey(receivedRequest(body), body)).toBe("ev-1");
    expect(zendesk.deliveryKey(receivedRequest({ vigil: 1, id: 2 }), { vigil: 1, id: 2 })).toBeNull();
  });

  test("refuses the published test secret", () => {
    expect(zendesk.secret.pattern.test("dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==")).toBe(false);
    expect(zendesk.secret.pattern.test("bm90LXRoZS10ZXN0LXNlY3JldC1idXQtYW5vdGhlcg==")).toBe(true);
  });

  const samples = path.resolve(process.cwd(), "../shared/samples");
  test.skipIf(!existsSync(samples))("reads the public samples (skipped: there is no ../shared/samples)", () => {
    const body = readFileSync(path.join(samples, "zendesk-go/group_membership_created.json"), "utf8");
    expect(read(body)).toMatchObject({ events: [], ignored: expect.any(String) });
    const handMade: { body: unknown }[] = JSON.parse(
      readFileSync(path.join(samples, "triggerdev/zendesk.json"), "utf8"),
    );
    for (const each of handMade) expect(() => read(each.body)).toThrow("template");
  });
});
