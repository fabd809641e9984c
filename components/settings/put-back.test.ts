import { expect, test } from "vitest";
import { valueToPutBack } from "@/components/settings/put-back";
import { sameValue } from "@/components/settings/same-value";
import { fallbackOf } from "@/domain/settings/definitions";

const action = (id: string, retired = false) => ({ id, label: id, retired });

test("an earlier value is put back as it was", () => {
  expect(valueToPutBack("undo", { seconds: 30 }, { seconds: 10 })).toEqual({ seconds: 30 });
});

test("actions that came later stay, retired", () => {
  expect(valueToPutBack("actions", [action("a"), action("b", true)], [action("c"), action("b"), action("a")])).toEqual([
    action("a"),
    action("b", true),
    action("c", true),
  ]);
});

test("a value that is no longer taken is not put back", () => {
  expect(valueToPutBack("undo", { minutes: 1 }, { seconds: 10 })).toBeNull();
});

test("the order of fields makes no difference, and the order of items does", () => {
  expect(sameValue({ a: 1, b: [{ c: 2, d: null }] }, { b: [{ d: null, c: 2 }], a: 1 })).toBe(true);
  expect(sameValue([1, 2], [2, 1])).toBe(false);
  expect(sameValue({ a: 1 }, { a: 1, b: undefined })).toBe(false);
  expect(sameValue(fallbackOf("alerts"), { ...fallbackOf("alerts"), newEmergency: false })).toBe(false);
});
