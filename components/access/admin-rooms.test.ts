import { expect, test } from "vitest";
import { adminRoomAt, adminRoomsOf } from "@/components/access/admin-rooms";
import { ROLES, type Role } from "@/domain/access/actor";

const someone = (...roles: Role[]) =>
  ({ kind: "user", userId: "u", name: "A", email: "a@example.org", roles, sessionId: "s" }) as const;

test("an admin enters every room, an auditor those that can be read without changing anything", () => {
  expect(adminRoomsOf(someone("admin")).map(({ id }) => id)).toEqual(
    expect.arrayContaining(["people", "sources", "model", "rules", "settings", "policies"]),
  );
  expect(adminRoomsOf(someone("auditor")).map(({ id }) => id)).toEqual(
    expect.arrayContaining(["settings", "policies"]),
  );
  expect(adminRoomsOf(someone("auditor")).map(({ id }) => id)).not.toContain("people");
});

test("no two rooms are called the same or lie at the same place", () => {
  const rooms = adminRoomsOf(someone(...ROLES));
  expect(new Set(rooms.map(({ href }) => href)).size).toBe(rooms.length);
  expect(new Set(rooms.map(({ label }) => label)).size).toBe(rooms.length);
});

test.each([
  ["/admin/people", "people"],
  ["/admin/model", "model"],
  ["/admin/model/rules", "rules"],
  ["/admin/settings/queue", "settings"],
  ["/admin/settingsx", null],
  ["/admin", null],
])("%s lies in %s", (pathname, room) => expect(adminRoomAt(pathname)).toBe(room));
