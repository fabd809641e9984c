import { PLATFORMS } from "@/domain/ingest/platforms/all";
import type { Platform } from "@/domain/ingest/platforms/platform";
import { sourceSchema } from "@/domain/ingest/source-dto";
import { callApi } from "@/e2e/desk/desk-client";
import {
  HANDSHAKES,
  HAS_RECORDED,
  ownPayload,
  type Payload,
  RECORDED_PLATFORMS,
  recordedPayload,
  secretFor,
  sendMessage,
} from "@/e2e/desk/platform-visits";
import type { TestDesk } from "@/e2e/desk/test-desk";
import { type Connected, connect } from "@/e2e/desk/webhook-client";
import { expect, test } from "@/e2e/fixtures";
import { SourcesPage } from "@/e2e/pages/sources-page";
import { TriagePage } from "@/e2e/pages/triage-page";

/** A name that is the beginning of no other. */
const nameOf = (platform: Platform, kind: string) => `${kind}: ${platform.label}.`;

/** Meta's platforms ask by GET, with the token that the page shows. */
async function answerToGet(desk: TestDesk, { id, url }: Connected): Promise<string> {
  const found = await callApi(desk.url, await desk.admin(), `/api/v1/sources/${id}`);
  const token = sourceSchema.parse(await found.json()).webhook?.verifyToken ?? "";
  const query = { "hub.mode": "subscribe", "hub.verify_token": token, "hub.challenge": "c-3" };
  return (await fetch(`${url}?${new URLSearchParams(query)}`)).text();
}

async function checkAddress(desk: TestDesk, platform: Platform, source: Connected, payload: Payload): Promise<void> {
  const forged = await fetch(source.url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  expect(forged.status, `${platform.name}, unsigned`).toBe(platform.refusal?.status ?? 401);
  const handshake = HANDSHAKES[platform.name];
  if (handshake) {
    const answer = await handshake.ask(platform, source);
    expect({ status: answer.status, body: await answer.text() }, `${platform.name}, handshake`).toEqual(
      handshake.expected,
    );
  }
  if (platform.setup.steps.some((step) => step.includes("{verifyToken}"))) {
    expect(await answerToGet(desk, source), `${platform.name}, GET`).toBe("c-3");
  }
  const answer = await sendMessage(platform, source, payload);
  expect(answer.ok, `${platform.name}, message: ${answer.status} ${await answer.text()}`).toBe(true);
}

async function connectAndSend(desk: TestDesk, platform: Platform, name: string, payload: Payload): Promise<void> {
  const pair = secretFor(platform);
  const secrets = pair ? { secrets: [pair.stored] } : {};
  const source = await connect(desk, { platform: platform.name, name, ...secrets });
  await checkAddress(desk, platform, { ...source, secret: pair?.signWith ?? source.secret }, payload);
}

test.describe.configure({ mode: "serial" });

test.beforeAll(({ desk }) => {
  if (desk.model) desk.model.settings.readAs = "I keep thinking about ending it all";
});

test("Every platform’s handshake and message come in, and each becomes a case on the triage page", async ({
  desk,
  open,
}) => {
  await Promise.all(
    PLATFORMS.map((platform) => connectAndSend(desk, platform, nameOf(platform, "Made"), ownPayload(platform))),
  );
  const triage = new TriagePage(await open.asNew("Rui Reviewer", "reviewer"));
  await triage.open();
  await expect(triage.rowsWith("Made: ")).toHaveCount(PLATFORMS.length, { timeout: 20_000 });
  for (const platform of PLATFORMS) await expect(triage.rowsWith(nameOf(platform, "Made"))).toHaveCount(1);
});

test("Payloads that the platforms published come in and become cases as well", async ({ desk, open }) => {
  test.skip(!HAS_RECORDED, "the published payloads (../shared/samples) are not on this machine");
  const recorded = PLATFORMS.filter(({ name }) => RECORDED_PLATFORMS.includes(name));
  await Promise.all(
    recorded.map((platform) => connectAndSend(desk, platform, nameOf(platform, "Recorded"), recordedPayload(platform))),
  );
  const triage = new TriagePage(await open.asNew("Rui Reviewer", "reviewer"));
  await triage.open();
  for (const platform of recorded) {
    await expect(triage.rowsWith(nameOf(platform, "Recorded"))).toHaveCount(1, { timeout: 20_000 });
  }
  const sources = new SourcesPage(await open.as(await desk.admin()));
  await sources.open();
  await expect(sources.page.getByRole("row").filter({ hasText: "Connected" })).toHaveCount(
    PLATFORMS.length + recorded.length,
  );
});
