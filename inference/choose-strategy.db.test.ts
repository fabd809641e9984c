import { beforeAll, expect, test } from "vitest";
import { openDesk, person } from "@/domain/testing/desk";
import { chooseStrategy, type StrategyChoiceInput } from "@/inference/choose-strategy";
import { currentStrategy } from "@/inference/current-strategy";
import { getStrategyInForce } from "@/inference/strategy-in-force";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids/new-id";

beforeAll(openDesk);
/** How many choices there are: they are never changed or deleted. */
const choices = () => db().strategyChoice.count();
const events = async () => {
  const rows = await db().auditEvent.findMany({
    where: { type: "inference.strategy.chosen" },
    orderBy: { seq: "asc" },
  });
  return rows.map(({ actorId, canonical }) => ({ actorId, facts: JSON.parse(canonical).facts }));
};

test("until somebody chooses, the settings hold and nobody is named", async () => {
  expect(await getStrategyInForce()).toEqual({
    strategy: "single",
    judges: 1,
    voteRule: "majority",
    chosenAt: null,
    chosenBy: null,
  });
});

test.each<[StrategyChoiceInput, object]>([
  [{ strategy: "panel" }, { strategy: "panel", judges: 3, voteRule: "majority" }],
  [
    { strategy: "adaptive", judges: 5, voteRule: "two_thirds" },
    { strategy: "adaptive", judges: 5, voteRule: "two_thirds" },
  ],
  [
    { strategy: "single", judges: 5 },
    { strategy: "single", judges: 1, voteRule: "majority" },
  ],
])("a choice of %o reads from the next moment on, and is on record", async (input, meant) => {
  const admin = await person("admin");
  const before = (await events()).length;
  const inForce = await chooseStrategy(admin, input);
  expect(inForce).toMatchObject({ ...meant, chosenBy: admin.name });
  expect((await currentStrategy()).name).toBe(input.strategy);
  const written = (await events()).slice(before);
  expect(written).toEqual([{ actorId: admin.userId, facts: meant }]);
});

test("the newest choice holds", async () => {
  const admin = await person("admin");
  await chooseStrategy(admin, { strategy: "panel" });
  await chooseStrategy(admin, { strategy: "cascade" });
  expect(await getStrategyInForce()).toMatchObject({ strategy: "cascade" });
});

test("another process follows within two seconds: what it holds is no older", async () => {
  const admin = await person("admin");
  await chooseStrategy(admin, { strategy: "single" });
  expect((await currentStrategy()).name).toBe("single");
  await db().strategyChoice.create({
    data: { id: newId(), strategy: "panel", judges: 3, voteRule: "majority", chosenById: admin.userId },
  });
  await expect.poll(async () => (await currentStrategy()).name).toBe("panel");
});

test.each(["reviewer", "lead", "auditor"] as const)("a %s may not choose, and nothing is written", async (role) => {
  const before = [await choices(), (await events()).length];
  await expect(chooseStrategy(await person(role), { strategy: "panel" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect([await choices(), (await events()).length]).toEqual(before);
});

test.each([{ strategy: "jury" }, { strategy: "panel", judges: 1 }, { strategy: "panel", judges: 10 }])(
  "%o is refused",
  async (input) => {
    const before = await choices();
    await expect(chooseStrategy(await person("admin"), input as StrategyChoiceInput)).rejects.toThrow();
    expect(await choices()).toBe(before);
  },
);
