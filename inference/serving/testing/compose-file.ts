import { readFileSync } from "node:fs";
import path from "node:path";
import { parse, type Tags } from "yaml";
import { z } from "zod";

/** The compose files of inference/serving, merged as Docker Compose merges them, as far as they make use of it. */

const folder = path.join(import.meta.dirname, "..");

/** What `!override` marks: it takes the place of what was there, instead of joining it. */
class Override {
  constructor(readonly value: unknown) {}
  toJSON() {
    return this.value;
  }
}
const customTags: Tags = (["seq", "map"] as const).map((collection) => ({
  tag: "!override",
  collection,
  resolve: (value) => new Override("toJSON" in value ? value.toJSON() : value),
}));

type Mapping = Record<string, unknown>;
const isMapping = (value: unknown): value is Mapping =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Override);

/** Sequences that a later file replaces; all others are joined. */
const REPLACED = ["command", "entrypoint", "test"];

function merge(before: unknown, after: unknown, name = ""): unknown {
  if (after instanceof Override) return after.value;
  if (isMapping(before) && isMapping(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return Object.fromEntries(
      [...keys].map((key) => [key, key in after ? merge(before[key], after[key], key) : before[key]]),
    );
  }
  if (Array.isArray(before) && Array.isArray(after) && !REPLACED.includes(name)) return [...before, ...after];
  return isMapping(after) ? merge({}, after) : after;
}

/** The text of a file of inference/serving. */
export const readServingFile = (name: string): string => readFileSync(path.join(folder, name), "utf8");

/** A compose file by itself, as written. */
export function parseComposeFile(name: string): Mapping {
  return z.record(z.string(), z.unknown()).parse(parse(readServingFile(name), { merge: true, customTags }));
}

const extensionSchema = z.looseObject({ extends: z.object({ file: z.string(), service: z.string() }) });

function withExtensions(file: Mapping): Mapping {
  const services = Object.entries(z.record(z.string(), z.unknown()).parse(file.services)).map(([name, service]) => {
    const extension = extensionSchema.safeParse(service);
    if (!extension.success) return [name, service];
    const { extends: from, ...own } = extension.data;
    const { services: others } = z
      .object({ services: z.record(z.string(), z.unknown()) })
      .parse(parseComposeFile(from.file));
    return [name, merge(others[from.service], own)];
  });
  return { ...file, services: Object.fromEntries(services) };
}

/** Fills in ${NAME:-default} and ${NAME:?message} as Compose does, in strings at any depth; `$$` stays one `$`. */
function fill(node: unknown, env: Record<string, string>): unknown {
  if (Array.isArray(node)) return node.map((each) => fill(each, env));
  if (isMapping(node)) return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, fill(value, env)]));
  if (typeof node !== "string") return node;
  return node.replace(/\$\$|\$\{(\w+)(?:(:-|:\?)([^}]*))?\}/g, (whole, name: string, kind: string, rest: string) => {
    if (whole === "$$") return "$";
    const value = env[name] || (kind === ":-" ? rest : undefined);
    if (value === undefined) throw new Error(`${name}: ${rest}`);
    return value;
  });
}

const mountSchema = z
  .strictObject({
    type: z.literal("bind"),
    source: z.string(),
    target: z.string(),
    read_only: z.literal(true),
    bind: z.strictObject({ create_host_path: z.literal(false) }),
  })
  .transform(({ source, target }) => `${source}:${target}:ro`);

const serviceSchema = z.looseObject({
  image: z.string(),
  command: z.array(z.string()).default([]),
  entrypoint: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  networks: z.array(z.string()).default([]),
  network_mode: z.string().optional(),
  ports: z.array(z.string()).default([]),
  profiles: z.array(z.string()).default([]),
  /** In the short form; the long form of a bind mount is brought into it. */
  volumes: z.array(z.union([z.string(), mountSchema])).default([]),
  restart: z.string(),
  security_opt: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z
    .looseObject({ test: z.array(z.string()), timeout: z.string(), start_period: z.string(), retries: z.number() })
    .optional(),
  deploy: z
    .object({
      resources: z.object({
        reservations: z.object({
          devices: z.array(
            z.object({ driver: z.string(), device_ids: z.array(z.string()), capabilities: z.array(z.string()) }),
          ),
        }),
      }),
    })
    .optional(),
});
const composeSchema = z.looseObject({
  services: z.record(z.string(), serviceSchema),
  networks: z.record(z.string(), z.object({ internal: z.boolean().default(false) })),
  volumes: z.record(z.string(), z.object({})),
});

export const composeSecrets = { POSTGRES_PASSWORD: "a-password", VIGIL_SECRET: "a-secret-of-32-characters-or-more" };

/**
 * What `docker compose -f … -f … config` makes of these files.
 * @throws Error with the message of the file when a required variable is empty; z.ZodError for what is of another form
 */
export function readCompose(files: readonly string[], env: Record<string, string> = {}) {
  const merged = files.map((file) => withExtensions(parseComposeFile(file))).reduce<unknown>((a, b) => merge(a, b), {});
  const composition = composeSchema.parse(fill(merged, { ...composeSecrets, ...env }));
  return {
    ...composition,
    service(name: string) {
      const found = composition.services[name];
      if (found === undefined) throw new Error(`${files.join(" with ")} has no service ${name}`);
      return found;
    },
    /** Whether a container of this service can reach anything outside the machine. */
    hasEgress(name: string) {
      const { network_mode: mode, networks: joined } = this.service(name);
      if (mode !== undefined) return mode !== "none";
      return joined.length === 0 || joined.some((each) => composition.networks[each]?.internal !== true);
    },
  };
}
