import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { TranscriptMessage } from "@/components/decide/transcript-message";
import type { MessageDto } from "@/domain/decide/message-dto";

const AT = "2026-11-21T09:00:00.000Z";

/** What a reader sees of a message, without marks. */
function wordsOf(changed: Partial<MessageDto>): string {
  const message: MessageDto = {
    id: "019a0000-0000-7000-8000-000000000001",
    position: 0,
    revision: 1,
    role: "user",
    author: "Wren",
    text: "what it says now",
    damaged: false,
    sentAt: AT,
    receivedAt: AT,
    editedAt: null,
    deletedAt: null,
    changedRevision: null,
    isPrivateNote: false,
    earlier: [],
    later: [],
    ...changed,
  };
  const props = {
    number: 1,
    startsTurn: false,
    fresh: null,
    firstFresh: false,
    picked: false,
    onPick: () => undefined,
  };
  return renderToStaticMarkup(<TranscriptMessage message={message} {...props} />).replace(/<[^>]*>/g, " ");
}

const LOST = "cannot be opened";
const UNKNOWN = "What it said before is not on this desk.";

test.each<[string, Partial<MessageDto>, string[], string[]]>([
  ["as it came", {}, ["what it says now"], [LOST, UNKNOWN]],
  ["damaged itself", { text: null, damaged: true }, ["This message cannot be opened."], ["erased"]],
  ["erased", { text: null }, ["was erased"], [LOST]],
  ["edited before it came here", { editedAt: AT }, ["what it says now", UNKNOWN], [LOST]],
  ["edited", { editedAt: AT, earlier: ["one"] }, ["what it says now", "What it said before"], [LOST, UNKNOWN, "Other"]],
  [
    "edited since the moment that a case looks at",
    { editedAt: AT, text: "what it said then", later: ["what it says now"] },
    ["As it was; edited since", "what it said then", "What it says since"],
    [LOST, UNKNOWN, "What it said before", "what it says now"],
  ],
  [
    "worded otherwise in a file",
    { earlier: ["one"] },
    ["what it says now", "Other wording"],
    ["said before", "Edited"],
  ],
  ["worded in two other ways", { earlier: ["one", "two"] }, ["Other wording: 2 versions"], []],
  [
    "edited, its only earlier version damaged",
    { editedAt: AT, damaged: true },
    ["what it says now", "An earlier version of this message cannot be opened."],
    [UNKNOWN],
  ],
  [
    "edited twice, one earlier version damaged",
    { editedAt: AT, damaged: true, earlier: ["one"] },
    ["what it says now", "What it said before", "An earlier version of this message cannot be opened."],
    [UNKNOWN],
  ],
])("a message %s", (_, changed, says, saysNot) => {
  const words = wordsOf(changed);
  for (const each of says) expect(words).toContain(each);
  for (const each of saysNot) expect(words).not.toContain(each);
});
