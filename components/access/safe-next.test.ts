import fc from "fast-check";
import { expect, test } from "vitest";
import { safeNext, signInPath } from "@/components/access/safe-next";

test.each([
  ["/triage", "/triage"],
  ["/cases/1?x=1#y", "/cases/1?x=1#y"],
  [undefined, "/"],
  ["", "/"],
  [["/triage", "/audit"], "/"],
  ["triage", "/"],
  ["https://elsewhere.example/", "/"],
  ["//elsewhere.example", "/"],
  ["/\\elsewhere.example", "/"],
  ["/\t/elsewhere.example", "/"],
  ["/..//elsewhere.example", "/"],
  ["/.//elsewhere.example", "/"],
  ["javascript:alert(1)", "/"],
  ["/sign-in?next=/sign-in", "/"],
  ["/api/auth/sign-out", "/"],
])("from %j goes to %s", (next, path) => {
  expect(safeNext(next)).toBe(path);
});

test("never leaves the site", () => {
  const piece = fc.constantFrom("/", "\\", ".", "..", "//", "@", ":", "http:", "a", "%2f", "%5c", "\n", "\t", "?", "#");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const url = new URL(safeNext(pieces.join("")), "https://desk.example/sign-in");
      expect(url.origin).toBe("https://desk.example");
    }),
  );
});

test("the way back survives the address of the sign-in page", () => {
  const path = "/audit?type=access.session.started&from=2026-01-01";
  expect(safeNext(new URL(signInPath(path), "https://desk.example").searchParams.get("next") ?? undefined)).toBe(path);
});
