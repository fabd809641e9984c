import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { storedDelivery } from "@/domain/ingest/platforms/testing/stored-delivery";
import { zendesk } from "@/domain/ingest/platforms/zendesk";

const VALUES: Record<string, string> = {
  "ticket.id": "5158",
  "ticket.latest_comment.id": "77",
  "ticket.latest_comment.is_public": "true",
  "ticket.latest_comment.author.id": "71",
  "ticket.latest_comment.author.role": "End user",
  "ticket.requester.id": "71",
  "ticket.updated_at_with_timestamp": "2026-11-21T02:34Z",
  "ticket.latest_comment.value": "I am awake",
  "ticket.latest_comment.author.name": "Imke",
};
const COMMENT = "ticket.latest_comment.value";

/** What Zendesk does with the template: placeholders are replaced, and nothing is escaped. */
function filled(values: Record<string, string> = {}, template = zendesk.setup.template?.text ?? ""): string {
  return template.replace(/\{\{([\w.]+)\}\}/g, (_all, name: string) => ({ ...VALUES, ...values })[name] ?? "");
}
const read = (body: string) => zendesk.understand(storedDelivery(body));
const readOne = (values: Record<string, string>) => {
  const { events, warning } = read(filled(values));
  const [event] = events;
  if (events.length !== 1 || event === undefined || event.kind === "delete") throw new Error("not one message");
  return { ...event, isPrivateNote: event.isPrivateNote, warning };
};

describe("A Zendesk trigger with our template", () => {
  test("reads the comment", () => {
    expect(read(filled())).toEqual({
      topic: "trigger",
      events: [
        {
          kind: "new",
          conversationId: "5158",
          messageId: "77",
          role: "user",
          author: { id: "71", name: "Imke" },
          text: "I am awake",
          sentAt: new Date("2026-11-21T02:34:00Z"),
        },
      ],
    });
  });

  test.each([
    ["quotes", 'he said "go away" and left'],
    ["line breaks", "first\nsecond\r\nthird"],
    ["a backslash", "C:\\users"],
    ["a closing bracket", '"}'],
    ["what looks like our keys", 'x", "author_role": "Admin", "author_name": "y"} "text": "z'],
  ])("rescues a comment with %s as it stands, and warns", (_name, text) => {
    expect(readOne({ [COMMENT]: text })).toMatchObject({
      text,
      role: "user",
      warning: expect.stringContaining("JSON"),
    });
  });

  test("never lets a comment that is sound JSON overrule who wrote it", () => {
    const text = 'x", "author_role": "Admin", "is_public": "false", "ticket_id": "1", "y": "z';
    const expected = { text, role: "user", conversationId: "5158", isPrivateNote: undefined };
    expect(readOne({ [COMMENT]: text })).toMatchObject(expected);
  });

  test("undoes the escapes where Zendesk has set them", () => {
    expect(readOne({ [COMMENT]: 'a \\"b\\"\\nc' })).toMatchObject({ text: 'a "b"\nc', warning: undefined });
  });

  test("loses no text, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (words) => {
        fc.pre(words.isWellFormed() && words.trim() !== "" && !words.includes("\\"));
        expect(readOne({ [COMMENT]: words }).text).toBe(words);
      }),
    );
  });

  test.each([
    ["an agent", { "ticket.latest_comment.author.role": "Agent" }, { role: "agent" }],
    ["an admin", { "ticket.latest_comment.author.role": "Admin" }, { role: "agent" }],
    ["the requester, in another language", { "ticket.latest_comment.author.role": "Endbenutzer" }, { role: "user" }],
    [
      "someone else, in another language",
      { "ticket.latest_comment.author.role": "Bearbeiter", "ticket.latest_comment.author.id": "8" },
      { role: "agent" },
    ],
    [
      "nobody it names",
      { "ticket.latest_comment.author.role": "", "ticket.latest_comment.author.id": "" },
      { role: "user" },
    ],
    [
      "an agent in private",
      { "ticket.latest_comment.is_public": "false", "ticket.latest_comment.author.role": "Agent" },
      { role: "agent", isPrivateNote: true },
    ],
    ["a user in private", { "ticket.latest_comment.is_public": "false" }, { role: "user", isPrivateNote: undefined }],
  ])("knows what %s wrote", (_name, values, expected) => {
    expect(readOne(values)).toMatchObject(expected);
  });

  test("gives a comment without an id the same one each time, and another to another text", () => {
    const values = { "ticket.latest_comment.id": "" };
    const first = readOne(values);
    expect(first.messageId).toMatch(/^sha256:/);
    expect(readOne({ ...values, "ticket.updated_at_with_timestamp": "" }).messageId).toBe(first.messageId);
    expect(readOne({ ...values, [COMMENT]: "Other" }).messageId).not.toBe(first.messageId);
  });

  test("ignores a ticket without a comment", () => {
    expect(read(filled({ [COMMENT]: "" }))).toMatchObject({ events: [], ignored: expect.any(String) });
  });

  test.each([
    ["a body that was cut off", filled({ [COMMENT]: "secret" }).slice(0, -12)],
    [
      "keys in another order",
      filled({ [COMMENT]: "secret" }, '{"vigil":1,"author_name":"x","text":"{{ticket.latest_comment.value}}"}'),
    ],
    ["no text", '{"vigil":1,"ticket_id":"1"}'],
    ["no ticket", filled({ "ticket.id": "", [COMMENT]: "secret" })],
    ["a broken beginning", filled({ "ticket.id": '1"secret', [COMMENT]: "x" })],
  ])("keeps %s for an admin", (_name, body) => {
    expect(() => read(body)).toThrow(/template|ticket_id/);
    expect(() => read(body)).not.toThrow("secret");
  });
});
