import type { Command } from "@/bin/commands/command";

const text = { type: "string" } as const;
const texts = { type: "string", multiple: true } as const;
const flag = { type: "boolean" } as const;

/** Every command there is. */
export const COMMANDS: readonly Command[] = [
  {
    name: "classify",
    usage: "[TEXT | -] [--strategy S]",
    summary: "read a text, or standard input, and store nothing",
    options: { strategy: text },
    load: async () => (await import("@/bin/commands/classify")).classify,
  },
  {
    name: "evaluate",
    usage: "FILE… [--strategy S] [--compare S]… [--judges N] [--rule majority|two_thirds|any] [--engine E]",
    summary: "measure readings against labels (evaluation JSONL, suite JSON)",
    options: { strategy: text, compare: texts, judges: text, rule: text, engine: text },
    load: async () => (await import("@/bin/commands/evaluate")).evaluate,
  },
  {
    name: "ingest",
    usage: "FILE… [--dry-run] [--format F] [--timezone Z] [--date-order dmy|mdy|ymd] [--source ID]",
    summary: "bring in transcript files; stopped, it goes on where it was",
    options: { "dry-run": flag, format: text, timezone: text, "date-order": text, source: text },
    load: async () => (await import("@/bin/commands/ingest")).ingest,
  },
  {
    name: "source create",
    usage: "--platform P --name N [--secret S]… [--unsigned]",
    summary: "add a source; a secret that is made is shown once",
    options: { platform: text, name: text, secret: texts, unsigned: flag },
    load: async () => (await import("@/bin/commands/source")).createASource,
  },
  {
    name: "source list",
    usage: "",
    summary: "list the sources",
    options: {},
    load: async () => (await import("@/bin/commands/source")).listAllSources,
  },
  {
    name: "key create",
    usage: "--name N [--source ID]",
    summary: "make an ingest key; it is shown once",
    options: { name: text, source: text },
    load: async () => (await import("@/bin/commands/key")).createAKey,
  },
  {
    name: "user create",
    usage: "--email E --role R… [--name N] [--password-stdin]",
    summary: "add a person; a password that is made is shown once",
    options: { email: text, role: texts, name: text, "password-stdin": flag },
    load: async () => (await import("@/bin/commands/user")).createAUser,
  },
  {
    name: "settings list",
    usage: "",
    summary: "list what is set for the desk",
    options: {},
    load: async () => (await import("@/bin/commands/settings")).listAllSettings,
  },
  {
    name: "settings set",
    usage: "NAME JSON [--note WHY]",
    summary: "give a setting another value; the history keeps the former ones",
    options: { note: text },
    load: async () => (await import("@/bin/commands/settings")).setASetting,
  },
  {
    name: "export",
    usage:
      "decisions|conversations|evaluation|audit|measure|outcomes|accuracy|thresholds [--from T] [--to T] [--format jsonl|csv|log]",
    summary:
      "write records to standard output; only evaluation holds content. measure: the figures. log: the whole audit log, to be verified",
    options: { from: text, to: text, format: text },
    load: async () => (await import("@/bin/commands/export")).exportRecords,
  },
  {
    name: "audit verify",
    usage: "[--checkpoint FILE]… [--export FILE] [--key VKEY]…",
    summary: "check the log, or an export of it, against hashes, chains, signatures and checkpoints kept elsewhere",
    options: { checkpoint: texts, export: text, key: texts },
    load: async () => (await import("@/bin/commands/audit")).verifyAudit,
  },
  {
    name: "audit new-key",
    usage: "",
    summary: "make the next key that signs checkpoints; the one before signs beside it until the next change",
    options: {},
    load: async () => (await import("@/bin/commands/audit")).makeLogKey,
  },
  {
    name: "erase",
    usage:
      "--source ID --external-id E | --conversation ID, with --reason R [--ends ID]… or --dry-run; --list; --replay FILE",
    summary: "erase a person; list what was erased; erase it again after a restore",
    options: {
      source: text,
      "external-id": text,
      conversation: text,
      reason: text,
      ends: texts,
      "dry-run": flag,
      list: flag,
      replay: text,
    },
    load: async () => (await import("@/bin/commands/erase")).erase,
  },
  {
    name: "sampling check",
    usage: "[--frame ID] [--secret HEX]",
    summary: "make every draw of a sample again, with the secret that was shown of a frame or with the desk's own",
    options: { frame: text, secret: text },
    load: async () => (await import("@/bin/commands/sampling")).checkSampling,
  },
  {
    name: "keys status",
    usage: "",
    summary: "which versions of the wrapping key there are, and what they wrap",
    options: {},
    load: async () => (await import("@/bin/commands/keys")).showKeys,
  },
  {
    name: "keys new",
    usage: "",
    summary: "make the secret of the next version of the wrapping key",
    options: {},
    load: async () => (await import("@/bin/commands/keys")).makeKey,
  },
  {
    name: "keys rotate",
    usage: "",
    summary: "wrap all data keys under the newest version; stopped, it goes on where it was",
    options: {},
    load: async () => (await import("@/bin/commands/keys")).rotate,
  },
  {
    name: "measure rebuild",
    usage: "",
    summary: "make the figures anew from the records",
    options: {},
    load: async () => (await import("@/bin/commands/measure")).rebuildFigures,
  },
  {
    name: "measure check",
    usage: "",
    summary: "compare the figures with the records, and mend them",
    options: {},
    load: async () => (await import("@/bin/commands/measure")).checkFigures,
  },
  {
    name: "doctor",
    usage: "",
    summary: "check this machine and its settings",
    options: {},
    load: async () => (await import("@/bin/commands/doctor")).doctor,
  },
];

/** The usage line of one command. */
export function usageOf(command: Command): string {
  return `usage: npm run vigil -- ${[command.name, command.usage, "[--json]"].filter(Boolean).join(" ")}`;
}

/** What --help prints. */
export function helpText(): string {
  const lines = COMMANDS.map(({ name, usage, summary }) => `  ${name} ${usage}`.trimEnd().concat(`\n      ${summary}`));
  return [
    "usage: npm run vigil -- COMMAND [--json] [--help]",
    "",
    ...lines,
    "",
    "--json prints one JSON value on standard output and nothing else. npm prints two lines of its own before it:",
    "for scripts use npm run --silent vigil -- COMMAND --json.",
    "Exit code: 0 fine, 1 found a problem, 2 wrong use. Works whether Vigil is running or not.",
  ].join("\n");
}

/** The command the words begin with, and the words after its name; null when there is none. */
export function findCommand(words: readonly string[]): { command: Command; rest: string[] } | null {
  for (const command of COMMANDS) {
    const name = command.name.split(" ");
    if (name.every((word, index) => words[index] === word)) return { command, rest: words.slice(name.length) };
  }
  return null;
}
