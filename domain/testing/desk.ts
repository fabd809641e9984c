import { hashPassword } from "better-auth/crypto";
import { afterAll } from "vitest";
import type { Actor, Role, UserActor } from "@/domain/access/actor";
import { acceptConversation } from "@/domain/ingest/accept-conversation";
import { createIngestKey } from "@/domain/ingest/create-ingest-key";
import { ensureReadingQueues } from "@/domain/ingest/reading-jobs";
import { forgetSettings } from "@/domain/settings/current-setting";
import type { SettingName, SettingValue } from "@/domain/settings/definitions";
import { readAndRoute } from "@/domain/triage/read-and-route";
import { type ConversationReading, readingOfAnswer } from "@/inference/conversation-reading";
import type { Engine } from "@/inference/engines/engine";
import { loadMessages } from "@/inference/load-messages";
import type { Imminence, Reading, Risk, RiskSubject, RiskType, Severity, UnscoredReason } from "@/inference/risk";
import { SINGLE } from "@/inference/strategies/strategy";
import { db, disconnectDb } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";
import { stopJobs } from "@/lib/jobs/boss";
import { prepareTestDatabase } from "@/lib/testing/test-database";

type Unscored = Extract<ConversationReading, { outcome: "unscored" }>;

const SYSTEM = { kind: "system", process: "cli" } as const;
let people = 0;

/** A desk on a database of its own, for tests of the domain. Call it at the top level of a file, in `beforeAll`. */
export async function openDesk(): Promise<void> {
  await prepareTestDatabase();
  await setMoreEyes({});
  await setSampling({});
  await ensureReadingQueues();
  afterAll(async () => {
    await stopJobs(500);
    await disconnectDb();
  });
}

const NO_MORE_EYES: SettingValue<"more_eyes"> = {
  secondReviewOfRisk: 0,
  secondReviewOfNone: 0,
  secondReviewTierZero: false,
  twoPersonDismissal: false,
  goldShare: 0,
};

/** Nothing but what trips a wire is drawn, which is drawn always. */
const NO_SAMPLING: SettingValue<"sampling"> = { split: 0, keyword: 0, rest: 0, overrides: [] };

async function setSetting<N extends SettingName>(name: N, value: SettingValue<N>): Promise<void> {
  const version = 1 + (await db().settingChange.count({ where: { name } }));
  await db().settingChange.create({ data: { id: newId(), name, version, value } });
  forgetSettings();
}

/** Sets which decisions others look at too. On a test desk none is, unless a test says so here. */
export async function setMoreEyes(rules: Partial<SettingValue<"more_eyes">>): Promise<void> {
  await setSetting("more_eyes", { ...NO_MORE_EYES, ...rules });
}

/** Sets what is drawn of what was read clear. On a test desk nothing is, unless a test says so here. */
export async function setSampling(rates: Partial<SettingValue<"sampling">>): Promise<void> {
  await setSetting("sampling", { ...NO_SAMPLING, ...rates });
}

export const PASSWORD = "a long enough password";
/** Hashed once: hashing for each person would take most of a test's time. */
let passwordHash: Promise<string> | undefined;

/** A person with these roles and `PASSWORD`, as an actor. */
export async function person(...roles: Role[]): Promise<UserActor> {
  people += 1;
  const email = `person${people}@example.org`;
  const id = newId();
  passwordHash ??= hashPassword(PASSWORD);
  const account = { id: newId(), accountId: id, providerId: "credential", password: await passwordHash };
  await db().user.create({ data: { id, email, name: `Person ${people}`, roles, accounts: { create: account } } });
  return { kind: "user", userId: id, name: `Person ${people}`, email, roles, sessionId: "none" };
}

/** A platform with a source and key of its own, as an actor. */
export async function platform(name: string) {
  const { id, sourceId } = await createIngestKey(SYSTEM, { name });
  return { kind: "ingest_key", keyId: id, sourceId } as const;
}

/** An engine that gives the readings it is told, one after another; the last one for ever. */
export function engineThatSays(...readings: (Reading | Unscored)[]): Engine {
  let next = 0;
  return {
    name: "told",
    model: "told-1",
    isReachable: async () => true,
    read: async () => {
      const reading = readings[Math.min(next, readings.length - 1)];
      next += 1;
      if (!reading) throw new Error("nothing to say");
      return {
        reading: "suspected" in reading ? reading : readingOfAnswer(reading),
        windows: [],
        calls: [],
        engine: "told",
        model: "told-1",
        modelRevision: null,
        dtype: null,
        strategy: SINGLE,
        provisional: false,
        incomplete: false,
        score: null,
        latencyMs: 1,
      };
    },
  };
}

export function aRisk(
  severity: Severity = "high",
  imminence: Imminence | null = "urgent",
  type: RiskType = "suicide",
  subject: RiskSubject = "self",
): Risk {
  return { subject, type, severity, imminence, features: [] };
}

export function risky(...risks: [Risk, ...Risk[]]): Reading {
  return { outcome: "risk", reflection: "Words of the model.", risks };
}

export const clear: Reading = { outcome: "none", reflection: "Words of the model.", risks: [] };

/** A reading that failed, with what was suspected all the same. */
export function failed(reason: UnscoredReason = "model_error", ...suspected: Risk[]): Unscored {
  const seen = suspected.map((risk) => ({ ...risk, agreement: null, messages: [] }));
  return { outcome: "unscored", reason, detail: "It failed.", suspected: seen };
}

/** The same engine, with this flag score beside each reading that it understands. */
export function withScore(engine: Engine, flag: number): Engine {
  return {
    ...engine,
    read: async (...asked) => {
      const made = await engine.read(...asked);
      const score = made.reading.outcome === "unscored" ? null : { flag, severity: null, censored: false };
      return { ...made, score };
    },
  };
}

/** Sends in a conversation and reads it at once with this reading, by an engine that says it unless told another. Returns its id. */
export async function conversationRead(
  actor: Actor,
  reading: Reading | Unscored,
  text = "some words",
  engine = engineThatSays(reading),
): Promise<string> {
  const accepted = await acceptConversation(actor, { messages: [{ role: "user", text }] });
  await readAndRoute(engine, { conversationId: accepted.id, revision: accepted.revision });
  return accepted.id;
}

/** Lets the undo window of a decision be over, as waiting for ten seconds would. */
export async function endUndoWindow(decisionId: string): Promise<void> {
  await db().$transaction(async (tx) => {
    await tx.$executeRaw`ALTER TABLE decision DISABLE TRIGGER decision_append_only`;
    await tx.$executeRaw`UPDATE decision SET undoable_until = decided_at WHERE id = ${decisionId}::uuid`;
    await tx.$executeRaw`ALTER TABLE decision ENABLE TRIGGER decision_append_only`;
  });
}

/** The messages of a conversation, opened, in their order. */
export function messagesOf(conversationId: string): ReturnType<typeof loadMessages> {
  return loadMessages(db(), conversationId);
}

/** What the messages of a conversation say, in their order. */
export async function textsOf(conversationId: string): Promise<(string | null)[]> {
  return (await messagesOf(conversationId)).map((message) => message.text);
}

/** Who wrote the messages of a conversation, in their order. */
export async function authorsOf(conversationId: string): Promise<(string | null)[]> {
  return (await messagesOf(conversationId)).map((message) => message.author);
}

/** The types of the audit events about a conversation, oldest first. */
export async function eventsAbout(conversationId: string): Promise<string[]> {
  const rows = await db().auditEvent.findMany({ where: { conversationId }, orderBy: { seq: "asc" } });
  return rows.map((row) => row.type);
}
