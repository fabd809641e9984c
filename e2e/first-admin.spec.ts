import { expect, test } from "@/e2e/fixtures";
import { PeoplePage } from "@/e2e/pages/people-page";
import { SignInPage } from "@/e2e/pages/sign-in-page";

test("The one-time link makes the first admin, who lets a reviewer in and out again", async ({ desk, open }) => {
  const page = await open.asNobody();
  await page.goto(desk.link);
  await page.getByLabel("Your name").fill("Ines Okafor");
  await page.getByLabel("E-mail address").fill("ines@desk.test");
  await page.getByLabel("Password", { exact: true }).fill("four unrelated words here");
  await page.getByRole("button", { name: "Make the account" }).click();
  await expect(page.getByRole("heading", { name: "Triage" })).toBeVisible();

  await test.step("the link does not work a second time", async () => {
    const again = await open.asNobody();
    await again.goto(desk.link);
    await expect(again.getByRole("heading", { name: "This link does not work any more" })).toBeVisible();
    await expect(again.getByRole("button", { name: "Make the account" })).toHaveCount(0);
  });

  const people = new PeoplePage(page);
  await people.open();
  const password = await people.add("rui@desk.test", "Rui Reviewer");
  expect(password.length).toBeGreaterThanOrEqual(16);
  await expect(people.row("Rui Reviewer")).toContainText("Reviewer");
  await page.reload();
  await expect(people.row("Rui Reviewer")).toBeVisible();
  await expect(page.getByText(password)).toHaveCount(0);

  const reviewer = await open.asNobody();
  const door = new SignInPage(reviewer);
  await reviewer.goto("/triage");
  await expect(door.heading).toBeVisible();
  await door.signIn("rui@desk.test", "not the password at all");
  await expect(reviewer.getByText("do not belong together")).toBeVisible();
  await door.signIn("rui@desk.test", password);
  await expect(reviewer.getByRole("heading", { name: "Triage" })).toBeVisible();
  await expect(reviewer.getByRole("link", { name: "Admin" })).toHaveCount(0);

  await people.disable("Rui Reviewer");
  await expect(people.row("Rui Reviewer")).toContainText("disabled");
  await reviewer.getByRole("link", { name: "Conversations", exact: true }).first().click();
  await expect(door.heading).toBeVisible();
  await door.signIn("rui@desk.test", password);
  await expect(reviewer.getByText(/disabled|do not belong together/)).toBeVisible();
  await expect(reviewer).toHaveURL(/sign-in/);
});
