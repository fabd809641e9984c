import { expect, it } from "vitest";
import { keepRenewing } from "@/domain/ingest/uploads/upload-lease";

it("renews again and again, but not while an earlier renewal waits", async () => {
  const stored = Promise.withResolvers<void>();
  let renewals = 0;
  const end = keepRenewing(async () => {
    renewals += 1;
    if (renewals === 2) await stored.promise;
  }, 5);
  await expect.poll(() => renewals).toBe(2);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(renewals).toBe(2);
  stored.resolve();
  await expect.poll(() => renewals).toBeGreaterThan(3);
  end();
  const ended = renewals;
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(renewals).toBe(ended);
});
