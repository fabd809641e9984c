import { z } from "zod";
import { authenticateUser } from "@/domain/access/authenticate";
import { openLiveStream } from "@/domain/triage/open-live-stream";
import { readQuery } from "@/lib/http/read-input";
import { route } from "@/lib/http/route";

const querySchema = z.object({ once: z.enum(["true", "false"]).optional() });

export const GET = route(async (request) => {
  const actor = await authenticateUser(request);
  const { once } = readQuery(request, querySchema);
  return new Response(openLiveStream(actor, once === "true"), {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      // Whatever stands between must neither keep it nor gather it: compressing would.
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
});
