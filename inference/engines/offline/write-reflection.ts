import type { RiskType } from "@/inference/risk";
import type { CollectedRisk } from "./collect-risks";

const TOPICS: Readonly<Record<RiskType, string>> = {
  suicide: "suicide",
  self_harm: "self-harm",
  self_neglect: "self-neglect",
  violence: "violence",
  abuse: "abuse",
  sexual_violence: "sexual violence",
  neglect: "neglect",
  exploitation: "exploitation",
  stalking: "stalking",
};
const PROVISIONAL = "This is a provisional reading without a model.";

/**
 * One or two sentences on what the rules found: topics, who is at risk, and whether a time is named. It never holds words
 * of the conversation, so it needs no more protection than the risks themselves.
 */
export function writeReflection(risks: readonly CollectedRisk[]): string {
  if (risks.length === 0) return `Keyword rules matched nothing that points to a risk. ${PROVISIONAL}`;
  const topics = [
    ...new Set(
      risks.map(
        ({ risk }) =>
          `${TOPICS[risk.type]} ${risk.subject === "self" ? "concerning the writer" : "concerning someone else"}`,
      ),
    ),
  ];
  const time = risks.some(({ timeNamed }) => timeNamed) ? ", with a time named" : "";
  const list = topics.length === 1 ? topics[0] : `${topics.slice(0, -1).join(", ")} and ${topics.at(-1)}`;
  return `Keyword rules matched words about ${list}${time}. ${PROVISIONAL}`;
}
