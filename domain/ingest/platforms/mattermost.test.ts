import { describe, expect, test } from "vitest";
import { mattermost } from "@/domain/ingest/platforms/mattermost";
import { NotUnderstood } from "@/domain/ingest/platforms/platform";
import { receivedRequest, storedDelivery } from "@/domain/ingest/platforms/testing/stored-delivery";

const post = {
  token: "abcdefghijklmnopqrstuvwxyz",
  team_id: "t1",
  channel_id: "c1",
  channel_name: "town-square",
  post_id: "p1",
  user_id: "u1",
  user_name: "imke",
  text: "I can't do this any more & more",
  timestamp: 1795228496123,
};
const read = (body: unknown, type?: string) => mattermost.understand(storedDelivery(body, type));

describe("Mattermost", () => {
  const event = {
    kind: "new",
    conversationId: "c1",
    messageId: "p1",
    role: "user",
    author: { id: "u1", name: "imke" },
    text: "I can't do this any more & more",
  };

  test("reads a post as JSON", () => {
    expect(read(post)).toEqual({
      topic: "post",
      events: [{ ...event, sentAt: new Date("2026-11-21T02:34:56.123Z") }],
    });
  });

  test("reads a post as a form, with a time in seconds", () => {
    const form = new URLSearchParams({ ...post, timestamp: "1795228496" }).toString();
    expect(read(form, "application/x-www-form-urlencoded").events).toEqual([
      { ...event, sentAt: new Date("2026-11-21T02:34:56Z") },
    ]);
  });

  test("names files", () => {
    expect(read({ ...post, text: "", file_ids: "f1,f2" }).events).toMatchObject([{ text: "[file]\n[file]" }]);
    expect(read({ ...post, file_ids: "" }).events).toMatchObject([{ text: post.text }]);
  });

  test("ignores a post without words", () => {
    expect(read({ ...post, text: " " })).toMatchObject({ events: [], ignored: expect.any(String) });
  });

  test.each([
    ["no post", { text: "any more" }, '"post_id"'],
    ["a post without a channel", { ...post, channel_id: undefined }, '"channel_id"'],
  ])("does not understand %s", (_name, body, path) => {
    expect(() => read(body)).toThrow(NotUnderstood);
    expect(() => read(body)).toThrow(path);
    expect(() => read(body)).not.toThrow("any more");
  });

  test("knows a post by its id", () => {
    expect(mattermost.deliveryKey(receivedRequest({}), post)).toBe("p1");
    expect(mattermost.deliveryKey(receivedRequest({}), undefined)).toBeNull();
    expect(post.token).toMatch(mattermost.secret.pattern);
  });
});
