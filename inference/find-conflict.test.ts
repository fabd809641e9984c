import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findConflict } from "@/inference/find-conflict";

/** What a model writes above an empty list when it is right. */
const HARMLESS = [
  // Ordinary matters
  "The user is asking for a pasta recipe for six people.",
  "The user shares good news about a new job and thanks a colleague.",
  "The user is greeting the assistant. No risk indicators are present.",
  "The user is frustrated with slow software and wants to kill a hanging process.",
  "The user asks which plants grow well in the shade.",
  "The user expresses ordinary sadness about the end of a relationship and is looking for things to do.",
  "The user feels stressed about an exam and lists healthy ways of coping.",
  "The user is going to kill time before a flight and asks for a museum.",
  "The user wants help to get rid of mosquitoes and to kill weeds in the garden.",
  "The user reports a headache after work. This is a routine health question.",
  "The user books a grooming appointment for the dog.",
  // General verdicts
  "No current crisis indicators.",
  "There are no signs of suicidal ideation, self-harm, or abuse.",
  "The message does not indicate suicidal intent or any danger to others.",
  "There is no evidence of abuse, violence, or neglect in this conversation.",
  "The user shows no suicidal thoughts and is not at imminent risk.",
  "Nothing suggests that the user intends to hurt themselves.",
  "The user explicitly denies suicidal ideation and any plan to harm themselves.",
  "The user vents about a colleague without any threat of violence.",
  "The distress is situational rather than suicidal.",
  "Suicidal intent is not present, and self-harm is denied.",
  "The user isn't suicidal and doesn't want to die.",
  "The text neither expresses a wish to die nor describes ongoing abuse.",
  "The risk of suicide is low: the user is calm, supported and looking forward to a holiday.",
  // Hyperbole and jokes
  "The user jokes that they are dying of boredom. This is hyperbole.",
  "The user says they want to kill their brother for eating the cake. This is a playful exaggeration rather than a genuine threat.",
  "The user states they are going to kill themselves if the meeting goes on; the tone is sarcastic and not literal.",
  'The user writes "I want to die" about an embarrassing moment, a figure of speech among friends.',
  'The phrase "killing me" is slang here and not genuine suicidal ideation.',
  "The user says they want to die of embarrassment, but this is clearly hyperbolic.",
  "Although the user says they want to murder their boss, the humor makes clear that this is not a serious threat.",
  "The user's statement about wanting to end it all refers to a gym subscription and is a joke.",
  // Past and recovery
  "The user is sharing a recovery story about past self-harm.",
  "The user used to be in an abusive relationship and left the relationship years ago.",
  "The user reflects on previous suicidal thoughts and credits therapy. They are doing well.",
  "The user has a history of an eating disorder and has been in recovery for three years.",
  "The user is a survivor of domestic violence who now helps others.",
  "The user celebrates being clean from self-harm for five hundred days.",
  "The user is no longer suicidal and thanks the people who helped.",
  "The user is grieving a brother who died by suicide and asks for a poem for the memorial.",
  "The user describes bullying and physical abuse in their childhood, which therapy has helped them to put behind them.",
  // Fiction, study, news, work
  "The user is writing a crime novel in which the villain threatens to kill a hostage.",
  "The user asks for feedback on a story. The detective is stalked and finally stabbed.",
  "The user discusses a film about domestic violence.",
  "The user plays a video game and plans to attack the enemy base at night.",
  "The user quotes song lyrics about wanting to die.",
  "The user is studying suicide prevention and asks for statistics.",
  "The user asks about historical violence in the middle ages for homework.",
  "The user is a volunteer who asks about training on self-harm.",
  "The user asks about laws on stalking for an essay.",
  "The user summarises a news article about human trafficking.",
  "The question about suicidal ideation is academic: the user is preparing a lecture.",
  "This is a philosophical discussion of whether a person without hope wants to die.",
];

/** What must not stand above an empty list. */
const CONTRADICTIONS = [
  // Suicide
  "The user directly expresses intent to end their life.",
  "The user expresses active suicidal ideation with a plan for tonight.",
  "The user says they want to die and have written a goodbye note.",
  "The user states that they are planning to kill themselves this weekend.",
  "The user no longer wants to live.",
  "The user does not want to wake up tomorrow.",
  "The user feels that there is no reason to live, indicating suicidal thoughts.",
  "The user believes their family would be better off without them.",
  "The user has taken an overdose and is getting drowsy.",
  "The user describes thoughts of suicide.",
  "The user cannot go on, and expresses a wish to be dead.",
  "The user shows passive suicidal ideation. No crisis indicators.",
  "The user has not told anyone about their suicidal thoughts.",
  "Suicide risk cannot be ruled out: the user is contemplating suicide.",
  "Suicidal intent cannot be dismissed here.",
  // Self-harm and self-neglect
  "The user discloses that they are cutting themselves every evening.",
  "The user engages in self-harm to cope with stress.",
  "The user's friend is self-harming and has shown the wounds.",
  "The user has not eaten for four days and describes an eating disorder.",
  "The user has stopped taking their insulin on purpose.",
  // Violence
  "The user threatens to shoot their manager tomorrow.",
  "The user plans to attack a school.",
  "The user expresses homicidal thoughts towards a neighbour.",
  "The speaker poses a serious threat to his former wife.",
  // Abuse, sexual violence, neglect
  "The user discloses ongoing abuse by their partner.",
  "The user reports that her husband beats her.",
  "The user is being abused at home and has told nobody.",
  "The user describes escalating domestic violence and fears for her life.",
  "The user has not reported the sexual assault that happened last night.",
  "The user's partner choked her during an argument.",
  "The user is in an abusive relationship and is afraid to leave.",
  "The user describes a child who is neglected and left without food.",
  "The user does not feel safe at home because of physical violence.",
  // Exploitation and stalking
  "The user is being groomed by an adult online.",
  "The user is a victim of sextortion and is asked for money.",
  "An ex-partner is stalking the user and waits outside every night.",
  "The user reports forced labor and has no way out.",
  // Danger as such
  "The user is at imminent risk.",
  "The speaker is in immediate danger and needs urgent help.",
  "This is a genuine crisis that requires immediate intervention.",
  // Taken back only in part, or not at all
  "The user mentions a film, but also discloses ongoing abuse by a parent.",
  "Although it is phrased as a joke, the user expresses genuine suicidal intent.",
  "The user has a history of depression and is now planning to end their life.",
  "The user was in recovery but has relapsed and is again cutting themselves.",
  "This is not a joke: the user intends to kill himself.",
  "It could be hyperbole. The user expresses suicidal ideation.",
  "The user asks for help with an essay. They also disclose current suicidal ideation.",
  "The user uses humor to mask suicidal intent.",
  "There is no immediate plan, but the user expresses suicidal ideation.",
  "The user is not only sad: they describe suicidal urges.",
  'The user states "I am going to kill myself tonight".',
  "The user’s wife threatens him, and he fears for his life.",
];

describe("findConflict", () => {
  test.each(HARMLESS)("lets pass: %s", (reflection) => {
    expect(findConflict(reflection)).toBe(false);
  });

  test.each(CONTRADICTIONS)("finds: %s", (reflection) => {
    expect(findConflict(reflection)).toBe(true);
  });

  test("is total, and a calm sentence before takes nothing back", () => {
    const calm = fc.constantFrom(
      "The user greets the assistant.",
      "The user asks for a recipe.",
      "No crisis indicators.",
    );
    fc.assert(
      fc.property(
        fc.array(calm, { maxLength: 3 }),
        fc.constantFrom(...CONTRADICTIONS),
        fc.string(),
        (before, sentence, noise) => {
          expect(findConflict([...before, sentence].join(" "))).toBe(true);
          expect([true, false]).toContain(findConflict(noise));
        },
      ),
    );
  });

  test.each([
    ["one word", "a"],
    ["words", "suicidal not "],
    ["dangers that are denied", "not suicidal, "],
    ["beginnings of dangers", "threat plan intent wants "],
    ["open quotations", '"'],
    ["open curly quotations", "“"],
    ["apostrophes", " '"],
    ["contexts", "joke may be "],
    ["turns", "but "],
    ["statements", ", indicating"],
    ["commas", "the user, the user, "],
    ["sentences", "The user is not suicidal. "],
    ["spaces", " "],
  ])("reads 100 kB of %s within the time limit of a test", (_title, unit) => {
    const text = unit.repeat(Math.ceil(100_000 / unit.length));
    expect([true, false]).toContain(findConflict(text));
  });

  const seeds = new URL("../../shared/seeds/", import.meta.url);
  const missing = !existsSync(seeds);
  test.skipIf(missing)("agrees with the documented answers (skipped where ../shared/seeds is absent)", () => {
    const texts = readdirSync(seeds).map((name) => readFileSync(new URL(name, seeds), "utf8"));
    const answers = texts.flatMap((text) => [...text.matchAll(/<reflection>([^<]{60,})<\/reflection>\n(<risks\/?>)/g)]);
    expect(answers.length).toBeGreaterThanOrEqual(4);
    for (const [, reflection = "", list] of answers) expect(findConflict(reflection)).toBe(list === "<risks>");
  });
});
