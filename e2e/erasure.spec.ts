import { sendConversation, untilRead } from "@/e2e/desk/desk-client";
import { expect, test } from "@/e2e/fixtures";
import { expectAccessible } from "@/e2e/pages/expect-accessible";

const WORDS = "I want to die";

test("An admin erases a person, sees the open case that ends with it, and an auditor signs off the log", async ({
  desk,
  open,
}) => {
  const admin = await desk.admin();
  const key = await desk.key("Night chat");
  const messages = [{ role: "user" as const, text: WORDS, author: "person-7" }];
  const { id } = await sendConversation(desk.url, key, messages);
  await untilRead(desk.url, admin, id);
  const page = await open.as(admin, { reducedMotion: "reduce" });

  await test.step("looks the person up, and is shown what would end", async () => {
    await page.goto("/admin/erasure");
    await page.getByLabel("Source").selectOption({ label: "Night chat" });
    await page.getByLabel("Id of the person there").fill("person-7");
    await page.getByRole("button", { name: "Look up" }).click();
    const found = page.getByRole("region", { name: "What is known of this person" });
    await expect(found).toContainText("1 conversation and 1 message");
    await expect(found.getByRole("link", { name: "A case in T" })).toBeVisible();
    await expect(page).toHaveURL(/\/admin\/erasure$/);
    await expect(found.getByRole("button", { name: "Erase for good" })).toBeDisabled();
    await expectAccessible(page, "what would be erased");
  });

  await test.step("erases by typing the word", async () => {
    await page.getByLabel("Type “erase” to confirm").fill("erase");
    await page.getByRole("button", { name: "Erase for good" }).click();
    await expect(page.getByText("Erased: 1 conversation, 2 keys destroyed.")).toBeVisible();
    await expect(page.getByRole("region", { name: "Past erasures" })).toContainText("The person asked for it");
  });

  await test.step("the conversation says so, and holds no word", async () => {
    await page.goto(`/conversations/${id}`);
    await expect(page.getByText("The content of this conversation was erased")).toBeVisible();
    await expect(page.getByText("The text of this message was erased.")).toBeVisible();
    await expect(page.getByText(WORDS)).toHaveCount(0);
  });

  await test.step("an auditor sees the erasure in what nobody has reviewed, and signs it off", async () => {
    const auditor = await open.asNew("Ava", "auditor");
    await auditor.goto("/audit/review");
    await expect(async () => {
      await auditor.reload();
      await expect(auditor.getByRole("link", { name: "person erased" })).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await expectAccessible(auditor, "the log review");
    await auditor.getByRole("button", { name: /^Sign off entries 0 to / }).click();
    const past = auditor.getByRole("table", { name: "Sign-offs, newest first" });
    await expect(past).toContainText("Nothing unusual");
    await expect(past).toContainText("Ava");
  });
});
