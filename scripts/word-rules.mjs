/**
 * Words that hurt, mislead or alarm, why, and what to say instead. After public guidance for people who write about suicide
 * and self-harm, in our own words:
 *
 * - ROS: reportingonsuicide.org, best practices for reporting
 * - SAM: the Samaritans' media guidelines
 * - WHO: preventing suicide, a resource for media professionals (2023)
 * - NAM: the National Action Alliance's framework for messaging
 * - APA: the style guide's pages on language without bias
 * - US: what this house asks of itself; docs/reviewing.md says why
 *
 * Each rule: what is not said, what to say instead, why, and whose advice it is. A pattern carries the flag `g`.
 */

const CRIME = "suicide is neither a crime nor a sin";
const ACHIEVEMENT = "dying is no success, and living no failure";
const PERSON = "a person is more than what happened to them";
const MANIPULATION = "it says that people in pain only want to move others";
const ALARM = "alarm wears people out, and makes them decide worse";
const CONTEST = "how fast or how much somebody reads is no contest";
const METHOD = "detail of a method is never shown where it is not needed";

export const WORD_RULES = [
  [/\bcommit(?:s|ted|ting)?\s+(?:\w+\s+)?suicides?\b/gi, '"died by suicide", or "attempted suicide"', CRIME, "ROS"],
  [/\bcommit(?:s|ted|ting)?\s+self[- ]harm\b/gi, '"self-harmed", or "hurt themselves"', CRIME, "SAM"],
  [
    /\b(?:un)?successful(?:ly)?\s+(?:suicid\w*|self[- ]harm)/gi,
    '"died by suicide", or "survived a suicide attempt"',
    ACHIEVEMENT,
    "ROS",
  ],
  [/\b(?:failed|completed?|botched)\s+suicid\w*/gi, '"suicide attempt", or "died by suicide"', ACHIEVEMENT, "ROS"],
  [
    /\b(?:un)?successful\s+attempts?\s+(?:at|on)\s+(?:suicide|(?:his|her|their)\s+(?:own\s+)?life)/gi,
    '"died by suicide"',
    ACHIEVEMENT,
    "ROS",
  ],
  [
    /\bfailed\s+attempts?\s+(?:at|on)\s+(?:suicide|(?:his|her|their)\s+(?:own\s+)?life)/gi,
    '"suicide attempt"',
    ACHIEVEMENT,
    "ROS",
  ],
  [/\bnon-?fatal\s+suicides?\b/gi, '"suicide attempt"', ACHIEVEMENT, "SAM"],
  [
    /\bsuicid(?:e|al)\s+(?:gestures?|threats?|bids?)\b/gi,
    '"suicide attempt", or "said they are thinking of suicide"',
    MANIPULATION,
    "SAM",
  ],
  [/\bthreaten(?:s|ed|ing)?\s+suicide\b/gi, '"said they are thinking of suicide"', MANIPULATION, "SAM"],
  [/\bsuicide\s+victims?\b/gi, '"person who died by suicide"', PERSON, "SAM"],
  [/\bvictims?\s+of\s+(?:suicide|self[- ]harm)\b/gi, '"person who died by suicide"', PERSON, "SAM"],
  [/\bthe\s+suicidal\b(?!\s+(?:thought|idea|feeling|intent))/gi, '"people with thoughts of suicide"', PERSON, "APA"],
  [/\bsuicide\s+(?:epidemics?|outbreaks?|waves?|sprees?)\b/gi, '"more suicides", with the figure', ALARM, "WHO"],
  [/\bparasuicid\w*/gi, '"self-harm", or "suicide attempt"', ACHIEVEMENT, "SAM"],
  [/\bself[- ]mutilat\w*/gi, '"self-harm"', PERSON, "SAM"],
  [/\bself[- ](?:harmers?|injurers?)\b/gi, '"person who self-harms"', PERSON, "SAM"],
  [
    /\bcr(?:y|ies)\s+for\s+help\b|\battention[- ]seek\w*/gi,
    '"in distress", or "asking for support"',
    MANIPULATION,
    "SAM",
  ],
  [/\bmanipulative\s+(?:behaviou?rs?|persons?|people|users?)\b/gi, "what the person did or said", MANIPULATION, "APA"],
  [
    /\b(?:the\s+mentally\s+ill|schizophrenics|psychotics|lunatics?|psychos?)\b/gi,
    '"people with a mental illness"',
    PERSON,
    "APA",
  ],
  [/\b(?:crazy|insane|deranged|nutcases?)\b/gi, "what is meant", PERSON, "APA"],
  [/\b(?:drug\s+)?(?:addicts|junk(?:ies|ie)|drug\s+(?:addict|abusers?))\b/gi, '"person who uses drugs"', PERSON, "APA"],
  [
    /\bsuffer(?:s|ed|ing|ers?)?\s+(?:from|of)\s+(?:depression|anxiety|(?:a\s+)?mental|schizophrenia|bipolar)/gi,
    '"lives with"',
    PERSON,
    "APA",
  ],
  [/\bthreat[- ](?:levels?|actors?|scores?)\b/gi, '"severity", "imminence", or "the person"', PERSON, "US"],
  [/\b(?:bad|malicious)\s+actors?\b|\boffenders?\b|\bperps?\b/gi, '"the person"', PERSON, "US"],
  [
    /\b(?:time[- ]wasters?|hoax\s+(?:callers?|users?)|repeat\s+callers?|frequent\s+flyers?)\b/gi,
    '"the person"',
    PERSON,
    "US",
  ],
  [
    /(?<!\bno\s)(?<!\bnor\s)(?<!\bwithout\s)\bleader[- ]?boards?\b|\b(?:top|best|fastest|slowest|worst)\s+reviewers?\b|\bhigh\s+scores?\b|\bgamif\w*|\byour\s+streak\b/gi,
    "nothing: figures of a person are for that person alone",
    CONTEST,
    "US",
  ],
  [
    /\b(?:overdos\w*|nooses?|slit(?:ting)?\s+(?:\w+\s+)?wrists?|hang(?:ed|ing)?\s+(?:him|her|them)sel\w+)\b/gi,
    "what kind of risk it is",
    METHOD,
    "ROS",
  ],
  [
    /\b(?:DANGER|URGENT|EMERGENCY|CRITICAL|WARNING|ALERT|ACT NOW|IMMEDIATELY)\b(?=[\s!:.,])/g,
    "the same in small letters",
    ALARM,
    "NAM",
  ],
  [/\b\p{L}{2,}!+(?=\s|["'`<]|$)/gu, "the same with a full stop", ALARM, "NAM"],
];

/**
 * The only exceptions: the words of others that a page has to name. `words` are compared without regard to case.
 * Keep it short: a page that needs an exception mostly needs another sentence.
 */
export const WORD_EXCEPTIONS = [];
