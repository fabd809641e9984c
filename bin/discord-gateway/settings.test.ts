import { describe, expect, test } from "vitest";
import { readGatewaySettings } from "@/bin/discord-gateway/settings";

const env = { dataDir: "/data", secret: "s".repeat(32) };
const good = {
  DISCORD_BOT_TOKEN: "abc.def.ghi-jkl",
  DISCORD_FORWARD_URL: "https://desk.example/api/webhooks/discord-gateway/1",
  DISCORD_FORWARD_SECRET: `whsec_${Buffer.alloc(32, 1).toString("base64")}`,
};

describe("readGatewaySettings", () => {
  test("reads them, and takes Discord's own address unless told", () => {
    const settings = readGatewaySettings({ ...good, DISCORD_API_URL: " " }, env);
    expect(settings).toMatchObject({
      token: good.DISCORD_BOT_TOKEN,
      forwardUrl: good.DISCORD_FORWARD_URL,
      forwardKey: Buffer.alloc(32, 1),
      apiUrl: "https://discord.com/api",
      folder: "/data/discord-gateway",
    });
    expect(readGatewaySettings(good, { ...env, secret: "t".repeat(32) }).sealKey).not.toEqual(settings.sealKey);
  });

  test.each([
    ["DISCORD_BOT_TOKEN", undefined, "is not set"],
    ["DISCORD_BOT_TOKEN", "", "is not set"],
    ["DISCORD_BOT_TOKEN", "Bot abc.def.ghi", "is a value that is not shown"],
    ["DISCORD_FORWARD_URL", "desk.example", "http"],
    ["DISCORD_FORWARD_URL", "ftp://desk.example", "http"],
    ["DISCORD_FORWARD_SECRET", "hunter2", "whsec_"],
    ["DISCORD_FORWARD_SECRET", "whsec_", "whsec_"],
    ["DISCORD_API_URL", "nowhere", "http"],
  ])("refuses %s = %j with one line that does not repeat it", (name, value, words) => {
    const read = () => readGatewaySettings({ ...good, [name]: value }, env);
    expect(read).toThrow(words);
    expect(read).toThrow(name);
    if (value) expect(read).not.toThrow(value === "whsec_" ? "hunter2" : value);
  });
});
