/** What a server says of itself, read with suspicion: every field may be missing or of another kind. */

export type ServerFacts = {
  version: string | null;
  /** The ids it lists; empty where it lists none. */
  models: readonly string[];
  revision: string | null;
  dtype: string | null;
  contextLength: number | null;
  /** What an admin should mend, as whole sentences. */
  warnings: readonly string[];
};

/** Asks a path below the root of the server, by POST where a body is given; null where that brings no JSON object. */
export type Look = (path: string, body?: object) => Promise<Fields | null>;
export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

export function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

export function countOf(value: unknown): number | null {
  return typeof value === "number" && Number.isInteger(value) && value > 0 ? value : null;
}

export function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf).filter((each) => each !== null) : [];
}

/** The entries of `/v1/models`. */
export async function listModels(look: Look): Promise<Fields[]> {
  return listOf((await look("/v1/models"))?.data);
}

/** The ids of such entries. */
export function idsOf(models: readonly Fields[]): string[] {
  return models.map(({ id }) => textOf(id)).filter((id) => id !== null);
}

/** The commit of the weights: as named, or from a folder of the hub's cache (`…/snapshots/<commit>`); else null. */
export function revisionOf(named: unknown, folder: unknown): string | null {
  return textOf(named) ?? /\/snapshots\/([0-9a-f]{40})\b/.exec(textOf(folder) ?? "")?.[1] ?? null;
}

/** The number format in the name of a GGUF file, such as `Q8_0`; null where it has none. */
export function formatOfFileName(file: string | null): string | null {
  const formats = (file ?? "").match(/(?<![a-z0-9])(?:bf16|f16|f32|i?q[1-8](?:_[a-z0-9]+)*)(?![a-z0-9])/gi);
  return formats?.at(-1)?.toUpperCase() ?? null;
}
