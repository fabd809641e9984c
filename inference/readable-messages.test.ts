import { describe, expect, it } from "vitest";
import { readableMessages } from "@/inference/readable-messages";

const message = { id: "m", role: "user", text: "now", earlier: [], isPrivateNote: false } as const;

describe("what the model reads", () => {
  it.each([
    ["a message", [{ ...message }], ["now"]],
    [
      "an edited one: what it said before, too",
      [{ ...message, earlier: ["first", "second"] }],
      ["first", "second", "now"],
    ],
    ["no private note", [{ ...message, isPrivateNote: true }], []],
    ["nothing of an erased person", [{ ...message, text: null }], []],
    ["nothing where only a deletion arrived", [{ ...message, text: "" }], []],
  ])("%s", (_, messages, texts) => {
    expect(
      readableMessages(messages.map((each) => ({ ...each, earlier: [...each.earlier] }))).map(({ text }) => text),
    ).toEqual(texts);
  });
});
