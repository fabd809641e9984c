import { z } from "zod";
import { callApi } from "@/e2e/desk/desk-client";
import type { TestDesk } from "@/e2e/desk/test-desk";

const listSchema = z.object({
  items: z.array(z.object({ name: z.string(), version: z.number(), value: z.unknown() })),
});

/** Changes parts of a setting as the admin, over whatever holds now. */
export async function changeSetting(desk: TestDesk, name: string, change: object): Promise<void> {
  const admin = await desk.admin();
  const { items } = listSchema.parse(await (await callApi(desk.url, admin, "/api/v1/settings")).json());
  const now = items.find((item) => item.name === name);
  const value = { ...z.record(z.string(), z.unknown()).parse(now?.value), ...change };
  const body = JSON.stringify({ version: now?.version, value, note: "" });
  const answer = await callApi(desk.url, admin, `/api/v1/settings/${name}`, { method: "PUT", body });
  if (!answer.ok) throw new Error(`${name} was not changed: ${answer.status} ${await answer.text()}`);
}
