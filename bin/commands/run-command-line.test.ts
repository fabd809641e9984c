import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Writable } from "node:stream";
import { beforeAll, describe, expect, test } from "vitest";
import { COMMANDS } from "@/bin/commands/catalogue";
import { runCommandLine } from "@/bin/commands/run-command-line";

function sink() {
  const said: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      said.push(chunk.toString("utf8"));
      done();
    },
  });
  return { stream, text: () => said.join("") };
}

async function run(args: string[]) {
  const [stdout, stderr] = [sink(), sink()];
  const code = await runCommandLine(args, { stdout: stdout.stream, stderr: stderr.stream });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

// Loading the code of all commands takes a while on a busy machine, once.
beforeAll(async () => {
  await Promise.all(COMMANDS.map(({ load }) => load()));
}, 60_000);

describe("wrong use", () => {
  test.each<[string, string[], RegExp]>([
    ["no command", [], /there are: classify, .*doctor/],
    ["an unknown command", ["digest", "file"], /no command “digest file”; there are: classify, .*doctor/],
    ["half a command", ["key"], /no command “key”/],
    ["an unknown option", ["doctor", "--fast"], /--fast/],
    ["a missing option", ["key", "create"], /--name is needed/],
    ["a platform there is not", ["source", "create", "--platform", "fax", "--name", "x"], /--platform/],
    ["an address that is none", ["user", "create", "--email", "x", "--role", "admin"], /--email/],
    ["no role", ["user", "create", "--email", "a@example.org"], /--role is needed/],
    ["a role there is not", ["user", "create", "--email", "a@example.org", "--role", "king"], /--role/],
    ["an empty text", ["classify", " "], /nothing to read/],
    ["an unknown strategy", ["classify", "words", "--strategy", "guess"], /--strategy: one of single/],
    ["nothing to evaluate", ["evaluate"], /name at least one file/],
    ["a strategy against itself", ["evaluate", "x", "--compare", "single"], /--compare/],
    [
      "a strategy compared twice",
      ["evaluate", "x", "--compare", "panel", "--compare", "panel"],
      /--compare.*each once/,
    ],
    ["a single call with judges", ["evaluate", "x", "--judges", "5"], /--judges: a single call has one judge/],
    ["too many judges", ["evaluate", "x", "--strategy", "panel", "--judges", "10"], /--judges: 2 to 9/],
    ["a rule there is not", ["evaluate", "x", "--strategy", "panel", "--rule", "all"], /--rule: one of majority/],
    ["nothing to export", ["export"], /one of decisions, conversations, evaluation, audit/],
    ["a day that is none", ["export", "audit", "--from", "yesterday"], /--from/],
    ["content as CSV", ["export", "evaluation", "--format", "csv"], /jsonl only/],
  ])("%s is told with a usage line and exit code 2", async (_, args, says) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(says);
    expect(stderr).toContain("usage: npm run vigil --");
  });
});

describe("evaluate", () => {
  test("names the file that is not there, and the line that holds no label", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "vigil-cli-"));
    const file = path.join(folder, "bad.jsonl");
    await writeFile(file, '{"text":"a","expected":{"outcome":"none"}}\nnot json\n');
    await expect(run(["evaluate", path.join(folder, "none.jsonl")])).rejects.toMatchObject({
      message: expect.stringContaining("none.jsonl: ENOENT"),
      exitCode: 2,
    });
    await expect(run(["evaluate", file])).rejects.toMatchObject({
      message: expect.stringContaining("bad.jsonl:2 not JSON"),
      exitCode: 1,
    });
    await rm(folder, { recursive: true });
  });
});

describe("--help", () => {
  test("names every command, and tells of npm's own lines", async () => {
    const { code, stdout, stderr } = await run(["--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const { name } of COMMANDS) expect(stdout).toContain(`  ${name}`);
    expect(stdout).toContain("npm run --silent vigil --");
  });

  test("after a command gives the usage of that command", async () => {
    const { code, stdout } = await run(["key", "create", "--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain("usage: npm run vigil -- key create --name N [--source ID] [--json]");
  });
});
