import { z } from "zod";

/** Text that is shown, compared and indexed: no control characters (PostgreSQL takes no NUL) and no broken Unicode. */
function isPrintable(text: string): boolean {
  return text.isWellFormed() && !/\p{Cc}/u.test(text);
}

const NOT_PRINTABLE = "must not hold control characters or broken Unicode";

/** An id from outside: kept to the letter, 1 to `max` characters. */
export function outsideId(max: number) {
  return z
    .string()
    .min(1, "must not be empty")
    .max(max, `must be at most ${max} characters`)
    .refine(isPrintable, NOT_PRINTABLE);
}

/** A name that a person types: outer spaces are dropped, 1 to `max` characters. */
export function typedName(max: number) {
  return z
    .string()
    .trim()
    .min(1, "must not be empty")
    .max(max, `must be at most ${max} characters`)
    .refine(isPrintable, NOT_PRINTABLE);
}

/** An id or token that Vigil itself made: letters, digits and `-_`. */
export const ownToken = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/, "is not one that Vigil gave");
