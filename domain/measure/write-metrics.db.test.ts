import { beforeAll, expect, it } from "vitest";
import { writeMetrics } from "@/domain/measure/write-metrics";
import { openDesk, platform } from "@/domain/testing/desk";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

beforeAll(openDesk);

/** The samples of the text by their name and labels, and the kind of each metric. */
async function scrape() {
  const lines = (await writeMetrics()).trimEnd().split("\n");
  const pairs = (from: string[]) => from.map((line) => [line.slice(0, line.lastIndexOf(" ")), line.split(" ").at(-1)]);
  const samples = lines.filter((line) => !line.startsWith("#"));
  const types = lines.filter((line) => line.startsWith("# TYPE "));
  return { samples: Object.fromEntries(pairs(samples)), types: Object.fromEntries(pairs(types)) };
}

it("writes nought where nothing waits", async () => {
  const { samples, types } = await scrape();
  for (const name of [
    "vigil_cases_overdue",
    "vigil_oldest_unread_seconds",
    "vigil_deliveries_waiting",
    "vigil_oldest_delivery_seconds",
    "vigil_deliveries_need_attention",
    "vigil_uploads_running",
  ]) {
    expect(samples[name], name).toBe("0");
    expect(types[`# TYPE ${name}`], name).toBe("gauge");
  }
});

it("counts deliveries by what is to be done with them, refusals by source, and uploads under way", async () => {
  const { sourceId } = await platform("Metrics");
  await db().source.update({ where: { id: sourceId }, data: { platform: "slack" } });
  const receivedAt = new Date(Date.now() - 120_000);
  const states = ["received", "received", "needs_attention", "normalised", "ignored", "held"] as const;
  await db().webhookDelivery.createMany({
    data: states.map((state) => {
      const handledAt = state === "received" || state === "held" ? null : new Date();
      const id = newId();
      return { id, sourceId, deliveryKey: id, bodySealed: Buffer.from("x"), state, receivedAt, handledAt };
    }),
  });
  const minutes = [1, 2].map((minute) => ({
    sourceId,
    minute: new Date(Date.UTC(2026, 10, 1, 0, minute)),
    count: minute,
  }));
  await db().webhookRefusal.createMany({ data: minutes });
  await db().upload.createMany({
    data: (["running", "previewed"] as const).map((state) => ({
      id: newId(),
      sourceId,
      fileNameSealed: Buffer.from("x"),
      state,
    })),
  });
  const { samples, types } = await scrape();
  expect(samples).toMatchObject({
    vigil_deliveries_waiting: "2",
    vigil_deliveries_need_attention: "1",
    vigil_uploads_running: "1",
    [`vigil_webhook_refused_total{source="${sourceId}",platform="slack"}`]: "3",
  });
  expect(Number(samples.vigil_oldest_delivery_seconds)).toBeGreaterThanOrEqual(120);
  expect(types["# TYPE vigil_webhook_refused_total"]).toBe("counter");
});
