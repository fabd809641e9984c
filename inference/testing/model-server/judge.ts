/** One judge's answer to a text: the rule's, varied by the text's markers and by the seed. Part of a test tool. */
import { IMMINENCES, RISK_SUBJECTS, RISK_TYPES, SEVERITIES } from "@/inference/risk";
import { type RuleRisk, ruleAnswer } from "@/inference/testing/model-server/answer-rules";
import { choose, type Draw, type Spread } from "@/inference/testing/model-server/draw";
import { flagShare, spreadOf } from "@/inference/testing/model-server/markers";

/** How sure the server says to be of what no marker speaks of. */
const SURE = 0.97;
const UNSPOKEN = { subject: "self", type: "suicide", severity: "high", imminence: "acute", features: [] } as const;

/** How likely each value of a risk's attributes was, for the log-probabilities. */
export type Spreads = {
  subject: Spread<string>;
  severity: Spread<string>;
  imminence: Spread<string>;
};
export type Judgement = {
  reflection: string;
  risks: readonly RuleRisk[];
  /** The probability that the list of risks is not empty. */
  flagProbability: number;
  /** One for each risk, in order. */
  spreads: readonly Spreads[];
};

const CLOSINGS = [
  "",
  " Read once more.",
  " Seen as a whole.",
  " Taken by its words.",
  " So it stands.",
  " As written.",
];

/** Sure of one value, the rest shared by the others. */
function sureOf<Value extends string>(value: Value, values: readonly Value[]): Spread<Value> {
  const other = (1 - SURE) / (values.length - 1);
  return values.map((one) => ({ value: one, probability: one === value ? SURE : other }));
}

function vary(text: string, given: RuleRisk, draw: Draw): { risk: RuleRisk; spreads: Spreads } {
  const marked = {
    subject: spreadOf(text, "subject", RISK_SUBJECTS),
    type: spreadOf(text, "type", RISK_TYPES),
    severity: spreadOf(text, "severity", SEVERITIES),
    imminence: spreadOf(text, "imminence", IMMINENCES),
  };
  return {
    risk: {
      subject: marked.subject ? choose(marked.subject, "subject", draw) : given.subject,
      type: marked.type ? choose(marked.type, "type", draw) : given.type,
      severity: marked.severity ? choose(marked.severity, "severity", draw) : given.severity,
      imminence: marked.imminence ? choose(marked.imminence, "imminence", draw) : given.imminence,
      features: given.features,
    },
    spreads: {
      subject: marked.subject ?? sureOf(given.subject, RISK_SUBJECTS),
      severity: marked.severity ?? sureOf(given.severity, SEVERITIES),
      imminence: marked.imminence ?? sureOf(given.imminence, IMMINENCES),
    },
  };
}

/**
 * @param text what is reviewed, with its markers
 * @param draw the chance of a sampled answer; null for a greedy one, which is the most likely answer
 * @returns the same for the same text and seed. With a draw the reflection varies in its closing words, so that judges
 *   with different seeds are not byte-identical
 */
export function judge(text: string, draw: Draw): Judgement {
  const rule = ruleAnswer(text);
  const share = flagShare(text);
  const closing = draw === null ? "" : (CLOSINGS[Math.floor(draw("closing") * CLOSINGS.length)] ?? "");
  const reflection = `${rule.reflection}${closing}`;
  if (share === null) {
    const varied = rule.risks.map((given) => vary(text, given, draw));
    return {
      reflection,
      risks: varied.map(({ risk }) => risk),
      flagProbability: varied.length > 0 ? SURE : 1 - SURE,
      spreads: varied.map(({ spreads }) => spreads),
    };
  }
  const flagged = draw === null ? share >= 0.5 : draw("flag") < share;
  if (!flagged) return { reflection, risks: [], flagProbability: share, spreads: [] };
  const { risk, spreads } = vary(text, rule.risks[0] ?? { ...UNSPOKEN, features: [] }, draw);
  return { reflection, risks: [risk], flagProbability: share, spreads: [spreads] };
}

/** The answer in the model's documented form. */
export function writeAnswer({ reflection, risks }: Pick<Judgement, "reflection" | "risks">): string {
  const list = risks.map(({ subject, type, severity, imminence, features }) => {
    const tail = features.length > 0 ? ` features="${features.join(",")}"` : "";
    return `<risk subject="${subject}" type="${type}" severity="${severity}" imminence="${imminence}"${tail}/>\n`;
  });
  const tag = list.length === 0 ? "<risks/>" : `<risks>\n${list.join("")}</risks>`;
  return `<reflection>${reflection}</reflection>\n${tag}`;
}
