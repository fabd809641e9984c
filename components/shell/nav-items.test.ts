import { describe, expect, it } from "vitest";
import { isInRoom } from "@/components/shell/nav-items";

describe("isInRoom", () => {
  it.each([
    ["/triage", "/triage", true],
    ["/cases/01J", "/triage", true],
    ["/cases/01J", "/conversations", false],
    ["/conversations/01J", "/conversations", true],
    ["/measure", "/triage", false],
    ["/auditor", "/audit", false],
    ["/admin/users", "/admin", true],
  ])("says of %s in %s: %s", (pathname, href, expected) => {
    expect(isInRoom(pathname, href)).toBe(expected);
  });
});
