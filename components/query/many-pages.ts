/** Lists that are read page by page, and how much of them is read again. */

/** Somebody who has loaded more pages than this is browsing, not waiting. */
const MANY_PAGES = 2;

/** Whether so much of a list is loaded that reading all of it again takes long: it is done less often. @param data of any query */
export function hasManyPages(data: unknown): boolean {
  return typeof data === "object" && data !== null && "pages" in data && Array.isArray(data.pages)
    ? data.pages.length > MANY_PAGES
    : false;
}

type Direction = { has: boolean; isFetching: boolean; hasFailed: boolean };

/**
 * Whether the page that comes next in a direction is asked for by itself. One that failed is not: it would fail again, as
 * fast as it is asked for. The list is read again every few seconds, after which it is.
 * @param isNear whether the reader is near that end
 */
export function wantsPage({ has, isFetching, hasFailed }: Direction, isNear: boolean): boolean {
  return has && isNear && !isFetching && !hasFailed;
}
