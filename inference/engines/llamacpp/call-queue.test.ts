import { describe, expect, it } from "vitest";
import { createCallQueue, givesWay } from "@/inference/engines/llamacpp/call-queue";
import { CALL_URGENCIES } from "@/inference/engines/model";

describe("the queue of calls", () => {
  it("hands out the most urgent first, and the first of those that are as urgent", () => {
    const queue = createCallQueue<string>(10);
    queue.add("bulk", "bulk");
    queue.add("normal 1", "normal");
    queue.add("emergency", "emergency");
    queue.add("normal 2", "normal");
    queue.add("urgent", "urgent");
    const order = Array.from({ length: 6 }, () => queue.next());
    expect(order).toEqual(["emergency", "urgent", "normal 1", "normal 2", "bulk", undefined]);
  });

  it("turns away the last of the least urgent when it is full", () => {
    const queue = createCallQueue<string>(3);
    for (const item of ["bulk 1", "bulk 2"]) expect(queue.add(item, "bulk")).toBeNull();
    expect(queue.add("normal", "normal")).toBeNull();
    expect(queue.add("bulk 3", "bulk")).toBe("bulk 3");
    expect(queue.add("urgent", "urgent")).toBe("bulk 2");
    expect(queue.add("emergency", "emergency")).toBe("bulk 1");
    expect(queue.add("normal 2", "normal")).toBe("normal 2");
    expect(queue.add("emergency 2", "emergency")).toBe("normal");
    expect(queue.size).toBe(3);
  });

  it("takes one back before the others of its urgency, even when it is full", () => {
    const queue = createCallQueue<string>(2);
    for (const item of ["normal 1", "normal 2"]) queue.add(item, "normal");
    queue.putBack("normal 0", "normal");
    queue.putBack("bulk", "bulk");
    expect(Array.from({ length: 4 }, () => queue.next())).toEqual(["normal 0", "normal 1", "normal 2", "bulk"]);
  });

  it("lets one go that no longer waits for anything", () => {
    const queue = createCallQueue<string>(1);
    queue.add("one", "normal");
    expect([queue.remove("one"), queue.remove("one"), queue.size]).toEqual([true, false, 0]);
    expect(queue.add("two", "normal")).toBeNull();
  });
});

describe("a running call", () => {
  it.each([
    ["background", ["normal", "urgent", "emergency"]],
    ["bulk", ["urgent", "emergency"]],
    ["normal", ["emergency"]],
    ["urgent", []],
    ["emergency", []],
  ] as const)("that is %s gives way only to %j", (running, expected) => {
    expect(CALL_URGENCIES.filter((arriving) => givesWay(running, arriving))).toEqual(expected);
  });
});
