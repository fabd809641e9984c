import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findFailureInWords } from "@/inference/find-failure-in-words";

const REPEATED = "The model repeated itself instead of reading the text.";
const REFUSED = "The model declined to read the text.";

describe("a well-formed answer that is none", () => {
  it.each([
    ["The user writes about it. ".repeat(12), REPEATED],
    ["no no no no ".repeat(20), REPEATED],
    ["The user is well and the user is well and ".repeat(8), REPEATED],
    ["I'm sorry, but I cannot help with that.", REFUSED],
    ["I’m sorry, I can’t assist with this request.", REFUSED],
    ["I cannot assist with that request.", REFUSED],
    ["As an AI, I do not have feelings.", REFUSED],
    ["Sorry, but I can't discuss this topic.", REFUSED],
    ["I am unable to continue with this conversation.", REFUSED],
  ])("%j", (reflection, why) => {
    expect(findFailureInWords(reflection)).toBe(why);
  });

  it.each([
    "The user is sharing a positive update about work. There are no signs of distress.",
    'The user is using hyperbolic internet slang ("kms" = "kill myself") to express frustration about an exam. The "lmao" and casual context indicate this is not genuine suicidal ideation.',
    "The user says they are sorry and cannot help feeling tired. The user asks for a recipe.",
    "The user writes that an assistant refused: “I'm sorry, but I cannot help with that.” No risk is indicated.",
    "The speaker mentions a friend, and the friend mentions a speaker; the speaker is fine and the friend is fine too, as both of them say more than once in what they write.",
    "no no no",
    "",
  ])("nothing speaks against %j", (reflection) => {
    expect(findFailureInWords(reflection)).toBeNull();
  });

  it("takes every text", () => {
    fc.assert(fc.property(fc.string(), (text) => void findFailureInWords(text)));
  });
});
