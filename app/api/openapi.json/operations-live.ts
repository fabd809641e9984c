import { z } from "zod";
import type { Operation } from "@/app/api/openapi.json/operation";
import { BEAT_SECONDS, liveChangeSchema } from "@/domain/triage/live-event";

/** What the desk says by itself. */
export const LIVE_OPERATIONS: readonly Operation[] = [
  {
    id: "listenToChanges",
    method: "get",
    path: "/api/v1/events",
    tag: "triage",
    summary: "Hear of changes as they happen",
    description: [
      "Server-sent events. `open` comes first. `cases` says in `ids` which cases have changed, null for many; `alerts` that alerts have;",
      "`changed` that something may have been missed: read everything again. `waiting`: the desk hears nothing itself for a while.",
      `\`beat\` comes every ${BEAT_SECONDS} s. Every event is a hint without content, and may be missing: the other calls say what holds.`,
      "It ends with the session; come back after a second.",
    ].join(" "),
    who: "person",
    right: "alert.read",
    params: {
      query: z.object({
        once: z.enum(["true", "false"]).optional().meta({ description: "`true`: ends after the first event" }),
      }),
    },
    answers: {
      200: {
        description: `Events, their data as in ${liveChangeSchema.meta()?.id}`,
        schema: z.string(),
        type: "text/event-stream",
      },
    },
    problems: { 429: "Too many streams of one person" },
    examples: {
      once: {
        summary: "The first event alone",
        params: { once: "true" },
        status: 200,
        answer: "retry: 1000\n\nevent: open\ndata: {}\n\n",
      },
    },
  },
];
