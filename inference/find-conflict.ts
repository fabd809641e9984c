/**
 * Finds a reflection that contradicts the empty list of risks below it: one that names a danger as present.
 *
 * A fine-tuned safety model can argue rightly and still decide wrongly (the gap described in arXiv 2605.31073). The check
 * reads the model's own English prose, never what a person wrote, sentence by sentence: a danger counts unless the words
 * around it deny it, put it in the past, or take it for fiction, figure of speech or a subject of study.
 */
import {
  CONTEXT,
  COVER,
  DANGERS,
  DENIED_AFTER,
  FALSE_NEGATION,
  HEDGED,
  NEGATION,
  NOBODY,
  PAST,
  POINTS_BACK,
  PRESENT,
  QUOTED_DANGER,
  STORY,
} from "@/inference/reflection-words";

/** How far the words before and after a danger are looked at; it bounds the work on any text. */
const BEFORE = 140;
const AFTER = 70;

/** A quotation, in which the model repeats a person; longer ones are taken for stray marks. */
const QUOTATION = /"[^"\n]{0,300}"|“[^“”\n]{0,300}”|(?<![a-z])'[^'\n]{0,300}'(?![a-z])/g;
const SENTENCE_END = /[.!?;\n]+(?=\s|$)/;

/** From here on a sentence turns round, so that what was said before no longer bears on what follows. */
const TURN =
  /\b(?:but|however|although|though|yet|nevertheless|nonetheless|whereas|while|despite)\b|,(?<=^[^,]{0,200},)(?= (?:the (?:user|speaker)|they|this|it)\b)/;

/** A new statement within a sentence: negation and tense start afresh. */
const STATEMENT =
  /,? and(?= (?:(?:they|he|she|the (?:user|speaker|person))\b|is\b|are\b|has\b|have\b|now\b|currently|still|plans?\b|intends?\b|wants?\b|wishes|states?\b|says|expresses|discloses|describes|reports|reveals|threatens|admits|indicates|suggests|shows))|,(?= (?:which |that |thus |thereby |and |strongly |clearly ){0,3}(?:indicat|suggest|reveal|express|disclos|stating|describ|show|signal|demonstrat|imply|implies|consistent|plac|putting))|: /;

/**
 * Whether a reflection names a danger as present. Meant for reflections above an empty list of risks, where that is a
 * contradiction a person has to look at.
 *
 * @param reflection the model's reasoning as parsed
 * @returns false also where it cannot be told. The time taken grows with the length of the text alone. Never throws
 */
export function findConflict(reflection: string): boolean {
  const lower = reflection
    .toLowerCase()
    .replaceAll("’", "'")
    .replace(/[^\S\n]+/g, " ");
  const told = lower.replace(QUOTATION, " (quoted) ");
  const passages = told.split(SENTENCE_END).flatMap((sentence) => {
    const isAboutUser = /\b(?:user|speaker)\b/.test(sentence);
    const turns = sentence.split(TURN).filter((text) => text.trim() !== "");
    return turns.map((text) => ({ text, isAboutUser }));
  });
  const explainedBefore = passages.findLastIndex(({ text }) => POINTS_BACK.test(text) && isTold(text));
  let inStory = false;
  for (const [index, { text, isAboutUser }] of passages.entries()) {
    const isExplained = index < explainedBefore || (inStory && !isAboutUser);
    if (!isExplained && !isTold(text) && text.split(STATEMENT).some(namesDanger)) return true;
    inStory ||= STORY.test(text);
  }
  const quotations = lower.match(QUOTATION) ?? [];
  return quotations.some((quotation) => QUOTED_DANGER.test(quotation)) && !calms(told);
}

/** Whether a passage is about a figure of speech, fiction, news, study or work, and says so without doubt. */
function isTold(passage: string): boolean {
  for (const match of passage.matchAll(CONTEXT)) {
    const before = passage.slice(Math.max(0, match.index - BEFORE), match.index);
    const end = match.index + match[0].length;
    const after = passage.slice(end, end + AFTER);
    if (
      !HEDGED.test(before) &&
      !COVER.test(after) &&
      !/\b(?:no|not|never|nothing) (?:\w+ ){0,2}$|n't (?:\w+ ){0,2}$/.test(before)
    )
      return true;
  }
  return false;
}

function namesDanger(statement: string): boolean {
  const plain = statement.replace(FALSE_NEGATION, (words) => " ".repeat(words.length));
  for (const match of statement.matchAll(DANGERS)) {
    const end = match.index + match[0].length;
    const before = plain.slice(Math.max(0, match.index - BEFORE), match.index);
    const after = plain.slice(end, end + AFTER);
    if (NOBODY.test(before) || isDenied(before, after) || isOver(before, match[0], after)) continue;
    return true;
  }
  return false;
}

function isDenied(before: string, after: string): boolean {
  if (DENIED_AFTER.test(after)) return true;
  const last = [...before.matchAll(NEGATION)].at(-1);
  if (last === undefined) return false;
  const between = before.slice(last.index);
  // A comma ends what is denied, unless it runs through a list.
  return !between.includes(",") || /\b(?:or|nor)\b/.test(between + after);
}

function isOver(before: string, danger: string, after: string): boolean {
  const present = PRESENT.exec(`${before}${danger}`);
  if (present !== null && !PAST.test(present[0])) return false;
  return PAST.test(before) || PAST.test(after);
}

/** A bare verdict is the contradiction itself, and calms nobody. */
function calms(text: string): boolean {
  const withoutVerdict = text.replace(/\bno (?:\w+ ){0,3}(?:risks?|crisis|danger|concerns?|indicators?)\b/g, "");
  return [CONTEXT, NEGATION, PAST].some((words) => withoutVerdict.search(words) !== -1);
}
