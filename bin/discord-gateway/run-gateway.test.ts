import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Gateway, runGateway } from "@/bin/discord-gateway/run-gateway";
import { readGatewaySettings } from "@/bin/discord-gateway/settings";
import { type Receiver, startReceiver } from "@/bin/discord-gateway/testing/receiver";
import { BOT_TOKEN, type StandInDiscord, startStandInDiscord } from "@/bin/discord-gateway/testing/stand-in-discord";

vi.setConfig({ testTimeout: 40_000 });

let discord: StandInDiscord;
let vigil: Receiver;
let dataDir: string;
const running: Gateway[] = [];
const children: ChildProcess[] = [];

beforeEach(async () => {
  discord = await startStandInDiscord();
  vigil = await startReceiver();
  dataDir = await mkdtemp(path.join(tmpdir(), "vigil-discord-"));
});
afterEach(async () => {
  for (const gateway of running.splice(0)) await gateway.stop();
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  await vigil.close();
  await discord.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function start(fields: Record<string, string> = {}): Promise<Gateway> {
  const env = {
    DISCORD_BOT_TOKEN: BOT_TOKEN,
    DISCORD_FORWARD_URL: vigil.url,
    DISCORD_FORWARD_SECRET: vigil.secret,
    DISCORD_API_URL: discord.apiUrl,
    ...fields,
  };
  const gateway = await runGateway(readGatewaySettings(env, { dataDir, secret: "s".repeat(32) }));
  gateway.ended.catch(() => undefined);
  running.push(gateway);
  return gateway;
}
async function stop(gateway: Gateway) {
  running.splice(running.indexOf(gateway), 1);
  await gateway.stop();
}
/** How long what must happen may take on a machine that is busy with other things. */
const SLOW = { timeout: 15_000 };
const connected = () => vi.waitFor(() => expect(discord.connections()).toBe(1), SLOW);
const texts = () => vigil.events.map((event) => (event.kind === "delete" ? `-${event.messageId}` : event.text));
const arrived = (count: number) =>
  vi.waitFor(() => expect(vigil.events).toHaveLength(count), { timeout: 20_000, interval: 20 });

describe("discord-gateway", () => {
  test("forwards what is written, edited and deleted, in threads and direct messages too", async () => {
    await start();
    await connected();
    const first = discord.write("101");
    discord.report("MESSAGE_UPDATE", {
      ...first,
      content: "other words",
      edited_timestamp: "2026-05-04T10:11:12.345000+00:00",
    });
    discord.report("MESSAGE_UPDATE", { ...first, embeds: [{ title: "a preview" }] });
    discord.report("MESSAGE_DELETE", { id: first.id, channel_id: "101", guild_id: "11" });
    await arrived(3);
    const threaded = discord.write("201");
    const direct = discord.write("301", { content: "to you alone" });
    discord.write("102", { content: "", attachments: [] });
    discord.write("102", { content: "said by a bot", author: { id: "32", username: "bot", bot: true } });
    discord.report("TYPING_START", { channel_id: "101" });
    discord.report("MESSAGE_DELETE_BULK", { ids: [threaded.id, "5"], channel_id: "201" });
    await arrived(8);
    expect(vigil.events.slice(0, 3)).toEqual([
      {
        kind: "new",
        conversationId: "101",
        messageId: first.id,
        role: "user",
        author: { id: "31", name: "Ada" },
        text: "words 0",
        sentAt: expect.any(Date),
      },
      {
        kind: "edit",
        conversationId: "101",
        messageId: first.id,
        role: "user",
        author: { id: "31", name: "Ada" },
        text: "other words",
        sentAt: expect.any(Date),
        editedAt: new Date("2026-05-04T10:11:12.345Z"),
      },
      { kind: "delete", conversationId: "101", messageId: first.id, deletedAt: expect.any(Date) },
    ]);
    expect(vigil.events.filter(({ conversationId }) => conversationId === "201")).toMatchObject([
      { kind: "new", messageId: threaded.id },
      { kind: "delete", messageId: threaded.id },
      { kind: "delete", messageId: "5" },
    ]);
    expect(vigil.events).toContainEqual(expect.objectContaining({ messageId: direct.id, text: "to you alone" }));
    expect(vigil.events).toContainEqual(expect.objectContaining({ role: "assistant", text: "said by a bot" }));
  });

  test("keeps the order within a channel, and loses nothing while Vigil is away", async () => {
    await start();
    await connected();
    vigil.answerWith = () => ({ status: 503 });
    for (let count = 0; count < 200; count += 1) discord.write(count % 2 === 0 ? "101" : "102");
    await vi.waitFor(() => expect(vigil.attempts.length).toBeGreaterThan(1), SLOW);
    vigil.answerWith = null;
    await arrived(200);
    for (const channel of ["101", "102"]) {
      const ids = vigil.events
        .filter((event) => event.conversationId === channel)
        .map((event) => BigInt(event.messageId));
      expect(ids).toEqual(ids.toSorted((one, other) => (one < other ? -1 : 1)));
    }
  });

  test("resumes after a broken connection and after a restart, edits and deletions included", async () => {
    const gateway = await start();
    await connected();
    const first = discord.write("101");
    await arrived(1);
    discord.disconnect(4000);
    discord.report("MESSAGE_DELETE", { id: first.id, channel_id: "101" });
    await arrived(2);
    await connected();
    await stop(gateway);
    expect(discord.connections()).toBe(0);
    discord.write("101", { content: "while nobody listened" });
    await start();
    await arrived(3);
    expect(texts()).toEqual(["words 0", `-${first.id}`, "while nobody listened"]);
    expect(discord.counts).toEqual({ identified: 1, resumed: 2 });
  });

  test("fetches what was written while Discord had forgotten the session, in channels, threads and direct messages", async () => {
    const gateway = await start();
    await connected();
    const direct = discord.write("301", { guild_id: undefined });
    discord.write("101");
    await arrived(2);
    await stop(gateway);
    discord.forgetSessions();
    for (let count = 0; count < 120; count += 1) discord.write("101", { content: `missed ${count}` }, "unseen");
    discord.write("201", { content: "missed in a thread" }, "unseen");
    discord.write("301", { content: "missed in private" }, "unseen");
    await start();
    await arrived(124);
    expect(discord.counts.identified).toBe(2);
    const missed = texts().filter((text) => /^missed \d/.test(text));
    expect(missed).toEqual(Array.from({ length: 120 }, (_, index) => `missed ${index}`));
    expect(texts()).toEqual(expect.arrayContaining(["missed in a thread", "missed in private"]));
    expect(vigil.events.filter((event) => event.messageId === direct.id)).toHaveLength(1);
  });

  test("fetches anew when Discord forgets the session again while it fetches", async () => {
    const gateway = await start();
    await connected();
    discord.write("101");
    await arrived(1);
    await stop(gateway);
    discord.forgetSessions();
    discord.write("101", { content: "missed at first" }, "unseen");
    const hold = Promise.withResolvers<void>();
    discord.holdMessages = hold.promise;
    await start();
    await connected();
    discord.forgetSessions();
    discord.disconnect(4000);
    discord.write("101", { content: "missed then" }, "unseen");
    await vi.waitFor(() => expect(discord.counts.identified).toBe(3), SLOW);
    discord.write("102", { content: "seen again" });
    await arrived(2);
    hold.resolve();
    await arrived(4);
    expect(texts()).toEqual(["words 0", "seen again", "missed at first", "missed then"]);
  });

  test("keeps on disk what it could not deliver, sealed, and delivers it after a restart", async () => {
    const gateway = await start();
    await connected();
    vigil.answerWith = () => ({ status: 502 });
    discord.write("101", { content: "these words are sealed" });
    await vi.waitFor(() => expect(vigil.attempts.length).toBeGreaterThan(0), SLOW);
    await stop(gateway);
    const folder = path.join(dataDir, "discord-gateway");
    for (const name of await readdir(folder)) {
      const text = await readFile(path.join(folder, name), "latin1");
      expect(text).not.toContain("sealed");
      expect(Buffer.from(text, "base64").toString("latin1")).not.toContain("sealed");
    }
    vigil.answerWith = null;
    await start();
    await arrived(1);
    expect(texts()).toEqual(["these words are sealed"]);
  });

  test("runs once per folder", async () => {
    await start();
    await expect(start()).rejects.toThrow("another discord-gateway already runs");
  });

  test.each([
    [4004, "does not know DISCORD_BOT_TOKEN"],
    [4014, "Message Content Intent"],
  ])("ends when Discord closes with %i, and says why", async (code, words) => {
    discord.refuseWith = code;
    const gateway = await start();
    await expect(gateway.ended).rejects.toThrow(words);
  });

  test("ends when Discord refuses the token", async () => {
    const gateway = await start({ DISCORD_BOT_TOKEN: "another.bot.token" });
    await expect(gateway.ended).rejects.toThrow("Discord refuses DISCORD_BOT_TOKEN (401)");
  });

  test.each([
    [401, "refuses the signature (401)"],
    [410, "the source is gone (410)"],
  ])("ends when Vigil answers %i, and says why", async (status, words) => {
    const gateway = await start();
    await connected();
    vigil.answerWith = () => ({ status });
    discord.write("101");
    await expect(gateway.ended).rejects.toThrow(words);
  });
});

describe("the discord-gateway process", () => {
  const program = path.resolve(import.meta.dirname, "../discord-gateway.ts");

  function spawnGateway(fields: Record<string, string> = {}) {
    const env = {
      NODE_ENV: "production" as const,
      PATH: process.env.PATH,
      HOME: dataDir,
      DATA_DIR: dataDir,
      DISCORD_BOT_TOKEN: BOT_TOKEN,
      DISCORD_FORWARD_URL: vigil.url,
      DISCORD_FORWARD_SECRET: vigil.secret,
      DISCORD_API_URL: discord.apiUrl,
      ...fields,
    };
    const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", program], {
      env,
    });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    const exited = once(child, "exit").then(([code]) => ({ code: code as number | null, said }));
    children.push(child);
    return { child, exited, said: () => said };
  }

  test("loses nothing and keeps the order when it is killed again and again", async () => {
    let count = 0;
    const write = (many: number) => {
      for (let index = 0; index < many; index += 1) discord.write("101", { content: `words ${count++}` });
    };
    for (let round = 0; round < 3; round += 1) {
      const { child, exited } = spawnGateway();
      await connected();
      write(20);
      const before = vigil.attempts.length;
      vigil.answerWith = round === 1 ? () => ({ status: 503 }) : null;
      write(20);
      await vi.waitFor(() => expect(vigil.attempts.length).toBeGreaterThan(before), SLOW);
      child.kill("SIGKILL");
      await exited;
      await vi.waitFor(() => expect(discord.connections()).toBe(0), SLOW);
      write(10);
    }
    vigil.answerWith = null;
    spawnGateway();
    await arrived(150);
    expect(texts()).toEqual(Array.from({ length: 150 }, (_, index) => `words ${index}`));
    expect(discord.counts.identified).toBe(1);
  });

  test("stops when it is asked to, and says nothing of what it saw", async () => {
    const { child, exited } = spawnGateway();
    await connected();
    discord.write("101", { content: "words of someone" });
    await arrived(1);
    child.kill("SIGTERM");
    const { code, said } = await exited;
    expect(code).toBe(0);
    expect(said).toContain("connected to Discord");
    expect(said).not.toMatch(/words of someone|ada/i);
    expect(said).not.toContain(BOT_TOKEN);
    expect(said).not.toContain(vigil.secret);
  });

  test.each<[string, Record<string, string>, number, string]>([
    ["a setting is missing", { DISCORD_BOT_TOKEN: "" }, 2, "DISCORD_BOT_TOKEN is not set"],
    [
      "Discord refuses the token",
      { DISCORD_BOT_TOKEN: "another.bot.token" },
      1,
      "Discord refuses DISCORD_BOT_TOKEN (401)",
    ],
  ])("ends with one line when %s", async (_, fields, expected, line) => {
    const { code, said } = await spawnGateway(fields).exited;
    expect(code).toBe(expected);
    expect(said.split("\n").filter((each) => each.startsWith("vigil discord-gateway: "))).toEqual([
      expect.stringContaining(line),
    ]);
  });
});
