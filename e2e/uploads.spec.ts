import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { UploadDetail } from "@/domain/ingest/uploads/upload-schema";
import { uploadDetailSchema } from "@/domain/ingest/uploads/upload-schema";
import { callApi } from "@/e2e/desk/desk-client";
import { familyOf } from "@/e2e/desk/processes";
import type { TestDesk } from "@/e2e/desk/test-desk";
import { expect, test } from "@/e2e/fixtures";
import { expectAccessible } from "@/e2e/pages/expect-accessible";
import { TriagePage } from "@/e2e/pages/triage-page";
import { UploadsPage } from "@/e2e/pages/uploads-page";

const chat = (word: string, count = 2) =>
  Array.from({ length: count }, (_, index) =>
    JSON.stringify({
      messages: [
        { role: "user", content: `${word} ${index}` },
        { role: "assistant", content: "I hear you." },
      ],
    }),
  ).join("\n");

async function uploadOf(desk: TestDesk, id: string): Promise<UploadDetail> {
  const answer = await callApi(desk.url, await desk.admin(), `/api/v1/uploads/${id}`);
  return uploadDetailSchema.parse(await answer.json());
}

test("Files and a folder are looked through, brought in with the roles an admin gives, and become cases", async ({
  desk,
  open,
}, testInfo) => {
  const page = await open.as(await desk.admin());
  const uploads = new UploadsPage(page);
  await page.goto("/ingest");
  await page.getByRole("link", { name: "Uploads", exact: true }).click();
  await expect(page.getByText("Nothing was uploaded yet")).toBeVisible();

  const broken = `${chat("I want to end it all tonight")}\n{"messages": 7}\nnot json`;
  const folder = testInfo.outputPath("export");
  mkdirSync(path.join(folder, "inbox"), { recursive: true });
  writeFileSync(path.join(folder, "inbox", "first.jsonl"), chat("a quiet day"));
  writeFileSync(path.join(folder, "inbox", "picture.jpg"), "not text");
  writeFileSync(path.join(folder, ".DS_Store"), "x");
  await test.step("dropped files and a chosen folder arrive, and what was left out is said", async () => {
    await uploads.drop({ name: "night.jsonl", text: broken }, { name: "day.jsonl", text: chat("kms lmao this exam") });
    await expect(uploads.row("night.jsonl")).toContainText("Ready to start");
    await expect(uploads.row("day.jsonl")).toContainText("2 conversations, 4 messages found");
    await uploads.dropFolder(folder);
    await expect(uploads.row("export/inbox/first.jsonl")).toContainText("Ready to start");
    await expect(page.getByText("2 files left out")).toBeVisible();
    await expect(page.getByText("picture.jpg: not a transcript")).toBeVisible();
    await uploads.chooseFolder(path.join(folder, "inbox"));
    await expect(uploads.row("inbox/first.jsonl")).toContainText("Ready to start");
    await expect(page.getByText("1 file left out")).toBeVisible();
  });

  await test.step("the preview says what is in it, who speaks, and what would be left out", async () => {
    await uploads.openUpload("night.jsonl");
    await expect(uploads.fact("Conversations")).toHaveText("2");
    await expect(uploads.fact("Messages")).toHaveText("4");
    await expect(page.getByRole("list", { name: "Rejected records" })).toContainText("Line 3:");
    await expectAccessible(page, "an upload that is ready to start");
    await page.getByLabel("Role of assistant").selectOption({ label: "Agent (staff)" });
    await uploads.button("Start").click();
    await expect(uploads.main).toContainText(
      "4 messages in 2 conversations. All were new. 2 records could not be used.",
    );
  });

  await test.step("the rejected records can be downloaded with their lines", async () => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: /^Download rejected records/ }).click(),
    ]);
    const lines = readFileSync(await download.path(), "utf8")
      .trim()
      .split("\r\n");
    expect(lines.map((line) => line.split(",")[0])).toEqual(["line", "3", "4"]);
  });

  await test.step("its conversations have become cases", async () => {
    const triage = new TriagePage(page);
    await triage.open();
    await expect(triage.rowsWith("directly expresses intent")).toHaveCount(2);
    await page.goto("/ingest/uploads");
    await uploads.openUpload("night.jsonl");
    await page.getByRole("link", { name: "See the conversations" }).click();
    await page.locator("tbody tr").first().getByRole("link").click();
    await expect(page.getByRole("list", { name: "Messages" })).toContainText("Agent");
  });

  await test.step("the same file again adds nothing", async () => {
    await uploads.open();
    await uploads.choose({ name: "again.jsonl", text: broken });
    await expect(uploads.row("again.jsonl")).toContainText("Ready to start");
    await uploads.openUpload("again.jsonl");
    await expect(page.getByText(/brought in before/)).toBeVisible();
    await uploads.button("Start").click();
    await expect(uploads.main).toContainText("0 new; 4 were there already");
  });
});

test("A table is mapped by hand, and its dates are not guessed", async ({ desk, open }) => {
  const page = await open.as(await desk.admin());
  const uploads = new UploadsPage(page);
  await uploads.open();
  const rows = ["02/05/2026 10:00", "03/05/2026 11:00"].map((at) => `${at};mira;room 4;a long night`);
  await uploads.choose({ name: "table.csv", text: ["wann;wer;wo;was", ...rows].join("\n") });
  await expect(uploads.row("table.csv")).toContainText("Needs an answer");
  await uploads.openUpload("table.csv");
  await expect(uploads.main).toContainText("which column holds the text");
  await expect(uploads.button("Start")).toBeDisabled();
  await expectAccessible(page, "an upload that asks for its columns");

  await page.getByLabel("Message", { exact: false }).first().selectOption("was");
  await page.getByLabel("Conversation", { exact: true }).selectOption("wo");
  await page.getByLabel("Speaker", { exact: true }).selectOption("wer");
  await page.getByLabel("Time", { exact: true }).selectOption("wann");
  await uploads.lookAgain();
  await expect(uploads.fact("Messages")).toHaveText("2");
  await expect(page.getByRole("rowheader", { name: "mira" })).toBeVisible();

  await expect(uploads.main).toContainText("The dates of this file can be read in two ways");
  await expect(uploads.button("Start")).toBeDisabled();
  await page.getByLabel("Dates").selectOption("mdy");
  await page.getByLabel("Time zone").fill("Asia/Tokyo");
  await uploads.lookAgain();
  await expect(uploads.fact("First message")).toHaveText("5 Feb 2026, 10:00 (Asia/Tokyo)");
  await expect(uploads.button("Start")).toBeEnabled();
  await page.getByLabel("Dates").selectOption("dmy");
  await expect(page.getByText("Look through it again first")).toBeVisible();
  await expect(uploads.button("Start")).toBeDisabled();
  await uploads.lookAgain();
  await expect(uploads.fact("First message")).toHaveText("2 May 2026, 10:00 (Asia/Tokyo)");
  await uploads.button("Start").click();
  await expect(uploads.main).toContainText("2 messages in 1 conversation");
});

test("A chat of WhatsApp whose dates can be read in two ways waits for an answer", async ({ desk, open }) => {
  const page = await open.as(await desk.admin());
  const uploads = new UploadsPage(page);
  await uploads.open();
  const lines = ["03/04/2026, 10:00 - Mira: a long night", "03/04/2026, 10:01 - Noor: I am here"];
  await uploads.choose({ name: "WhatsApp Chat with Mira.txt", text: lines.join("\n") });
  await uploads.row("WhatsApp Chat with Mira.txt").getByText("Needs an answer").waitFor();
  await uploads.openUpload("WhatsApp Chat with Mira.txt");
  await expect(uploads.main).toContainText("The dates of this file can be read in two ways");
  await expect(uploads.button("Start")).toBeDisabled();
  await expect(
    page.getByLabel("Dates").getByRole("option", { name: /^Month first: 03\/04\/2026 is 4 March 2026/ }),
  ).toBeAttached();
  await page.getByLabel("Dates").selectOption("mdy");
  await uploads.lookAgain();
  await expect(uploads.fact("First message")).toHaveText("4 Mar 2026, 10:00 (UTC)");
  await page.getByLabel("Role of Noor").selectOption({ label: "Agent (staff)" });
  await uploads.button("Start").click();
  await expect(uploads.main).toContainText("2 messages in 1 conversation. All were new.");
});

test("Of two admins the slower one sees what the faster one did, and a wrong format is taken back", async ({
  desk,
  open,
}) => {
  const [fast, slow] = [await open.as(await desk.admin()), await open.as(await desk.admin())];
  const [faster, slower] = [new UploadsPage(fast), new UploadsPage(slow)];
  await faster.open();
  await faster.choose({ name: "both.jsonl", text: chat("two admins") });
  await expect(faster.row("both.jsonl")).toContainText("Ready to start");
  await faster.openUpload("both.jsonl");
  await fast.getByLabel("Format").selectOption({ label: "Table (CSV)" });
  await faster.lookAgain();
  await expect(fast.getByText("Needs an answer").first()).toBeVisible();
  await fast.getByLabel("Format").selectOption({ index: 0 });
  await faster.lookAgain();
  await expect(faster.button("Start")).toBeEnabled();
  await slower.open();
  await slower.openUpload("both.jsonl");
  await slow.route("**/api/v1/uploads/*", (route) => route.abort());
  await faster.button("Start").click();
  await expect(faster.main).toContainText("All were new");
  await slow.unroute("**/api/v1/uploads/*");
  await slower.button("Start").click();
  await expect(slow.getByText("It has moved on; this is how it stands now")).toBeVisible();
  await expect(slower.main).toContainText("All were new");
});

const ROOMS = 20;
const EACH = 2_500;

test("A run is paused, goes on, outlives kill -9 of its worker, and ends with exact counts", async ({ desk, open }) => {
  test.setTimeout(180_000);
  const page = await open.as(await desk.admin());
  const uploads = new UploadsPage(page);
  await uploads.open();
  const rows = ["conversation_id,message_id,speaker,role,text"];
  for (let at = 0; at < ROOMS * EACH; at += 1)
    rows.push(`room ${at % ROOMS},m${at},guest ${at % ROOMS},user,a quiet day ${at}`);
  await uploads.choose({ name: "long.csv", text: rows.join("\n") });
  await expect(uploads.row("long.csv")).toContainText("50,000 messages found", { timeout: 30_000 });
  await uploads.openUpload("long.csv");
  const { id } = uploads;
  const done = async () => (await uploadOf(desk, id)).messages;
  await uploads.button("Start").click();
  await expect.poll(done, { intervals: [50], timeout: 20_000 }).toBeGreaterThan(0);
  await uploads.button("Pause").click();
  await expect(page.getByText("Paused").first()).toBeVisible();
  await sleep(1_500);
  const paused = await done();
  expect(paused).toBeLessThan(ROOMS * EACH);
  await sleep(1_000);
  expect(await done()).toBe(paused);
  await uploads.button("Resume").click();
  await expect.poll(done, { intervals: [50], timeout: 30_000 }).toBeGreaterThan(paused);
  const worker = familyOf(desk.running.child.pid ?? 0).find(({ command }) => command.includes("bin/worker.ts"));
  process.kill(worker?.pid ?? 0, "SIGKILL");
  const killedAt = await done();
  expect(killedAt).toBeLessThan(ROOMS * EACH);
  await expect(uploads.main).toContainText("50,000 messages in 20 conversations. All were new.", { timeout: 90_000 });
  const end = await uploadOf(desk, id);
  expect(end).toMatchObject({
    state: "finished",
    messages: ROOMS * EACH,
    added: ROOMS * EACH,
    rejected: 0,
    conversations: ROOMS,
  });
});

const part = (name: string, value: string, file?: string) =>
  `--cut\r\nContent-Disposition: form-data; name="${name}"${file ? `; filename="${file}"` : ""}\r\n\r\n${value}\r\n`;
const END = "--cut--\r\n";

test.describe("Over HTTP an upload", () => {
  const post = async (desk: TestDesk, cookie: string, body: string, type = "multipart/form-data; boundary=cut") => {
    const headers = { cookie, origin: desk.url, "content-type": type };
    const answer = await fetch(`${desk.url}/api/v1/uploads`, { method: "POST", headers, body });
    return { status: answer.status, text: await answer.text() };
  };

  for (const [name, body, status, says, type] of [
    ["without a file", part("format", "csv") + END, 400, "no file"],
    ["with two files", part("file", "a", "a.txt") + part("file", "b", "b.txt") + END, 400, "one file"],
    ["with a field after the file", part("file", "a", "a.txt") + part("format", "csv") + END, 400, "before the file"],
    ["that breaks off", part("file", "a", "a.txt"), 400, "ended before"],
    ["of an empty file", part("file", "", "a.txt") + END, 422, "empty"],
    ["in an unknown format", part("format", "morse") + part("file", "a", "a.txt") + END, 422, "format"],
    [
      "to a source that is not there",
      part("sourceId", "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d01") + part("file", "a", "a") + END,
      404,
      "source",
    ],
    ["that is no multipart", "{}", 400, "multipart", "application/json"],
  ] as const) {
    test(`${name} is refused`, async ({ desk }) => {
      const answer = await post(desk, (await desk.admin()).cookie, body, type);
      expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(says)]);
    });
  }

  test("of somebody who is no admin is refused, and leaves nothing behind", async ({ desk, open }) => {
    const lead = await desk.person("Lena Lead", "lead");
    const large = part("file", "x".repeat(30_000_000), "a.txt") + END;
    expect((await post(desk, lead.cookie, large)).status).toBe(403);
    expect((await post(desk, "", large)).status).toBe(401);
    const page = await open.as(lead);
    await page.goto("/ingest/uploads");
    await expect(page.getByText("This page is not open to you")).toBeVisible();
  });

  test("whose sender hangs up has failed, and the desk goes on", async ({ desk, open }) => {
    const admin = await desk.admin();
    const leaving = new AbortController();
    const body = new ReadableStream<Uint8Array>({
      start: (controller) =>
        controller.enqueue(new TextEncoder().encode(part("file", "x".repeat(3_000_000), "gone.txt"))),
    });
    const headers = { cookie: admin.cookie, origin: desk.url, "content-type": "multipart/form-data; boundary=cut" };
    const init = { method: "POST", headers, body, duplex: "half", signal: leaving.signal };
    const sending = fetch(`${desk.url}/api/v1/uploads`, init as RequestInit).catch(() => null);
    const page = await open.as(admin);
    const uploads = new UploadsPage(page);
    await uploads.open();
    await expect(uploads.row("gone.txt")).toContainText("Arriving");
    leaving.abort();
    await sending;
    await expect(uploads.row("gone.txt")).toContainText("did not arrive completely");
  });
});
