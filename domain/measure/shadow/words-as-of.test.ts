import { expect, test } from "vitest";
import { wordsAsOf } from "@/domain/measure/shadow/words-as-of";

type Message = Parameters<typeof wordsAsOf>[0][number];
const message = (given: Partial<Message>): Message => ({
  ...{ id: "m", role: "user", text: "words", earlier: [], isPrivateNote: false, damaged: false, revision: 1 },
  changedRevision: null,
  ...given,
});

test.each<[string, Partial<Message>[], boolean, string[] | string]>([
  ["what stood then", [{}, { text: "more" }], false, ["words", "more"]],
  ["nothing that came later", [{}, { text: "later", revision: 3 }], false, ["words"]],
  [
    "an edit from before, with what it said",
    [{ earlier: ["once"], changedRevision: 2, revision: 1 }],
    false,
    ["once", "words"],
  ],
  ["no private note", [{}, { text: "a note", isPrivateNote: true }], false, ["words"]],
  ["nothing of what is erased", [{}], true, "erased"],
  ["nothing where part does not open", [{}, { text: null, damaged: true }], false, "damaged"],
  ["all the same where only a later part does not open", [{}, { revision: 3, damaged: true }], false, ["words"]],
  ["nothing that was edited since", [{}, { changedRevision: 3 }], false, "changed"],
  ["nothing where there are no words", [{ text: " " }, { text: null }], false, "no_words"],
  ["nothing of an empty conversation", [], false, "no_words"],
])("as of revision 2 it gives %s", (_, messages, isErased, expected) => {
  const { words, leftOut } = wordsAsOf(messages.map(message), 2, isErased);
  expect(words?.map(({ text }) => text) ?? leftOut).toEqual(expected);
});
