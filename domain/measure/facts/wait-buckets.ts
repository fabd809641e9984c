import "server-only";
import { WAIT_STEP } from "@/domain/measure/figures/wait-step";
import { Prisma } from "@/lib/db/client";

/**
 * The bucket of a wait between two times, in SQL: the least power of the step that it does not exceed, 0 for up to a second.
 * Null where one of the times is: what still waits has none.
 */
export const waitBucket = (from: Prisma.Sql, until: Prisma.Sql) =>
  Prisma.sql`
    CASE WHEN ${until} - ${from} IS NOT NULL
      THEN ceil(ln(greatest(date_part('epoch', ${until} - ${from}), 1)) / ln(${WAIT_STEP}::float8)) END::smallint`;
