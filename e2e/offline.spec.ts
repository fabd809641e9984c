import { sendConversation, standingOf, untilRead } from "@/e2e/desk/desk-client";
import { expect, test } from "@/e2e/fixtures";
import { CasePage } from "@/e2e/pages/case-page";
import { PastePage } from "@/e2e/pages/paste-page";

test.use({ deskOptions: { withoutModel: true } });

test("A desk without a model flags by rules and says on every screen that readings are provisional", async ({
  desk,
  open,
}) => {
  const admin = await desk.admin();
  const page = await open.as(admin);
  const { id } = await sendConversation(desk.url, admin, ["I want to end it all tonight"]);
  expect((await untilRead(desk.url, admin, id)).status).toBe("flagged");
  const caseId = (await standingOf(desk.url, admin, id)).cases?.[0]?.id ?? "";

  const screens = [
    "/triage",
    `/cases/${caseId}`,
    "/conversations",
    `/conversations/${id}`,
    "/ingest",
    "/ingest/sources",
    "/measure",
    "/audit",
    "/admin",
    "/account",
  ];
  for (const screen of screens) {
    await page.goto(screen);
    await expect(page.getByRole("region", { name: "Notice" }), screen).toContainText("Readings are provisional");
  }

  const paste = new PastePage(page);
  await paste.open();
  await paste.send("I want to end it all tonight");
  await expect(paste.result).toContainText("Risk found");
  await expect(paste.result).toContainText("Provisional");
  await expect(paste.result).toContainText("Suicide");

  const aCase = new CasePage(page);
  await aCase.open(caseId);
  await expect(aCase.model).toContainText("Keyword rules read this");
});
