import { useMemo } from "react";
import { judgeVotes } from "@/components/decide/judge-votes";
import type { MessageNumbers } from "@/components/decide/reading-facts";
import type { CallDto, ClassificationDto } from "@/inference/classification-dto";

const RULES: Readonly<Record<string, string>> = {
  majority: "A risk counts when more than half of them name it.",
  two_thirds: "A risk counts when at least two thirds of them name it.",
  any: "A risk counts when any of them names it.",
};

const LOOKS = { risk: "text-strong", none: "text-muted", unread: "text-warn" };

type JudgeVotesProps = { reading: ClassificationDto; calls: readonly CallDto[]; numbers: MessageNumbers };

/** Where several judges were asked: what each of them said, folded away until somebody wants to know. */
export function JudgeVotes({ reading, calls, numbers }: JudgeVotesProps) {
  const groups = useMemo(() => judgeVotes(reading, calls, numbers), [reading, calls, numbers]);
  if (groups.length === 0) return null;
  return (
    <details className="group/votes text-xs">
      <summary className="focus-ring -mx-1 flex min-h-6 w-fit items-center gap-1.5 rounded-sm px-1 text-muted hover:text-strong touch:min-h-11">
        <span aria-hidden className="transition-transform group-open/votes:rotate-90">
          ›
        </span>
        What each of {reading.judges} judges said
      </summary>
      <div className="mt-2 grid gap-3">
        {groups.map(({ window, title, votes }) => (
          <div key={window} className="grid gap-1">
            {title !== null && <p className="font-medium text-strong">{title}</p>}
            <ol aria-label={title ?? "Judges"} className="grid gap-0.5">
              {votes.map(({ judge, says, words }) => (
                <li key={judge} className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-2">
                  <span className="tnum text-muted">Judge {judge}</span>
                  <span className={LOOKS[says]}>{words}</span>
                </li>
              ))}
            </ol>
          </div>
        ))}
        {reading.voteRule !== null && RULES[reading.voteRule] !== undefined && (
          <p className="text-muted">{RULES[reading.voteRule]}</p>
        )}
      </div>
    </details>
  );
}
