import { describe, expect, it, test } from "vitest";
import { judgeVotes, newSince, typesInWords } from "@/components/decide/judge-votes";
import { A_CALL, A_READING } from "@/components/decide/testing/a-case";
import type { CallDto } from "@/inference/classification-dto";

const RISK =
  '<reflection>Words.</reflection><risks><risk subject="self" type="suicide" severity="high" imminence="acute"/></risks>';
const NONE = "<reflection>Words.</reflection><risks/>";
const answer = (changed: Partial<CallDto>): CallDto => ({ ...A_CALL, finishReason: "stop", ...changed });
const numbers = new Map([["m", 1]]);
const panel = { judges: 3, windows: A_READING.windows };

describe("the votes of a panel", () => {
  it("say what each judge named, found or failed to say", () => {
    const calls = [
      answer({ judge: 2, raw: null, error: "timeout" }),
      answer({ judge: 0, raw: RISK }),
      answer({ judge: 1, raw: NONE }),
    ];
    expect(judgeVotes(panel, calls, numbers)).toEqual([
      {
        window: 0,
        title: null,
        votes: [
          { judge: 1, says: "risk", words: "Suicide, the speaker, high, acute" },
          { judge: 2, says: "none", words: "Names no risk" },
          { judge: 3, says: "unread", words: "No answer" },
        ],
      },
    ]);
  });

  it("count what was said when asked again, and no call of another purpose", () => {
    const calls = [
      answer({ judge: 0, raw: "garbage" }),
      answer({ judge: 0, raw: NONE, purpose: "retry" }),
      answer({ judge: 0, raw: RISK, purpose: "locate" }),
    ];
    expect(judgeVotes(panel, calls, numbers)[0]?.votes).toEqual([{ judge: 1, says: "none", words: "Names no risk" }]);
  });

  it("never call an answer that cannot be read a vote against", () => {
    for (const raw of ["garbage", "", NONE.slice(0, -3)]) {
      expect(judgeVotes(panel, [answer({ raw })], numbers)[0]?.votes[0]?.says).toBe("unread");
    }
    expect(judgeVotes(panel, [answer({ raw: NONE, finishReason: "length" })], numbers)[0]?.votes[0]?.says).toBe(
      "unread",
    );
  });

  it("are none where one model was asked", () => {
    expect(judgeVotes({ ...panel, judges: null }, [answer({ raw: RISK })], numbers)).toEqual([]);
  });
});

test("what is new since a decision is what it did not find", () => {
  const risk = { subject: "self", type: "suicide" } as const;
  const finding = { assessment: "agree", ...risk };
  expect(newSince([risk], [finding])).toEqual([]);
  expect(newSince([risk], [{ ...finding, assessment: "not_present" }])).toEqual([risk]);
  expect(newSince([risk], [{ ...finding, subject: "other" }])).toEqual([risk]);
  expect(newSince([], [finding])).toEqual([]);
  expect(typesInWords([risk, { subject: "other", type: "suicide" }, { subject: "self", type: "self_harm" }])).toBe(
    "suicide and self-harm",
  );
});
