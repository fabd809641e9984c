import { readFileSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { startDesk, stopDesk } from "@/e2e/desk/start-desk";
import { freePort, signIn } from "@/e2e/desk/test-desk";
import { makeThrowawayDir, removeThrowaway } from "@/lib/postgres/throwaway";
const dataDir = makeThrowawayDir("vigil-look-");
const desk = await startDesk({ dataDir, port: await freePort(), inferenceUrl: null, args: ["--demo"] });
try {
  const accounts = JSON.parse(readFileSync(path.join(dataDir, "demo-accounts.json"), "utf8"));
  const cookie = await signIn(desk.url, accounts.find((a: any) => a.email.startsWith("admin@")));
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  const look = await import(path.resolve(process.argv[2]!));
  await look.default({ browser, cookie, url: desk.url });
  await browser.close();
} finally {
  await stopDesk(desk);
  await removeThrowaway(dataDir);
}
