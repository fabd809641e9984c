import { bandPath, linePath } from "@/components/charts/path";
import { Plane } from "@/components/charts/plane";
import { countScale } from "@/components/charts/scale";

export type CutPoint = {
  /** How the cut is written under the plane; empty where it is not. */
  label: string;
  perDay: number;
  /** null where it is not known. */
  recall: { value: number; low: number; high: number } | null;
};

type CutCurvesProps = {
  /** In the order of the cuts. */
  points: readonly CutPoint[];
  /** Which of them is in force, or nearest to it; and which is looked at. */
  today: number;
  chosen: number;
};

const QUARTERS = [0, 0.25, 0.5, 0.75, 1] as const;

function Upright({ at, dashed }: { at: number; dashed: boolean }) {
  return (
    <line
      x1={at * 100}
      x2={at * 100}
      y1={0}
      y2={100}
      vectorEffect="non-scaling-stroke"
      {...(dashed ? { strokeDasharray: "4 3" } : {})}
      className={dashed ? "stroke-muted" : "stroke-2 stroke-strong"}
    />
  );
}

/** Recall with its interval, and cases a day, over the same cuts: a dashed line where the cut is now, a whole one at the chosen. */
export function CutCurves({ points, today, chosen }: CutCurvesProps) {
  const x = (index: number) => (points.length < 2 ? 0.5 : index / (points.length - 1));
  const known = points.flatMap(({ recall }, index) => (recall === null ? [] : [{ ...recall, x: x(index) }]));
  const queue = countScale(points.map(({ perDay }) => perDay));
  const xTicks = points.flatMap(({ label }, index) => (label === "" ? [] : [{ at: x(index), label }]));
  const places = (
    <>
      <Upright at={x(today)} dashed />
      <Upright at={x(chosen)} dashed={false} />
    </>
  );
  return (
    <div className="grid gap-3">
      {known.length > 0 && (
        <div>
          <p className="pl-11 text-2xs text-muted">Recall</p>
          <Plane
            xTicks={[]}
            yTicks={QUARTERS.map((share) => ({ at: share, label: `${share * 100}%` }))}
            lines={
              <>
                <path
                  d={bandPath(
                    known.map((each) => ({ x: each.x, y: each.high })),
                    known.map((each) => ({ x: each.x, y: each.low })),
                  )}
                  className="fill-accent-soft stroke-none"
                />
                <path
                  d={linePath(known.map((each) => ({ x: each.x, y: each.value })))}
                  vectorEffect="non-scaling-stroke"
                  className="fill-none stroke-2 stroke-accent"
                />
                {places}
              </>
            }
          />
        </div>
      )}
      <div>
        <p className="pl-11 text-2xs text-muted">Cases a day</p>
        <Plane
          className="h-32"
          xTicks={xTicks}
          yTicks={queue.ticks.map((count) => ({ at: queue.place(count), label: count.toLocaleString("en") }))}
          lines={
            <>
              <path
                d={linePath(points.map(({ perDay }, index) => ({ x: x(index), y: queue.place(perDay) })))}
                vectorEffect="non-scaling-stroke"
                className="fill-none stroke-2 stroke-accent"
              />
              {places}
            </>
          }
        />
      </div>
    </div>
  );
}
