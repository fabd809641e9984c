import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";

const schema = z.uuid();

/** An id of ours in a path. Throws NOT_FOUND for what cannot be one. */
export function readId(text: string): string {
  const parsed = schema.safeParse(text);
  if (!parsed.success) throw new AppError("NOT_FOUND", "There is nothing with this id.");
  return parsed.data;
}
