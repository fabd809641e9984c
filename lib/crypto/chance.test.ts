import { expect, it } from "vitest";
import { chanceOf } from "@/lib/crypto/chance";
import { createKeyring } from "@/lib/crypto/keyring";

const key = (purpose = "second_review", secret = "a secret of at least 32 characters") =>
  createKeyring(secret).drawKey(purpose);
const ids = Array.from({ length: 20_000 }, (_, index) => `id-${index}`);

it("is the same for the same id, and another for another secret or purpose", () => {
  expect(chanceOf(key(), "a")).toBe(chanceOf(key(), "a"));
  const others = [key("sample"), key("second_review", "another secret, also of 32 characters")];
  for (const other of others) expect(chanceOf(other, "a")).not.toBe(chanceOf(key(), "a"));
});

it.each([0.01, 0.05, 0.5])("falls below %d as often as a fair draw does", (share) => {
  const drawn = ids.filter((id) => chanceOf(key(), id) < share).length;
  // Four standard deviations of the binomial distribution; the ids are fixed, so that this never changes.
  const spread = 4 * Math.sqrt(ids.length * share * (1 - share));
  expect(Math.abs(drawn - ids.length * share)).toBeLessThan(spread);
});

it("stays within [0, 1)", () => {
  const chances = ids.map((id) => chanceOf(key(), id));
  expect(Math.min(...chances)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...chances)).toBeLessThan(1);
});
