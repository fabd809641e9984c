/**
 * The conversations of `npm start -- --demo`. Written for this purpose; every person in them is invented. They follow safe
 * messaging: what somebody feels, never how anything is done.
 */
import type { ConversationInput } from "@/domain/ingest/conversation-input";

type DemoConversation = {
  source: "Companion app" | "Community forum";
  messages: ConversationInput["messages"];
  decide?: "agree" | "nothing";
};

const user = (text: string, author?: string) => ({ role: "user" as const, text, ...(author ? { author } : {}) });
const bot = (text: string) => ({ role: "assistant" as const, text });
const agent = (text: string) => ({ role: "agent" as const, text, author: "Support team" });

export const DEMO_CONVERSATIONS: readonly DemoConversation[] = [
  {
    source: "Companion app",
    messages: [
      user("hey, you there?"),
      bot("I'm here. How has your evening been?"),
      user("bad. really bad. i wrote letters to everyone today"),
      bot("Thank you for telling me. What is in the letters?"),
      user("goodbye. i want to end it all tonight, i just wanted somebody to know"),
    ],
  },
  {
    source: "Companion app",
    messages: [user("I don't want to be alive anymore. I've felt this way for months and nothing helps.")],
  },
  {
    source: "Community forum",
    messages: [
      user(
        "I'm scared for my best friend. My friend told me she's been cutting herself since summer and made me promise not to tell.",
        "willow_17",
      ),
      agent("You did the right thing by writing to us. Is she safe right now, as far as you know?"),
      user("I think so, she is at her mum's. She just feels so alone.", "willow_17"),
    ],
    decide: "agree",
  },
  {
    source: "Companion app",
    messages: [
      user("my husband hit me again last night. i'm hiding in the bathroom while i type this"),
      bot("I'm so sorry. Are you in danger right now?"),
      user("he's asleep. i don't know what he'll do when he wakes up"),
    ],
  },
  { source: "Community forum", messages: [user("kms lmao this exam is killing me 💀", "studyhall")] },
  {
    source: "Community forum",
    messages: [
      user("I used to be suicidal but therapy helped me recover. Two years today. Ask me anything.", "northstar"),
    ],
    decide: "nothing",
  },
  {
    source: "Companion app",
    messages: [
      user("Can you help me plan a birthday dinner for eight people? Two are vegetarian."),
      bot("Gladly! Do you have an oven?"),
      user("Yes, a small one."),
    ],
  },
  {
    source: "Community forum",
    messages: [
      user(
        "He keeps turning up outside my work and my flat. I blocked him everywhere and he makes new accounts.",
        "mara_k",
      ),
      user("Last week he followed me to my sister's place. I don't feel safe anywhere.", "mara_k"),
    ],
    decide: "agree",
  },
  {
    source: "Companion app",
    messages: [
      user("I haven't eaten properly in five days and I feel proud of it. I still look disgusting."),
      bot("That sounds like a lot of pressure."),
      user("it's the only thing i can control"),
    ],
  },
  {
    source: "Community forum",
    messages: [
      user("Our neighbour leaves her little boys alone all weekend. They came to our door hungry again.", "flat12"),
    ],
  },
  {
    source: "Companion app",
    messages: [user("a man online says he'll send my pictures to my school unless i send more. i'm 15. please help")],
  },
  {
    source: "Community forum",
    messages: [user("This new boss fight is impossible, I'm going to kill whoever designed it lol", "pixelpanda")],
    decide: "nothing",
  },
  {
    source: "Companion app",
    messages: [user("Something happened at a party. I said no and he didn't stop. I haven't told anyone.")],
  },
  {
    source: "Companion app",
    messages: [user("I'm going to hurt him for what he did to my brother. I know where he'll be on Friday.")],
    decide: "agree",
  },
  {
    source: "Community forum",
    messages: [user("Anyone up for a run on Sunday? Easy pace, coffee after.", "trailmix")],
  },
  {
    source: "Companion app",
    messages: [
      user("I feel a bit low since we moved, I miss my old street."),
      bot("Moving can be lonely at first."),
      user("yeah. it'll be fine i guess"),
    ],
  },
  {
    source: "Companion app",
    messages: [
      user("לא ישנתי כל הלילה, אני מרגיש לבד"),
      bot("אני כאן. מה הכי קשה עכשיו?"),
      user("אני פשוט עייף. מחר יש לי מבחן 📚"),
    ],
  },
  {
    source: "Community forum",
    messages: [
      user("Reading about the history of crisis lines for an essay: does anybody know a good book?", "essayist"),
    ],
  },
  {
    source: "Companion app",
    messages: [user("i cut myself again. not deep. i just needed it to be quiet for a minute")],
  },
  {
    source: "Companion app",
    messages: [
      user(
        "My grandmother fell again and the home hasn't called a doctor. She's covered in bruises and nobody changes her bed.",
      ),
    ],
  },
];
