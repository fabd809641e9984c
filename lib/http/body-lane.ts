import { AppError } from "@/lib/errors/app-error";

const MEBIBYTE = 1024 * 1024;

/** How many bytes of request bodies one process holds at once for one kind of request, and how many it holds now. */
export type BodyLane = { readonly maxBytes: number; heldBytes: number };

// A bundle may hold this module more than once; the memory is one.
const holder = globalThis as typeof globalThis & { vigilBodyLanes?: { api: BodyLane; webhooks: BodyLane } };

/** Two lanes of 128 MiB: what calls of the API bring along cannot keep out what platforms send, nor the other way. */
export function bodyLanes(): { api: BodyLane; webhooks: BodyLane } {
  holder.vigilBodyLanes ??= {
    api: { maxBytes: 128 * MEBIBYTE, heldBytes: 0 },
    webhooks: { maxBytes: 128 * MEBIBYTE, heldBytes: 0 },
  };
  return holder.vigilBodyLanes;
}

type Hold = { lane: BodyLane; bytes: number };
const holds = new WeakMap<Request, Hold>();

/**
 * Lets a request take its body from a lane from now on.
 * @returns ends that and gives all of it back: to be called when the request has been answered, since until then the
 *   body, or what was made of it, is in memory
 */
export function openHold(request: Request, lane: BodyLane): () => void {
  const hold: Hold = { lane, bytes: 0 };
  holds.set(request, hold);
  return () => {
    lane.heldBytes -= hold.bytes;
    hold.bytes = 0;
    holds.delete(request);
  };
}

/**
 * Counts bytes of a request's body as they arrive. A request that came through no route is not counted.
 * @throws UNAVAILABLE, with a second to wait, when the lane is full
 */
export function holdBytes(request: Request, bytes: number): void {
  const hold = holds.get(request);
  if (!hold) return;
  const { lane } = hold;
  if (lane.heldBytes + bytes > lane.maxBytes) {
    const detail = "Too much is being sent at this moment. Nothing of this request was stored; send it again.";
    throw new AppError("UNAVAILABLE", detail, { retryAfterSeconds: 1 });
  }
  lane.heldBytes += bytes;
  hold.bytes += bytes;
}
