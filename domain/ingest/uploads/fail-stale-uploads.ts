import "server-only";
import { db } from "@/lib/db/client";

/** A file of which nothing arrived for this long, in seconds, will not arrive: its sender or our process is gone. */
const STALE_SECONDS = 600;

/** Ends uploads whose file stopped arriving, and removes what there was of it. Returns how many there were. */
export async function failStaleUploads(): Promise<number> {
  const before = new Date(Date.now() - STALE_SECONDS * 1000);
  const stale = await db().upload.findMany({
    where: { state: "receiving", touchedAt: { lt: before } },
    select: { id: true },
    take: 20,
  });
  for (const { id } of stale) {
    await db().$transaction([
      db().upload.updateMany({
        where: { id, state: "receiving" },
        data: {
          state: "failed",
          failure: "The file did not arrive completely. Upload it again.",
          finishedAt: new Date(),
        },
      }),
      db().uploadPiece.deleteMany({ where: { uploadId: id } }),
    ]);
  }
  return stale.length;
}
