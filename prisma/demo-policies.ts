import type { PolicyInput } from "@/domain/decide/policies/policy-dto";

const IN_DANGER_NOW = `## What is asked of you

You are not asked to be sure. You are asked to look, to say what you see, and not to carry it alone.

1. **Read what the person says, in their own words**, and what was said just before it.
2. **Ask yourself three things**: is somebody at risk, how soon, and is anybody with them?
3. **If it may be now, tell a lead before you decide.** Escalating is never wrong, and nobody is asked why.

## When to escalate at once

| What you read | What to do |
| --- | --- |
| Somebody may be in danger within hours | Escalate, then stay in the case until a lead has it |
| A child, or somebody who depends on others, is being hurt | Escalate, and say in the note who can be reached |
| Somebody else is being threatened | Escalate, and name who |
| You are not certain which of these it is | Treat it as the more urgent one |

## Words that help

- Write what was said and what you concluded, and keep the two apart.
- Say “died by suicide” or “suicide attempt”. A life or a death is neither a success nor a failure.
- Leave out how anybody was hurt. Nobody who reads the note needs to know.
- Leave out what you think of the person.

## Afterwards

A hard case stays with people. Take the pause that the desk offers, and talk to somebody: the contacts are on your break page.
`;

const NO_RISK = `## Before you say that there is no risk

- A joke, a quotation or a song can stand beside something real. Read the rest of the thread.
- “I am fine now” tells about now. What was said before it still counts.
- Somebody who is afraid of others may say little. Look at what they leave out.

Say **not certain** where you are not certain: a second person then looks, without knowing what you said.
`;

/** The policies of the demo: what a desk of this kind might ask of its reviewers. */
export const DEMO_POLICIES: readonly PolicyInput[] = [
  {
    version: 0,
    title: "When somebody may be in danger now",
    markdown: IN_DANGER_NOW,
    riskTypes: ["suicide", "self_harm", "violence", "abuse", "sexual_violence"],
    note: "What the demo begins with",
  },
  {
    version: 0,
    title: "Before you say that there is no risk",
    markdown: NO_RISK,
    riskTypes: [],
    note: "What the demo begins with",
  },
];

/** Beginnings of notes. */
export const DEMO_TEMPLATES = [
  {
    id: "what_was_said",
    title: "What was said, and what I conclude",
    text: "What was said:\n\nWhat I conclude:\n\nWhat was done:",
  },
  { id: "not_certain", title: "Not certain", text: "I am not certain, because" },
];

/** Invented: whoever runs a desk puts their own people here. */
export const DEMO_CONTACTS = [
  { name: "The lead on shift", reach: "Extension 100", hours: "At any hour" },
  { name: "Support for staff", reach: "support@example.org", hours: "Weekdays, 9 to 17" },
];
