import { readCheckpoint } from "@/domain/audit/checkpoint/checkpoint-text";
import { parseVkey, signersOf } from "@/domain/audit/checkpoint/signed-note";
import { expect, test } from "@/e2e/fixtures";
import { expectAccessible } from "@/e2e/pages/expect-accessible";

test("An auditor sees that the log is sealed, checks an entry in the browser, and takes a checkpoint away", async ({
  desk,
  open,
}) => {
  const page = await open.as(await desk.admin(), { reducedMotion: "reduce" });
  await page.goto("/audit");
  const seal = page.getByRole("region", { name: "Seal" });
  await expect
    .poll(
      async () => {
        await page.reload();
        return seal.getByText(/^\d+ entries/).count();
      },
      { timeout: 20_000 },
    )
    .toBeGreaterThan(0);
  await expect(seal).toContainText("Nowhere: whoever rules over the database");
  const vkey = (await seal.locator("code").textContent()) ?? "";
  await expectAccessible(page, "the log with its seal");

  await test.step("the entry is hashed here, and leads to the root that was signed", async () => {
    const sealed = page.getByRole("listitem").filter({ hasText: "sealed" }).first();
    await sealed.locator("summary").click();
    await expect(sealed.getByText("place in the log")).toBeVisible();
    await sealed.getByRole("button", { name: /^Check this entry/ }).click();
    await expect(sealed.getByRole("status")).toContainText("In the log: this browser hashed it");
    await expectAccessible(page, "an entry that was checked");
  });

  await test.step("an answer that was changed on its way is seen", async () => {
    await page.route("**/api/v1/audit/proof?*", async (route) => {
      const response = await route.fetch();
      const proof = await response.json();
      await route.fulfill({ response, json: { ...proof, index: proof.index + 1 } });
    });
    await page.reload();
    const sealed = page.getByRole("listitem").filter({ hasText: "sealed" }).first();
    await sealed.locator("summary").click();
    await sealed.getByRole("button", { name: /^Check this entry/ }).click();
    await expect(sealed.getByRole("status")).toContainText("does not lead to the root");
  });

  await test.step("the checkpoint that is taken away is signed by the key on the page, over that many entries", async () => {
    const note = await (await page.request.get("/api/v1/audit/checkpoint")).text();
    const { checkpoint, signed } = readCheckpoint(note);
    expect(checkpoint.size).toBeGreaterThan(0);
    expect(signersOf(signed, [parseVkey(vkey)])).toHaveLength(1);
  });
});
