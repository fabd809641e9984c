import "server-only";
import { Prisma } from "@/lib/db/client";

/** Whether there is anything left to open in a conversation `c`, in SQL: somebody's words still stand in it. */
export const HOLDS_CONTENT = Prisma.sql`c.emptied_at IS NULL`;
