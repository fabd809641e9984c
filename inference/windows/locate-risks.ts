/** Which messages of a window show the risks that were found in it. */
import type { ReadableMessage } from "@/domain/ingest/message";
import type { ConversationReading, FoundRisk } from "@/inference/conversation-reading";
import type { RiskType } from "@/inference/risk";
import type { Window, WindowLine } from "@/inference/windows/build-windows";

type Risks = readonly [FoundRisk, ...FoundRisk[]];

export type LocateInput = {
  window: Pick<Window, "lines">;
  risks: Risks;
  /** Reads with the keyword rules, at no cost. */
  rules: (messages: readonly ReadableMessage[]) => ConversationReading;
  /** Asks the model about some of the window's messages; null where a call would not be worth it. May reject. */
  ask: ((messages: readonly ReadableMessage[]) => Promise<ConversationReading>) | null;
};

/** Lines `from` up to, and without, `to`. */
type Run = { from: number; to: number };

function seenIn(reading: ConversationReading | null): readonly FoundRisk[] {
  if (reading === null) return [];
  return reading.outcome === "unscored" ? reading.suspected : reading.risks;
}

/** The messages in which the rules, reading each by itself, see the risk: for the same person, else at least the type. */
function findByRules(seen: ReadonlyMap<number, readonly FoundRisk[]>, risk: FoundRisk): number[] {
  const ofType = [...seen].filter(([, risks]) => risks.some(({ type }) => type === risk.type));
  const exact = ofType.filter(([, risks]) =>
    risks.some(({ subject, type }) => subject === risk.subject && type === risk.type),
  );
  return (exact.length > 0 ? exact : ofType).map(([index]) => index);
}

/** Narrows a risk down by asking about halves. Answers are kept: risks of one window share them, and the limit. */
function createBisection(lines: readonly WindowLine[], ask: NonNullable<LocateInput["ask"]>) {
  let left = 2 * Math.ceil(Math.log2(lines.length));
  const answers = new Map<string, Promise<ConversationReading | null>>();
  const keyOf = ({ from, to }: Run) => `${from}-${to}`;

  function answer(run: Run): Promise<ConversationReading | null> {
    const known = answers.get(keyOf(run));
    if (known !== undefined) return known;
    left -= 1;
    const messages = lines.slice(run.from, run.to).map(({ message }) => message);
    // An answer that does not come leaves the risk where it was found; the reading itself stands.
    const asked = ask(messages).catch(() => null);
    answers.set(keyOf(run), asked);
    return asked;
  }

  /** The halves of a run that show the type; none where it cannot be narrowed down. */
  async function narrow({ from, to }: Run, type: RiskType): Promise<Run[]> {
    const middle = Math.ceil((from + to) / 2);
    const halves = [
      { from, to: middle },
      { from: middle, to },
    ];
    if (halves.filter((half) => !answers.has(keyOf(half))).length > left) return [];
    const readings = await Promise.all(halves.map(answer));
    return halves.filter((_, at) => {
      const reading = readings[at] ?? null;
      return reading?.outcome === "risk" && reading.risks.some((risk) => risk.type === type);
    });
  }

  return async function find(type: RiskType): Promise<number[]> {
    const found: Run[] = [];
    const open: Run[] = [{ from: 0, to: lines.length }];
    // The widest first, so that what is left of the limit narrows all of them alike.
    for (let run = open.shift(); run !== undefined; run = open.shift()) {
      const halves = run.to - run.from > 1 ? await narrow(run, type) : [];
      if (halves.length === 0) found.push(run);
      else open.push(...halves);
    }
    const named = found.flatMap(({ from, to }) => lines.slice(from, to).map(({ index }) => index));
    return named.sort((a, b) => a - b);
  };
}

/**
 * Names the messages behind each risk of one window, as indexes into the conversation.
 *
 * A window of one message leaves no question. Else the rules point to the messages whose own words show the risk. What
 * they do not see is narrowed down by asking the model about halves, with at most 2·log2(n) calls for a window of n
 * messages, down to a message, or to the smallest run that still shows it: some risks show in no message alone. Without
 * `ask` the list stays empty, which means "not known".
 */
export async function locateRisks({ window: { lines }, risks, rules, ask }: LocateInput): Promise<Risks> {
  const [only, ...more] = lines;
  const find = ask !== null && more.length > 0 ? createBisection(lines, ask) : null;
  const seen = new Map(
    more.length > 0 ? lines.map(({ index, message }) => [index, seenIn(rules([message]))] as const) : [],
  );

  async function locate(risk: FoundRisk): Promise<FoundRisk> {
    if (only !== undefined && more.length === 0) return { ...risk, messages: [only.index] };
    const byRules = findByRules(seen, risk);
    if (byRules.length > 0) return { ...risk, messages: byRules };
    return { ...risk, messages: find === null ? [] : await find(risk.type) };
  }

  const [first, ...others] = risks;
  const located: [FoundRisk, ...FoundRisk[]] = [await locate(first)];
  for (const risk of others) located.push(await locate(risk));
  return located;
}
