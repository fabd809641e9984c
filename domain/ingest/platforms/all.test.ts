import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findPlatform, PLATFORMS } from "@/domain/ingest/platforms/all";
import { NotUnderstood, type Platform, type StoredDelivery, type Understood } from "@/domain/ingest/platforms/platform";
import { readBody } from "@/domain/ingest/platforms/read-body";
import { SAMPLE_DELIVERIES } from "@/domain/ingest/platforms/testing/sample-deliveries";
import { RECEIVED_AT, receivedRequest, storedDelivery } from "@/domain/ingest/platforms/testing/stored-delivery";

const FORM = "application/x-www-form-urlencoded";
const byName = PLATFORMS.map((platform) => [platform.name, platform] as const);

type Outcome = { understood: Understood } | { reason: string };

/** Whatever is not `NotUnderstood` is a fault of ours, and is let through. */
function outcomeOf(platform: Platform, delivery: StoredDelivery): Outcome {
  try {
    return { understood: platform.understand(delivery) };
  } catch (error) {
    if (error instanceof NotUnderstood) return { reason: error.reason };
    throw error;
  }
}

/** Reads as the route and the worker do, and checks what both of them rely on. */
function check(platform: Platform, delivery: StoredDelivery): Outcome {
  const request = { ...receivedRequest({}), body: delivery.body };
  const body = readBody(delivery.body, delivery.contentType);
  platform.handshake?.(request, body);
  expect(platform.deliveryKey(request, body)).not.toBe("");
  const outcome = outcomeOf(platform, delivery);
  if ("understood" in outcome) expectSound(outcome.understood);
  else expect(outcome.reason).not.toBe("");
  return outcome;
}

function expectSound({ topic, events, ignored }: Understood): void {
  expect(typeof topic).toBe("string");
  if (events.length === 0) expect(ignored).toBeTruthy();
  for (const event of events) {
    expect(event.conversationId).not.toBe("");
    expect(event.messageId).not.toBe("");
    const times = event.kind === "delete" ? [event.deletedAt] : [event.sentAt, event.editedAt];
    for (const time of times) if (time !== undefined) expect(time.getUTCFullYear()).toBeGreaterThan(1969);
    if (event.kind === "delete") continue;
    expect(event.text.trim()).not.toBe("");
    expect(["user", "assistant", "agent", "system"]).toContain(event.role);
    if (event.isPrivateNote) expect(event.role).not.toBe("user");
    if (event.author) expect(event.author.id).not.toBe("");
  }
}

function encode(body: unknown, contentType = "application/json"): StoredDelivery {
  if (contentType !== FORM) return storedDelivery(body);
  const fields = Object.entries(Object(body)).map(([name, value]) => [name, String(value)]);
  return storedDelivery(new URLSearchParams(fields).toString(), FORM);
}

/** Every place in a value, as the keys that lead to it. */
function placesIn(value: unknown, at: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...at, key]))];
}

/** The value with another one at a place; `undefined` takes it away. */
function withAt(value: unknown, [key, ...rest]: string[], put: unknown): unknown {
  if (key === undefined) return put;
  if (Array.isArray(value))
    return value.map((inner, index) => (String(index) === key ? withAt(inner, rest, put) : inner));
  return Object.fromEntries(
    Object.entries(Object(value)).map(([name, inner]) => [name, name === key ? withAt(inner, rest, put) : inner]),
  );
}

const oddValues = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    "",
    " ",
    "\u0000",
    0,
    -1,
    1.5,
    2 ** 53,
    1e300,
    true,
    [],
    {},
    [null],
    [[]],
    "constructor",
  ),
  fc.jsonValue(),
  fc.string({ unit: "binary" }),
);

const mutated = (name: string) =>
  fc.constantFrom(...(SAMPLE_DELIVERIES[name] ?? [])).chain(({ body, contentType }) => {
    const place = fc.constantFrom(...placesIn(body));
    return fc
      .array(fc.tuple(place, oddValues), { minLength: 1, maxLength: 3 })
      .map((changes) => changes.reduce<unknown>((value, [at, put]) => withAt(value, at, put), body))
      .map((changed) => encode(changed, contentType));
  });

describe.each(byName)("%s", (name, platform) => {
  test("reads its samples", () => {
    expect(SAMPLE_DELIVERIES[name], "sample-deliveries.ts has none").toBeDefined();
    for (const { body, contentType } of SAMPLE_DELIVERIES[name] ?? []) {
      expect(check(platform, encode(body, contentType))).toHaveProperty("understood.events.0");
    }
  });

  test("throws nothing but NotUnderstood, whatever JSON, form or bytes it gets", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void check(platform, storedDelivery(JSON.stringify(value)))));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), (value) => void check(platform, encode(value, FORM))),
    );
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        check(platform, { body: bytes, contentType: null, receivedAt: RECEIVED_AT });
      }),
    );
  });

  test("throws nothing but NotUnderstood, whatever has changed in its deliveries", () => {
    fc.assert(
      fc.property(mutated(name), (delivery) => void check(platform, delivery)),
      { numRuns: 200 },
    );
  });

  test("never says what someone wrote when it says why it ignored or could not read something", () => {
    const canary = "canary-7f3a";
    for (const { body, contentType } of SAMPLE_DELIVERIES[name] ?? []) {
      const places = placesIn(body);
      const pairs = places.flatMap((sung) => places.map((broken) => [sung, broken] as const));
      for (const [sung, broken] of pairs) {
        const changed = withAt(withAt(body, sung, canary), broken, []);
        const outcome = outcomeOf(platform, encode(changed, contentType));
        const said =
          "understood" in outcome ? [outcome.understood.ignored, outcome.understood.warning] : [outcome.reason];
        expect(said.join(" ")).not.toContain(canary);
      }
    }
  });
});

describe("The platforms", () => {
  test("have names that fit an address, each its own", () => {
    const names = PLATFORMS.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
  });

  test("are found by name and alias, and by nothing else", () => {
    for (const platform of PLATFORMS) {
      for (const name of [platform.name, ...(platform.aliases ?? [])]) expect(findPlatform(name)).toBe(platform);
    }
    expect(findPlatform("constructor")).toBeNull();
  });

  test("say where the address goes", () => {
    for (const { setup, secret } of PLATFORMS) {
      expect([...setup.steps, setup.template?.text].join("\n")).toContain("{url}");
      if (secret.origin === "vigil") expect(secret.pattern.test(secret.generate?.() ?? "")).toBe(true);
    }
  });

  test("stand in the documentation, each with its name for the command line", () => {
    const page = path.resolve(process.cwd(), "docs/connect-platforms.md");
    expect(existsSync(page)).toBe(true);
    const text = readFileSync(page, "utf8");
    for (const { name } of PLATFORMS) expect(text).toMatch(new RegExp(`\\| +\`${name}\` +\\|`));
  });
});
