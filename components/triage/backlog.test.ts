import { describe, expect, it } from "vitest";
import { backlogOf, LONG_WAIT_SECONDS } from "@/components/triage/backlog";
import { COUNTED_UP_TO } from "@/domain/triage/queue-summary";

const NOW = Date.parse("2026-11-21T03:00:00.000Z");
const ago = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();
const nothing = { unread: 0, oldestUnreadAt: null, deliveriesWaiting: 0, oldestDeliveryAt: null };

describe("the backlog in words", () => {
  it.each([
    { title: "nothing when nothing waits", waits: {}, expected: null },
    {
      title: "one conversation",
      waits: { unread: 1, oldestUnreadAt: ago(12) },
      expected: { said: ["One conversation waits for a reading."], since: ago(12), isLong: false },
    },
    {
      title: "one delivery alone",
      waits: { deliveriesWaiting: 1, oldestDeliveryAt: ago(1) },
      expected: { said: ["One delivery waits to be turned into messages."], since: ago(1), isLong: false },
    },
    {
      title: "both, by the older of the two",
      waits: { unread: 1204, oldestUnreadAt: ago(20), deliveriesWaiting: 3, oldestDeliveryAt: ago(40) },
      expected: {
        said: ["1,204 conversations wait for a reading.", "3 deliveries wait to be turned into messages."],
        since: ago(40),
        isLong: false,
      },
    },
    {
      title: "more than can be counted often",
      waits: { unread: COUNTED_UP_TO, oldestUnreadAt: ago(1) },
      expected: { said: ["10,000 or more conversations wait for a reading."], since: ago(1), isLong: false },
    },
    {
      title: "a wait of exactly the limit, which is not yet too long",
      waits: { unread: 2, oldestUnreadAt: ago(LONG_WAIT_SECONDS) },
      expected: { said: ["2 conversations wait for a reading."], since: ago(300), isLong: false },
    },
    {
      title: "a delivery that waits for too long, though conversations do not",
      waits: { unread: 2, oldestUnreadAt: ago(5), deliveriesWaiting: 1, oldestDeliveryAt: ago(301) },
      expected: expect.objectContaining({ since: ago(301), isLong: true }),
    },
  ])("says $title", ({ waits, expected }) => {
    expect(backlogOf({ ...nothing, ...waits }, NOW)).toEqual(expected);
  });
});
