import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Role, UserActor } from "@/domain/access/actor";
import { createUser } from "@/domain/access/create-user";
import { openInstallation } from "@/domain/access/open-installation";
import type { FindingInput } from "@/domain/decide/decision-input";
import { getCase } from "@/domain/decide/get-case";
import { savePolicy } from "@/domain/decide/policies/save-policy";
import { recordDecision } from "@/domain/decide/record-decision";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { createIngestKey } from "@/domain/ingest/create-ingest-key";
import { ensureReadingQueues } from "@/domain/ingest/reading-jobs";
import { changeSetting } from "@/domain/settings/change-setting";
import { fallbackOf } from "@/domain/settings/definitions";
import { claimCase } from "@/domain/triage/claim-next-case";
import { openManualCase } from "@/domain/triage/open-manual-case";
import { readAndRoute } from "@/domain/triage/read-and-route";
import { chosenEngine } from "@/inference/choose-engine";
import { db } from "@/lib/db/client";
import { loadEnv } from "@/lib/env/env";
import { OperatorError } from "@/lib/process/operator-error";
import { DEMO_CONVERSATIONS } from "@/prisma/demo-conversations";
import { DEMO_CONTACTS, DEMO_POLICIES, DEMO_TEMPLATES } from "@/prisma/demo-policies";

const CLI = { kind: "system", process: "cli" } as const;
const PEOPLE: readonly { email: string; name: string; roles: Role[] }[] = [
  { email: "admin@demo.local", name: "Ama Admin", roles: ["admin", "lead", "reviewer"] },
  { email: "reviewer@demo.local", name: "Robin Reviewer", roles: ["reviewer"] },
  { email: "second@demo.local", name: "Sam Second", roles: ["reviewer"] },
  { email: "auditor@demo.local", name: "Otto Auditor", roles: ["auditor"] },
];

type DemoAccount = { email: string; password: string; roles: Role[] };

async function createPeople(): Promise<{ accounts: DemoAccount[]; reviewer: UserActor }> {
  const accounts: DemoAccount[] = [];
  let reviewer: UserActor | null = null;
  for (const { email, name, roles } of PEOPLE) {
    const made = await createUser(CLI, { email, name, roles });
    accounts.push({ email, password: made.password ?? "", roles });
    if (email.startsWith("reviewer@"))
      reviewer = { kind: "user", userId: made.id, name, email, roles, sessionId: "demo" };
  }
  if (!reviewer) throw new Error("the demo has no reviewer");
  return { accounts, reviewer };
}

/** What an admin of such a desk would have written before anybody reads. */
async function setUpHouse(): Promise<void> {
  const note = "What the demo begins with";
  for (const policy of DEMO_POLICIES) await savePolicy(CLI, null, policy);
  await changeSetting(CLI, "templates", { version: 0, value: DEMO_TEMPLATES, note });
  const wellbeing = { ...fallbackOf("wellbeing"), contacts: DEMO_CONTACTS };
  await changeSetting(CLI, "wellbeing", { version: 0, value: wellbeing, note });
}

/** What the demo's reviewer concludes: all of what was read is there, or none of it. */
function findingsOf(shown: Awaited<ReturnType<typeof getCase>>, decide: "agree" | "nothing"): FindingInput[] {
  return (shown.classification?.risks ?? []).map((risk) =>
    decide === "agree"
      ? { assessment: "agree", riskId: risk.id, messageIds: [] }
      : { assessment: "not_present", riskId: risk.id },
  );
}

async function fill(reviewer: UserActor): Promise<void> {
  const sources = new Map<string, string>();
  for (const conversation of DEMO_CONVERSATIONS) {
    const sourceId =
      sources.get(conversation.source) ?? (await createIngestKey(CLI, { name: conversation.source })).sourceId;
    sources.set(conversation.source, sourceId);
    const { id, revision } = await acceptConversation(CLI, { sourceId, messages: conversation.messages });
    await readAndRoute(chosenEngine(), { conversationId: id, revision });
    if (!conversation.decide) continue;
    const { caseId } = await openManualCase(reviewer, id);
    const { token } = await claimCase(reviewer, caseId);
    const findings = findingsOf(await getCase(reviewer, caseId), conversation.decide);
    const action = findings.length > 0 && conversation.decide === "agree" ? "resources_shared" : "no_action";
    await recordDecision(reviewer, caseId, {
      token,
      revision,
      findings,
      certainty: "sure",
      action,
      timeSpentMs: 45_000,
    });
  }
}

function show(accounts: readonly DemoAccount[], file: string): void {
  process.stdout.write("Demo accounts:\n");
  for (const { email, password } of accounts) process.stdout.write(`  ${email.padEnd(22)} ${password}\n`);
  process.stdout.write(`Also in ${file}\n`);
}

/**
 * Fills an empty database with sample conversations and accounts, and prints the accounts. A database that was filled
 * before is left as it is. Refuses a database with conversations of its own.
 * @throws OperatorError
 */
export async function seedDemo(): Promise<void> {
  const file = path.join(loadEnv().dataDir, "demo-accounts.json");
  await openInstallation();
  const installation = await db().installation.findUniqueOrThrow({ where: { id: 1 } });
  if (installation.demo) return show(JSON.parse(readFileSync(file, "utf8")), file);
  if ((await db().conversation.count()) > 0 || (await db().user.count()) > 0) {
    throw new OperatorError(
      "--demo is for an empty database; this one is in use. Start without --demo, or set another DATA_DIR",
      2,
    );
  }
  await ensureReadingQueues();
  const { accounts, reviewer } = await createPeople();
  await setUpHouse();
  writeFileSync(file, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 });
  await fill(reviewer);
  await db().installation.update({ where: { id: 1 }, data: { demo: true } });
  show(accounts, file);
}
