import { expect, it } from "vitest";
import { showToasts, toast, waitingToasts } from "@/components/ui/toast";

it("keeps what is said before the list of toasts is there, and says it once, in order", () => {
  let told = 0;
  const forget = waitingToasts.subscribe(() => {
    told += 1;
  });
  const first = toast({ title: "Saved" });
  toast({ title: "Not saved", tone: "danger", durationMs: 0, id: "loss" });
  expect(waitingToasts.any()).toBe(true);
  expect(told).toBe(2);
  const shown: string[] = [];
  const stop = showToasts(({ id, tone, durationMs }) => shown.push(`${id} ${tone} ${durationMs}`));
  expect(shown).toEqual([`${first} neutral 6000`, "loss danger 0"]);
  expect(waitingToasts.any()).toBe(false);
  const third = toast({ title: "Sent", tone: "ok" });
  expect(shown).toHaveLength(3);
  expect(third).not.toBe(first);
  stop();
  toast({ title: "While the list is away" });
  expect(shown).toHaveLength(3);
  expect(waitingToasts.any()).toBe(true);
  forget();
});
