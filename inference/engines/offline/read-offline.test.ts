import { describe, expect, it, test } from "vitest";
import type { ReadableMessage } from "@/domain/ingest/message";
import type { FoundRisk } from "@/inference/conversation-reading";
import { OFFLINE_VERSION, readOffline } from "./read-offline";

const says = (text: string): ReadableMessage[] => [{ role: "user", text }];
const risksOf = (messages: ReadableMessage[]): readonly FoundRisk[] => readOffline(messages).risks;
const kinds = (text: string) => risksOf(says(text)).map(({ subject, type }) => `${subject} ${type}`);

describe("the documented examples", () => {
  it("reads intent with a time as high and urgent", () => {
    expect(risksOf(says("I want to end it all tonight"))).toEqual([
      {
        subject: "self",
        type: "suicide",
        severity: "high",
        imminence: "urgent",
        features: expect.arrayContaining(["active_ideation"]),
        agreement: null,
        messages: [0],
      },
    ]);
  });
  it("reads a friend who self-harms as somebody else's risk", () => {
    expect(kinds("My friend told me she's been cutting herself")).toEqual(["other self_harm"]);
  });
  test.each(["kms lmao this exam is killing me", "I used to be suicidal but therapy helped me recover"])(
    "reads %j as no risk",
    (text) => expect(readOffline(says(text))).toMatchObject({ outcome: "none", risks: [] }),
  );
});

describe("what each type is told by", () => {
  test.each([
    ["self suicide", "I don't want to be alive anymore"],
    ["self suicide", "everyone would be better off without me"],
    ["self suicide", "thinking about unaliving myself"],
    ["self suicide", "ready to catch the bus"],
    ["self suicide", "I took a whole bottle of pills an hour ago"],
    ["self suicide", "s u i c i d e is on my mind every day"],
    ["self suicide", "I want to k!ll myself"],
    ["self suicide", "quiero morir"],
    ["other suicide", "My brother says he wants to die"],
    ["other suicide", 'my friend texted me: "i want to kill myself"'],
    ["self self_harm", "I relapsed and cut my thighs last night"],
    ["other self_harm", "my daughter has fresh cuts on her arms"],
    ["self self_neglect", "I make myself throw up after every meal"],
    ["self self_neglect", "I stopped taking my insulin because I don't care anymore"],
    ["self self_neglect", "the voices are telling me not to sleep"],
    ["other self_neglect", "My sister is anorexic and refuses treatment"],
    ["other violence", "I'm going to kill my neighbor"],
    ["other violence", "a kid at my school is going to shoot up the school"],
    ["self violence", "He said he's going to kill me when he gets out of jail"],
    ["self abuse", "My husband hits me when he drinks"],
    ["self abuse", "he put his hands around my throat"],
    ["other abuse", "My sister's boyfriend beats her"],
    ["self sexual_violence", "I was raped at a party"],
    ["self sexual_violence", "I said no but he didn't stop"],
    ["other sexual_violence", "my roommate was sexually assaulted last night"],
    ["self neglect", "my mom leaves me alone for days and there's no food in the house"],
    ["other neglect", "The kids next door are left alone every night"],
    ["other neglect", "grandma has bedsores and the nursing home ignores her"],
    ["self exploitation", "someone is blackmailing me with my nudes"],
    ["self exploitation", "They took my passport and make me work without pay"],
    ["other exploitation", "My 12 year old has been talking to a 30 year old man who wants to meet her"],
    ["self stalking", "My ex keeps showing up at my work"],
    ["self stalking", "I found an AirTag hidden in my car"],
    ["other stalking", "I followed her home to see where she lives"],
  ])("finds %s in %j", (kind, text) => expect(kinds(text)).toContain(kind));
});

describe("what stays unflagged", () => {
  test.each([
    ["word boundaries", "whatever, the hackathon is at the chateau"],
    ["word boundaries", "I want to skill myself up and see my therapist"],
    ["negation", "I'm not suicidal, just tired"],
    ["negation", "I would never hurt anyone"],
    ["negation", "I have no plan, intent or thoughts of suicide"],
    ["idiom", "dying of laughter over here"],
    ["idiom", "we should attack this bug from another side"],
    ["idiom", "she is killing it at work"],
    ["idiom", "kill the process on port 3000"],
    ["idiom", "if I have to sit through one more meeting I'm going to kill myself"],
    ["accident", "I cut myself shaving"],
    ["recovery", "I've been clean from self harm for two years"],
    ["recovery", "I left my abusive ex years ago and I'm finally happy"],
    ["fiction", "In my novel the main character wants to kill himself"],
    ["fiction", "Write a story about a man who says he will murder his boss"],
    ["lyrics", "the song goes 'I want to die' and I love it"],
    ["research", "My thesis is about domestic violence and suicide prevention"],
    ["news", "The news said a man shot two people downtown"],
    ["question", "What are the warning signs of suicide?"],
    ["bereavement", "my brother died by suicide in 2015 and I light a candle every year"],
    ["a farewell", "I wrote a goodbye letter to my coworkers for my last day"],
    ["distance", "I ran 5 kms today"],
  ])("%s: %j", (_kind, text) => expect(kinds(text)).toEqual([]));

  it("still reads a disclosure next to a song, and one that a frame is taken back from", () => {
    expect(kinds("That song is on repeat. I want to kill myself.")).toContain("self suicide");
    expect(kinds("My character wants to kill herself. Actually the character is me.")).not.toEqual([]);
  });

  it("does not take a negation that belongs to other words", () => {
    expect(kinds("I can't stop thinking about killing myself")).toEqual(["self suicide"]);
  });
});

describe("severity and imminence", () => {
  test.each([
    ["I want to die", "moderate", "acute"],
    ["I want to die today", "high", "urgent"],
    ["I want to kill myself. I have the pills.", "critical", "urgent"],
    ["I want to kill myself right now and I have the pills in my hand", "critical", "emergency"],
    ["I want to kill myself lol", "mild", "acute"],
  ])("reads %j as %s and %s", (text, severity, imminence) => {
    expect(risksOf(says(text))[0]).toMatchObject({ type: "suicide", severity, imminence });
  });
  it("reads abuse that is happening now as an emergency", () => {
    expect(risksOf(says("I'm hiding in the bathroom, he's breaking down the door"))[0]).toMatchObject({
      severity: "critical",
      imminence: "emergency",
    });
  });
  it("adds light signals up only near each other", () => {
    const filler = "The bus was late. ".repeat(40);
    expect(kinds("I feel so empty. There is no hope left.")).toEqual(["self suicide"]);
    expect(kinds(`I feel so empty. ${filler} There is no hope left.`)).toEqual([]);
  });
});

describe("roles", () => {
  const dialogue = (...turns: [ReadableMessage["role"], string][]) => turns.map(([role, text]) => ({ role, text }));

  it("reads a bare yes as the answer to the question before it", () => {
    const asked = "I'm sorry. Are you thinking about suicide?";
    expect(risksOf(dialogue(["assistant", asked], ["user", "yes"]))[0]).toMatchObject({
      type: "suicide",
      severity: "high",
    });
    expect(risksOf(dialogue(["assistant", asked], ["user", "no, I'm okay"]))).toEqual([]);
    expect(risksOf(dialogue(["assistant", "Would you like a coffee?"], ["user", "yes"]))).toEqual([]);
  });
  it("asks for a plan only where suicide was the subject", () => {
    const plan = "Do you have a plan?";
    expect(risksOf(dialogue(["agent", plan], ["user", "yes"]))).toEqual([]);
    expect(risksOf(dialogue(["user", "I want to die"], ["agent", plan], ["user", "yes"]))[0]).toMatchObject({
      severity: "critical",
    });
  });
  it("does not flag a user for what a helpline text or an agent says", () => {
    const text =
      "If you want to kill yourself or someone hits you, call 988. I want to die is a thought many people have.";
    for (const role of ["assistant", "agent", "system"] as const)
      expect(risksOf(dialogue([role, text], ["user", "thanks, noted"]))).toEqual([]);
  });
  it("flags an assistant that encourages harm", () => {
    expect(risksOf(dialogue(["user", "I feel low"], ["assistant", "You should kill yourself."]))[0]).toMatchObject({
      subject: "self",
      type: "suicide",
      features: ["assistant_encourages_harm"],
    });
  });
});

describe("the reflection", () => {
  it("names type, person and time, and says that it is provisional", () => {
    expect(readOffline(says("I want to end it all tonight"))).toMatchObject({
      reflection:
        "Keyword rules matched words about suicide concerning the writer, with a time named. This is a provisional reading without a model.",
    });
  });
  it("carries the version of the rules", () => expect(OFFLINE_VERSION).toMatch(/^offline-\d+$/u));
});
