/** One change concerns at most so many cases. Pure. */
export const BULK_AT_MOST = 1_000;
