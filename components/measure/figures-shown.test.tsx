/** What the pages say of figures that are not known, and how they lead behind the others. */
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { MeasuredCaseList } from "@/components/measure/measured-case-list";
import { Missing, OverviewHeadline } from "@/components/measure/overview-headline";
import { ShadowCaseList } from "@/components/measure/shadow-case-list";
import type { Figure } from "@/domain/measure/figures/figure";
import type { MeasuredCase } from "@/domain/measure/figures/measured-cases-dto";
import type { MeasureReport } from "@/domain/measure/figures/overview-dto";

const rests = { n: 40, response: 0.5, basis: "mixed" as const };
const known: Figure = { value: 0.8, low: 0.65, high: 0.9, means: "Of 40 flags 32 held a risk.", ...rests };
const unknown: Figure = { value: null, reason: "No sample was answered.", means: "Of all with a risk.", ...rests };

/** As much of a report as the headline reads. */
const headline = (recall: Figure, floor: number | null, corrected: Figure = unknown) =>
  renderToStaticMarkup(
    <OverviewHeadline
      report={
        {
          figures: { precision: known, recall },
          recall: { floor, flagsOnly: { ...known, value: 0.98, means: "This is no estimate of recall." } },
          corrected: { recall: corrected },
        } as unknown as MeasureReport
      }
    />,
  );

it("gives no number for a recall that is not known, and calls that of the flags by its name", () => {
  const markup = headline(unknown, null);
  expect(markup).toContain("Not known");
  expect(markup).toContain("No sample was answered.");
  expect(markup).toContain("Not recall: 98.0%.");
  expect(markup).not.toContain("At least");
  expect(markup).toContain("Partly decided with the model in view");
});

it("says a recall with its interval, its bound and what it rests on", () => {
  const markup = headline({ ...known, means: "It flags 8 of 10." }, 0.61);
  for (const said of ["It flags 8 of 10.", "65% to 90%", "61%", "40 answers", "50% of those asked for"])
    expect(markup).toContain(said);
});

it("says recall without the error of reviewers beside it, or why not", () => {
  const few = { ...unknown, reason: "Too few reference cases." };
  expect(headline(known, 0.6, few)).toContain("Not corrected for the error of reviewers. Too few reference cases.");
  const corrected: Figure = { ...known, value: 0.71, low: 0.52, high: 0.93, means: "Were they as often wrong here." };
  const markup = headline(known, 0.6, corrected);
  for (const said of ["71%, 52% to 93%", "Were they as often wrong here."]) expect(markup).toContain(said);
  // Where recall itself is not known, that is said once.
  expect(headline(unknown, null, few)).not.toContain("Too few reference cases.");
});

it("names what is missing, and says so where nothing is", () => {
  expect(renderToStaticMarkup(<Missing missing={["3 samples wait."]} />)).toContain("3 samples wait.");
  expect(renderToStaticMarkup(<Missing missing={[]} />)).toContain("Nothing is missing");
});

const item: MeasuredCase = {
  conversationId: "0192f000-0000-7000-8000-000000000001",
  caseId: "0192f000-0000-7000-8000-00000000000a",
  day: "2026-11-02",
  source: { id: "0192f000-0000-7000-8000-0000000000aa", name: "Webhook" },
  language: "de",
  model: "nopenet/nope-edge",
  strategy: "single",
  provisional: false,
  tier: null,
  outcome: "none",
  answer: "risk",
  visibility: "blind",
  stratum: "rest",
  probability: 0.01,
  overturn: "false_negative",
  decidedAt: "2026-11-03T08:00:00.000Z",
  named: [],
  found: [{ subject: "self", type: "self_harm", severity: "mild", imminence: null }],
};
const listOf = (items: MeasuredCase[], keptBlind: number) =>
  renderToStaticMarkup(
    <MeasuredCaseList
      query={{ cell: ["outcome", "none", "risk"], tier: 0 }}
      list={{ total: 51, keptBlind, items, nextCursor: "later" }}
      mayReview
    />,
  );
const list = (change: Partial<MeasuredCase>) => listOf([{ ...item, ...change }], 0);

it("lists what is behind a number with what either side said, and pages on under the same filter", () => {
  const markup = list({});
  for (const said of ["False negatives", "51 conversations: tier 0", "Self-harm, the speaker, mild", "German"])
    expect(markup).toContain(said);
  expect(markup).toContain(`/conversations/${item.conversationId}`);
  expect(markup).toContain(`/cases/${item.caseId}`);
  expect(markup).toContain("/measure/cases?tier=0&amp;cell=outcome.none.risk&amp;cursor=later");
});

it("says how many are kept from whoever may read them blind, and why", () => {
  expect(listOf([], 51)).toContain("Not listed for you");
  expect(listOf([item], 50)).toContain("50 conversations not listed. You may be asked to read one of them");
  expect(listOf([item], 0)).not.toContain("You may be asked");
  const shadow = (keptBlind: number) =>
    renderToStaticMarkup(
      <ShadowCaseList
        runId="0192"
        query={{}}
        list={{ total: keptBlind, keptBlind, items: [], next: null }}
        mayReview
      />,
    );
  expect(shadow(2)).toContain("Not listed for you");
  expect(shadow(0)).not.toContain("Not listed for you");
});

it("leads nobody to the case of a sample that is still to be read blind", () => {
  expect(list({ answer: "open", visibility: null, found: [] })).not.toContain("/cases/0192");
});
