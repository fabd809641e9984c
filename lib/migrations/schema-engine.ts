import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import { MigrationAdapterFactory } from "@/lib/migrations/adapter";

type EngineModule = typeof import("@prisma/schema-engine-wasm") & {
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
};

let engineModule: Promise<EngineModule> | null = null;

/** Loads the engine by hand: its entry file imports .wasm as a module, which not every loader (tsx, vitest) can. */
async function loadModule(): Promise<EngineModule> {
  const bindings: EngineModule = await import("@prisma/schema-engine-wasm/schema_engine_bg" as string);
  const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm");
  const bytes = await readFile(path.join(path.dirname(entry), "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, {
    "./schema_engine_bg.js": bindings as unknown as WebAssembly.ModuleImports,
  });
  bindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === "function") start();
  return bindings;
}

/** The first lines of what the engine says; below them it lists its own source files. */
function engineMessage(error: Error): string {
  const lines = error.message.split("\n");
  const trace = lines.findIndex((line) => /^\s+\d+: /.test(line));
  return lines
    .slice(0, trace === -1 ? undefined : trace)
    .join(" ")
    .trim();
}

/**
 * Runs Prisma's own schema engine, as WebAssembly, against a database. Nothing is downloaded.
 * @throws Error with what the database or the engine reported
 */
export async function withSchemaEngine<T>(databaseUrl: string, use: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  engineModule ??= loadModule();
  const { SchemaEngine } = await engineModule;
  const factory = new MigrationAdapterFactory(databaseUrl);
  const adapter = bindMigrationAwareSqlAdapterFactory(factory);
  let engine: SchemaEngine | null = null;
  try {
    engine = await SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter);
    return await use(engine);
  } catch (error) {
    // A failure the engine cannot name waits in the adapter's registry, under the number it mentions.
    const hidden = adapter.errorRegistry.consumeError(0)?.error;
    if (hidden !== undefined) throw hidden;
    throw error instanceof Error ? new Error(engineMessage(error), { cause: error }) : error;
  } finally {
    engine?.free();
    await factory.close();
  }
}
