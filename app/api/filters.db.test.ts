/** What lists and figures are asked for: whatever the address says, it is answered or refused, and never a failure. */
import { beforeAll, describe, expect, test } from "vitest";
import { POST as authPost } from "@/app/api/auth/[...path]/route";
import { GET as listAudit } from "@/app/api/v1/audit/events/route";
import { GET as listCases } from "@/app/api/v1/cases/route";
import { GET as listConversations } from "@/app/api/v1/conversations/route";
import { GET as getMeasure } from "@/app/api/v1/measure/route";
import { ORIGIN, signIn } from "@/domain/access/testing/browser";
import { openDesk, person } from "@/domain/testing/desk";

type Get = typeof listAudit;

const ID = "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d01";
const cursor = (...place: unknown[]) => ({ cursor: Buffer.from(JSON.stringify(place)).toString("base64url") });

const ASKED: [name: string, get: Get, query: Record<string, string>, status: number][] = [
  ["audit", listAudit, { from: "2026-11-21", to: "2026-11-22T00:00:00+05:45" }, 200],
  ["audit", listAudit, { from: "0000-01-01" }, 422],
  ["audit", listAudit, { to: "0000-01-01T00:00:00Z" }, 422],
  ["audit", listAudit, { to: "9999-12-31T23:59:59-23:59" }, 422],
  ["audit", listAudit, { cursor: "9".repeat(18) }, 200],
  ["audit", listAudit, { cursor: "9".repeat(19) }, 422],
  ["audit", listAudit, { cursor: "-1" }, 422],
  ["measure", getMeasure, { from: "1970-01-01", to: "2199-12-31" }, 200],
  ["measure", getMeasure, { from: "0000-01-01" }, 422],
  ["measure", getMeasure, { to: "0000-12-31T23:59:59Z" }, 422],
  ["conversations", listConversations, cursor("2026-11-21T00:00:00.000Z", ID), 200],
  ["conversations", listConversations, cursor("0000-01-01T00:00:00.000Z", ID), 422],
  ["cases", listCases, cursor(1, "2026-11-21T00:00:00.000Z", ID), 200],
  ["cases", listCases, cursor(1, "0000-01-01T00:00:00.000Z", ID), 422],
  ["cases", listCases, cursor(99_999_999_999, "2026-11-21T00:00:00.000Z", ID), 422],
];

describe("a request with filters", () => {
  let cookie = "";

  beforeAll(async () => {
    await openDesk();
    cookie = await signIn((await person("admin")).email, undefined, authPost);
  });

  test.each(ASKED)("for %s, %#: %o", async (_, get, query, status) => {
    const request = new Request(`${ORIGIN}/?${new URLSearchParams(query)}`, { headers: { cookie, origin: ORIGIN } });
    const response = await get(request, { params: Promise.resolve({}) });
    expect(response.status, await response.text()).toBe(status);
  });
});
