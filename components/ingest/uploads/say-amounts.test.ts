import { expect, test } from "vitest";
import { bytesText, countText, leftText, percentText } from "@/components/ingest/uploads/say-amounts";

test.each([
  [0, "0 bytes"],
  [1, "1 byte"],
  [999, "999 bytes"],
  [1_000, "1.0 kB"],
  [34_200_000, "34.2 MB"],
  [999_600, "1.0 MB"],
  [412_000_000, "412 MB"],
  [4_294_967_296, "4.3 GB"],
  [5e12, "5000 GB"],
])("%d bytes are %s", (bytes, text) => expect(bytesText(bytes)).toBe(text));

test.each([
  [0, "a few seconds left"],
  [12, "about 20 s left"],
  [54, "about 60 s left"],
  [55, "about 1 min left"],
  [61, "about 2 min left"],
  [3_600, "about 1 h left"],
  [5_400, "about 1.5 h left"],
])("%d seconds are %s", (seconds, text) => expect(leftText(seconds)).toBe(text));

test("counts agree with their nouns", () => {
  expect([countText(1, "message"), countText(12_000, "message"), countText(0, "case")]).toEqual([
    "1 message",
    "12,000 messages",
    "0 cases",
  ]);
});

test("a percentage is 100 only when all is done", () => {
  expect([percentText(0, 0), percentText(999, 1000), percentText(1000, 1000), percentText(2000, 1000)]).toEqual([
    "0%",
    "99%",
    "100%",
    "100%",
  ]);
});
