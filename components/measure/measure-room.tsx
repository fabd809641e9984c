import type { ReactNode } from "react";
import type { z } from "zod";
import { BadQuery } from "@/components/access/bad-query";
import { NoAccess } from "@/components/access/no-access";
import { type PageQuery, readPageQuery } from "@/components/access/page-query";
import { requirePageUser } from "@/components/access/page-user";
import { MeasureFilters } from "@/components/measure/measure-filters";
import { MeasureHeader } from "@/components/measure/measure-header";
import { measurePath } from "@/components/measure/measure-path";
import { FilterBar, FilterLinks } from "@/components/ui/filter-links";
import { LinkButton } from "@/components/ui/link-button";
import { Page } from "@/components/ui/page-header";
import { hasRight, type UserActor } from "@/domain/access/actor";
import { listSources } from "@/domain/ingest/list-sources";
import type { MeasureFilter } from "@/domain/measure/figures/measure-filter";

const SECTIONS = [
  { path: "/measure", label: "Overview" },
  { path: "/measure/types", label: "By type" },
  { path: "/measure/drift", label: "Over time" },
  { path: "/measure/reviewers", label: "Reviewers" },
  { path: "/measure/times", label: "Times" },
  { path: "/measure/thresholds", label: "Thresholds" },
] as const;

type MeasureRoomProps<F extends MeasureFilter> = {
  path: (typeof SECTIONS)[number]["path"];
  searchParams: PageQuery;
  /** What the address of this page may hold: the filter, and what else the page takes. */
  schema: z.ZodType<F>;
  children: (user: UserActor, filter: F) => ReactNode | Promise<ReactNode>;
};

async function Section<F extends MeasureFilter>({
  path,
  user,
  filter,
  children,
}: Pick<MeasureRoomProps<F>, "path" | "children"> & { user: UserActor; filter: F }) {
  const [sources, body] = await Promise.all([
    hasRight(user, "source.manage") ? listSources(user) : null,
    children(user, filter),
  ]);
  return (
    <>
      <FilterBar className="justify-between">
        <FilterLinks
          legend="Figures"
          items={SECTIONS.map((section) => ({
            href: measurePath(section.path, filter),
            label: section.label,
            current: section.path === path,
          }))}
        />
        <LinkButton href={measurePath("/measure/report", filter)}>Report to print</LinkButton>
      </FilterBar>
      <MeasureFilters path={path} filter={filter} sources={sources} key={measurePath(path, filter)} />
      {body}
    </>
  );
}

/** A page of figures: who may, its filter from the address, the way to the others, and its own part. */
export async function MeasureRoom<F extends MeasureFilter>({
  path,
  searchParams,
  schema,
  children,
}: MeasureRoomProps<F>) {
  const query = await readPageQuery(searchParams, schema);
  const user = await requirePageUser(query.ok ? measurePath(path, query.filter) : path);
  if (!hasRight(user, "measure.read")) return <NoAccess what="reading the figures" />;
  return (
    <Page>
      <MeasureHeader
        current="decisions"
        description="What people’s decisions say about the model, how sure that is, and what they cannot say."
      />
      {query.ok ? (
        <Section path={path} user={user} filter={query.filter}>
          {children}
        </Section>
      ) : (
        <BadQuery problems={query.problems} path={path} />
      )}
    </Page>
  );
}
