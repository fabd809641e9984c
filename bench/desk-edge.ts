/** Fifty people at once, over HTTP. */
import type { BenchPerson, DeskRoom } from "@/bench/desk-room";
import { percentile } from "@/bench/measure-latency";
import { db } from "@/lib/db/client";

const REQUESTS_EACH = 8;
/** A person's pause between two requests, in milliseconds: fifty people are not a load generator. */
const PAUSE_MS = 5_000;

async function timed(run: () => Promise<Response>, into: number[]): Promise<Response> {
  const started = performance.now();
  const answer = await run();
  await answer.arrayBuffer();
  into.push(performance.now() - started);
  return answer;
}

/** Fifty people who claim and look at the list, each at a person's pace. @returns latencies at the HTTP edge */
export async function measureEdge({ url }: DeskRoom, people: readonly BenchPerson[]) {
  const claims: number[] = [];
  const lists: number[] = [];
  const taken: string[] = [];
  let refused = 0;
  await Promise.all(
    people.map(async ({ cookie }, place) => {
      await new Promise((resolve) => setTimeout(resolve, (place / people.length) * PAUSE_MS));
      for (let index = 0; index < REQUESTS_EACH; index += 1) {
        const headers = { cookie, origin: url };
        const claim = index % 2 === 0;
        const ask = claim
          ? () => fetch(`${url}/api/v1/cases/next`, { method: "POST", headers })
          : () => fetch(`${url}/api/v1/cases`, { headers });
        const answer = await timed(ask, claim ? claims : lists);
        if (!answer.ok) refused += 1;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }),
  );
  const twice = await db().$queryRaw<{ case_id: string }[]>`
    SELECT case_id FROM claim WHERE ended_at IS NULL GROUP BY case_id HAVING count(*) > 1`;
  const overlapping = await db().$queryRaw<{ id: string }[]>`
    SELECT a.id FROM claim a JOIN claim b ON b.case_id = a.case_id AND b.id > a.id
    WHERE b.claimed_at < coalesce(a.ended_at, 'infinity')`;
  taken.push(...twice.map(({ case_id: id }) => id), ...overlapping.map(({ id }) => id));
  const row = (what: string, times: number[]) => {
    times.sort((a, b) => a - b);
    return {
      what,
      n: times.length,
      p50: percentile(times, 0.5),
      p95: percentile(times, 0.95),
      p99: percentile(times, 0.99),
    };
  };
  return { rows: [row("claim next", claims), row("list page", lists)], refused, doubleClaims: taken.length };
}
