import { expect, test } from "vitest";
import { agreementText, partsText, placesOf, suspectedBy, unreadText } from "@/components/decide/reading-facts";

const NUMBERS = new Map([
  ["a", 1],
  ["b", 2],
  ["c", 9],
]);

type Reading = Parameters<typeof unreadText>[0];
type Part = Reading["windows"][number];

function part(changed: Partial<Part>): Part {
  return { firstMessageId: "a", lastMessageId: "b", outcome: "none", flagScore: null, reused: false, ...changed };
}

function reading(changed: Partial<Reading>): Reading {
  return {
    engine: "sglang",
    incomplete: false,
    judges: null,
    outcome: "unscored",
    suspected: [
      {
        subject: "self",
        type: "suicide",
        severity: "high",
        imminence: null,
        features: [],
        agreement: null,
        messageIds: [],
      },
    ],
    unscoredReason: "model_unreachable",
    windows: [],
    ...changed,
  };
}

test("messages are named in the order of the transcript, and one that is not in it is not", () => {
  expect(placesOf(["c", "gone", "a"], NUMBERS)).toEqual([
    { id: "a", number: 1 },
    { id: "c", number: 9 },
  ]);
});

test.each<[number | null, number | null, string | null]>([
  [null, null, null],
  [1, 3, "named by every judge that answered"],
  [2 / 3, 3, "2 of 3 judges"],
  [1 / 2, 3, "1 of 2 judges"],
  [5 / 9, 9, "5 of 9 judges"],
  [2 / 3, 9, "67% of the judges that answered"],
  [0.4, null, "40% of the judges that answered"],
])("an agreement of %s among %s judges is never said more exactly than it is known", (share, judges, said) => {
  expect(agreementText(share, judges)).toBe(said);
});

test("a conversation in one part says nothing about parts, one in several says how many are new", () => {
  expect(partsText([part({})])).toBeNull();
  expect(partsText([part({}), part({})])).toBe("Read in 2 parts");
  expect(partsText([part({}), part({ reused: true })])).toBe("Read in 2 parts, 1 taken over from before");
});

test("what could not be read beside a risk is named by its messages", () => {
  const windows = [part({ outcome: "risk" }), part({ outcome: "unscored", lastMessageId: "c" })];
  expect(unreadText(reading({ outcome: "risk", windows }), NUMBERS)).toBeNull();
  expect(unreadText(reading({ outcome: "risk", incomplete: true, windows }), NUMBERS)).toBe(
    "Part of this conversation could not be read: messages 1 to 9.",
  );
  expect(unreadText(reading({ outcome: "risk", incomplete: true, windows }), new Map())).toBe(
    "Part of this conversation could not be read: messages that are not shown here.",
  );
});

test.each<[Partial<Reading>, string | null]>([
  [{}, "Not scored. The rules saw:"],
  [{ judges: 3 }, "Not scored. The rules or some judges saw:"],
  [{ judges: 3, unscoredReason: "judges_undecided" }, "Not scored. Some judges saw:"],
  [{ unscoredReason: "output_not_understood" }, "Not scored. An answer that could not be used named:"],
  [{ engine: "offline", unscoredReason: "low_safety_score" }, "Not scored. The offline rules saw:"],
  [{ suspected: [] }, null],
  [{ outcome: "risk" }, null],
])("what was suspected is never said to be the model's answer: %o", (changed, said) => {
  expect(suspectedBy(reading(changed))).toBe(said);
});
