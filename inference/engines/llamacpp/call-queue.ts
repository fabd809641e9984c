import { CALL_URGENCIES, type CallUrgency } from "@/inference/engines/model";

/** Waiting calls, the most urgent first, within one urgency in order of arrival. */
export type CallQueue<Item> = {
  /** @returns what has no place: null, the item itself, or the last one that is less urgent and so gives way to it */
  add(item: Item, urgency: CallUrgency): Item | null;
  /** Lets one wait again that had been taken out, before the others of its urgency, whether there is a place or not. */
  putBack(item: Item, urgency: CallUrgency): void;
  /** Takes the next one out. */
  next(): Item | undefined;
  /** @returns whether it was waiting */
  remove(item: Item): boolean;
  readonly size: number;
};

/** @param places how many may wait; one more and one of them is turned away */
export function createCallQueue<Item>(places: number): CallQueue<Item> {
  const lanes = CALL_URGENCIES.map((): Item[] => []);
  const size = () => lanes.reduce((sum, lane) => sum + lane.length, 0);
  return {
    add(item, urgency) {
      const rank = CALL_URGENCIES.indexOf(urgency);
      const full = size() >= places;
      const yielding = full ? lanes.slice(0, rank).find((lane) => lane.length > 0) : undefined;
      if (full && yielding === undefined) return item;
      lanes[rank]?.push(item);
      return yielding?.pop() ?? null;
    },
    putBack: (item, urgency) => {
      lanes[CALL_URGENCIES.indexOf(urgency)]?.unshift(item);
    },
    next: () => lanes.findLast((lane) => lane.length > 0)?.shift(),
    remove(item) {
      const lane = lanes.find((each) => each.includes(item));
      lane?.splice(lane.indexOf(item), 1);
      return lane !== undefined;
    },
    get size() {
      return size();
    },
  };
}

/** Whether a call that is running is stopped for one that has just come: by two steps of urgency or more. Pure. */
export function givesWay(running: CallUrgency, arriving: CallUrgency): boolean {
  return CALL_URGENCIES.indexOf(arriving) - CALL_URGENCIES.indexOf(running) >= 2;
}
