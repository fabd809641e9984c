import { ApiProblem, problemText } from "@/components/query/fetch-json";

function isAt(pointer: string, place: string): boolean {
  return pointer === place || pointer.startsWith(`${place}/`);
}

/** What the server says is wrong with the field at `place` (a JSON pointer such as "/email"), if anything. */
export function fieldError(error: unknown, place: string): string | undefined {
  if (!(error instanceof ApiProblem)) return undefined;
  const message = error.problem.errors?.find((each) => isAt(each.pointer, place))?.message;
  return message === undefined
    ? undefined
    : `${message.charAt(0).toUpperCase()}${message.slice(1)}.`.replace(/\.\.$/, ".");
}

/** What went wrong beyond the fields at `places`, fit to be shown above the form; null where every error has its field. */
export function formError(error: unknown, places: readonly string[]): string | null {
  if (error === null || error === undefined) return null;
  const errors = error instanceof ApiProblem ? error.problem.errors : undefined;
  const allPlaced = errors?.every((each) => places.some((place) => isAt(each.pointer, place))) ?? false;
  return allPlaced ? null : problemText(error);
}
