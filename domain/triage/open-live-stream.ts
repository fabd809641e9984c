import "server-only";
import { type Actor, requireUser } from "@/domain/access/actor";
import { formatLiveEvent, type LiveEvent } from "@/domain/triage/live-event";
import { liveHub, type Stream } from "@/domain/triage/live-hub";
import { AppError } from "@/lib/errors/app-error";

/** Streams one person may have in one process: a browser needs one, however many of its windows are open. */
const STREAMS_A_PERSON = 10;
/** Events that may wait for a slow reader. One that falls further behind is dropped, and reads anew when it comes back. */
const WAITING_AT_MOST = 64;
/** After how long a browser comes back, in milliseconds. */
const COME_BACK_MS = 1_000;

/**
 * The changes of the desk as server-sent events, from now on until the reader goes or their session ends.
 * @param once ends it after the first event, for whoever only wants to see what it is
 * @throws FORBIDDEN, TOO_MANY_REQUESTS
 */
export function openLiveStream(actor: Actor, once = false): ReadableStream<Uint8Array> {
  const user = requireUser(actor, "alert.read");
  const hub = liveHub();
  if (hub.countOf(user.userId) >= STREAMS_A_PERSON) {
    const detail = `There are ${STREAMS_A_PERSON} streams of yours already. Close some of the windows.`;
    throw new AppError("TOO_MANY_REQUESTS", detail, { retryAfterSeconds: 30 });
  }
  const encoder = new TextEncoder();
  let leave = () => {};
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        controller.enqueue(encoder.encode(`retry: ${COME_BACK_MS}\n\n`));
        if (once) {
          controller.enqueue(encoder.encode(formatLiveEvent("open")));
          return controller.close();
        }
        let open = true;
        const stream: Stream = {
          actor: user,
          send(event: LiveEvent, data) {
            if (!open || (controller.desiredSize ?? 0) <= 0) return false;
            controller.enqueue(encoder.encode(formatLiveEvent(event, data)));
            return true;
          },
          close() {
            if (!open) return;
            open = false;
            controller.close();
          },
        };
        leave = () => {
          open = false;
          hub.leave(stream);
        };
        hub.join(stream);
      },
      cancel: () => leave(),
    },
    { highWaterMark: WAITING_AT_MOST },
  );
}
