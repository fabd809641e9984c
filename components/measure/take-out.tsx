import { measurePath } from "@/components/measure/measure-path";
import { buttonStyle } from "@/components/ui/button-style";
import { Panel } from "@/components/ui/panel";
import type { MeasureExport } from "@/domain/measure/exports/export-query";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";

const FILES: readonly { what: MeasureExport; name: string; says: string }[] = [
  { what: "figures", name: "Figures", says: "A line for each number, with its interval and what it rests on." },
  {
    what: "accuracy",
    name: "Accuracy of automated means",
    says: "In the shape of the transparency template of the Digital Services Act; docs/measure.md says what is left to you.",
  },
  {
    what: "outcomes",
    name: "Outcomes",
    says: "A line for each conversation: what the model and people made of it, and the chance it was drawn with. No words.",
  },
];

type TakeOutProps = { filter: MeasureFilter; mayExport: boolean; mayExportContent: boolean };

/** The figures as files, under the filter of the page. Downloads, so plain links; each is on record. */
export function TakeOut({ filter, mayExport, mayExportContent }: TakeOutProps) {
  const files = FILES.filter(({ what }) => what !== "outcomes" || mayExport);
  return (
    <Panel
      title="Take out"
      description="With the filters of this page. That it left the desk goes on record."
      className="print:hidden"
    >
      <ul className="grid gap-4 md:grid-cols-2 xl:grid-cols-4">
        {files.map(({ what, name, says }) => (
          <li key={what} className="grid content-start gap-1.5">
            <p className="font-medium text-sm text-strong">{name}</p>
            <p className="text-pretty text-muted text-xs">{says}</p>
            <p className="flex gap-2">
              {(["csv", "jsonl"] as const).map((format) => (
                <a
                  key={format}
                  href={measurePath("/api/v1/measure/export", filter, { what, format })}
                  download={`${what}.${format}`}
                  className={buttonStyle(undefined, "sm")}
                >
                  {format === "csv" ? "CSV" : "JSON lines"}
                  <span className="sr-only">: {name}</span>
                </a>
              ))}
            </p>
          </li>
        ))}
        {mayExportContent && (
          <li className="grid content-start gap-1.5">
            <p className="font-medium text-sm text-strong">Evaluation file</p>
            <p className="text-pretty text-muted text-xs">
              Conversations with what was decided on them, to judge a new model by. It holds their words: keep it safe.
              All sources; what was erased, or edited since, is left out.
            </p>
            <p>
              <a
                href="/api/v1/measure/evaluation-file"
                download="evaluation.jsonl"
                className={buttonStyle(undefined, "sm")}
              >
                JSON lines<span className="sr-only">: Evaluation file, with the words of conversations</span>
              </a>
            </p>
          </li>
        )}
      </ul>
    </Panel>
  );
}
