import { beforeAll, expect, test } from "vitest";
import { openDesk, person } from "@/domain/testing/desk";
import { chooseEngine } from "@/inference/choose-engine";
import { forgetRules, rulesInForce } from "@/inference/current-offline-rules";
import { getOfflineRules, getRuleVersion } from "@/inference/get-offline-rules";
import { saveOfflineRules } from "@/inference/save-offline-rules";
import { tryOfflineRules } from "@/inference/try-offline-rules";
import { db } from "@/lib/db/client";

beforeAll(openDesk);

const HOUSE = `rules:
  - id: blue-lagoon
    type: suicide
    who: both
    severity: high
    imminence: urgent
    any:
      - off to the blue lagoon
`;
const SAID = "I am off to the blue lagoon";
const messages = [{ role: "user" as const, text: SAID }];
const newest = async () => (await db().offlineRuleSet.aggregate({ _max: { version: true } }))._max.version ?? 0;
const save = async (yaml: string, note = "") =>
  saveOfflineRules(await person("admin"), { yaml, note, basedOn: await newest() });

const events = async () => {
  const rows = await db().auditEvent.findMany({ where: { type: "inference.rules.saved" }, orderBy: { seq: "asc" } });
  return rows.map(({ actorId, canonical }) => ({ actorId, facts: JSON.parse(canonical).facts }));
};

function offlineEngine() {
  return chooseEngine({
    dataDir: "/nowhere",
    inferenceUrls: [],
    inferenceModel: "",
    inferenceEngine: "offline",
    inferenceApiKey: null,
  }).engine;
}

test("a desk that has saved nothing reads by the built-in rules", async () => {
  const rules = await getOfflineRules(await person("admin"));
  expect(rules).toMatchObject({ newest: null, history: [], problems: [] });
  expect(rules.inForce).toBe(rules.builtIn);
  expect(rules.disablable.length).toBeGreaterThan(100);
});

test("a saved rule reads from the next conversation on, and the reading names its version", async () => {
  const engine = offlineEngine();
  expect((await engine.read(messages)).reading.outcome).toBe("none");
  const admin = await person("admin");
  const before = await events();
  const basedOn = await newest();
  const rules = await saveOfflineRules(admin, { yaml: HOUSE, note: " A place here ", basedOn });
  expect(rules.newest).toMatchObject({ version: basedOn + 1, yaml: HOUSE, note: "A place here", savedBy: admin.name });
  const { reading, model } = await engine.read(messages);
  expect(reading).toMatchObject({ outcome: "risk", risks: [{ type: "suicide" }] });
  expect(model).toBe(`${rules.builtIn}+${basedOn + 1}`);
  expect((await events()).slice(before.length)).toEqual([{ actorId: admin.userId, facts: { version: basedOn + 1 } }]);
});

test("the first reading of a fresh process is by the rules in force", async () => {
  await save(HOUSE);
  Reflect.deleteProperty(globalThis, "vigilRules");
  expect((await offlineEngine().read(messages)).reading.outcome).toBe("risk");
});

test("an empty text gives the built-in rules back, and what was there can be read again", async () => {
  await save(HOUSE, "for now");
  const version = await newest();
  const rules = await save("");
  expect(rules.inForce).toBe(rules.builtIn);
  expect((await offlineEngine().read(messages)).reading.outcome).toBe("none");
  expect(await getRuleVersion(await person("admin"), String(version))).toMatchObject({ yaml: HOUSE, note: "for now" });
  expect(rules.history.map((each) => each.version)).toEqual(rules.history.map((_, at) => version + 1 - at));
});

test("another process follows within two seconds", async () => {
  await save("");
  const version = (await newest()) + 1;
  expect((await rulesInForce()).version).toBe(version - 1);
  await db().offlineRuleSet.create({ data: { version, yaml: HOUSE } });
  await expect.poll(async () => (await rulesInForce()).version).toBe(version);
});

test("what does not compile is refused with line and reason, and nothing is written", async () => {
  const before = [await newest(), (await events()).length];
  const refused = save(HOUSE.replace("suicide", "worry"));
  await expect(refused).rejects.toMatchObject({ code: "INVALID" });
  const { extra } = await refused.catch((error) => error);
  expect(extra.members.problems).toMatchObject([{ line: 3, message: expect.stringContaining("type") }]);
  expect(extra.errors).toMatchObject([{ pointer: "/yaml", message: expect.stringMatching(/^Line 3: /) }]);
  expect([await newest(), (await events()).length]).toEqual(before);
});

test("of two people who edit the same version, the second is told", async () => {
  const [one, other] = [await person("admin"), await person("admin")];
  const basedOn = await newest();
  const outcomes = await Promise.allSettled([
    saveOfflineRules(one, { yaml: HOUSE, basedOn }),
    saveOfflineRules(other, { yaml: "", basedOn }),
  ]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "CONFLICT" } });
  expect(await newest()).toBe(basedOn + 1);
});

test("rules that an update has broken are said to be out of use, and the built-in ones read on", async () => {
  const version = (await newest()) + 1;
  await db().offlineRuleSet.create({ data: { version, yaml: "disable: [suicide/gone-since-the-update]\n" } });
  forgetRules();
  const rules = await getOfflineRules(await person("admin"));
  expect(rules.inForce).toBe(rules.builtIn);
  expect(rules.problems).toMatchObject([{ line: 1, message: expect.stringContaining("no built-in rule") }]);
  expect((await offlineEngine().read(messages)).reading.outcome).toBe("none");
});

test("rules can be tried on a text before they are saved, and nothing is stored", async () => {
  await save("");
  const before = await newest();
  const { before: now, after } = await tryOfflineRules(await person("admin"), { yaml: HOUSE, messages });
  expect(now).toMatchObject({ outcome: "none", risks: [] });
  expect(after).toMatchObject({ outcome: "risk", risks: [{ type: "suicide", messages: [0] }] });
  expect(after.rules).toBe(`${now.rules}+${before + 1}`);
  expect(await newest()).toBe(before);
});

test.each(["", "abc", "-1", "0", "99999", "99999999999"])("version “%s” is not there", async (version) => {
  await expect(getRuleVersion(await person("admin"), version)).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test.each(["reviewer", "lead", "auditor"] as const)("a %s may neither read, try nor save them", async (role) => {
  const actor = await person(role);
  const refused = { code: "FORBIDDEN" };
  await expect(getOfflineRules(actor)).rejects.toMatchObject(refused);
  await expect(getRuleVersion(actor, "1")).rejects.toMatchObject(refused);
  await expect(tryOfflineRules(actor, { yaml: "", messages })).rejects.toMatchObject(refused);
  await expect(saveOfflineRules(actor, { yaml: "", basedOn: await newest() })).rejects.toMatchObject(refused);
});
