/**
 * Writes a text classifier small enough to be read by eye, for tests: each word adds its row of a table to the two logits,
 * as their mean. The ONNX bytes are protocol buffers (onnx.proto3, opset 13) written by hand.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const VARINT = 0;
const BYTES = 2;
const FLOAT = 1;
const INT64 = 7;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}
const int = (field: number, value: number) => Buffer.from([...varint((field << 3) | VARINT), ...varint(value)]);
function bytes(field: number, content: Buffer | string): Buffer {
  const buffer = Buffer.from(content);
  return Buffer.concat([Buffer.from([...varint((field << 3) | BYTES), ...varint(buffer.length)]), buffer]);
}
const message = (field: number, ...parts: Buffer[]) => bytes(field, Buffer.concat(parts));

function valueInfo(field: number, name: string, type: number, dims: readonly (number | string)[]): Buffer {
  const shape = dims.map((dim) => message(1, typeof dim === "number" ? int(1, dim) : bytes(2, dim)));
  return message(field, bytes(1, name), message(2, message(1, int(1, type), message(2, ...shape))));
}

function node(op: string, inputs: readonly string[], output: string, ...attributes: Buffer[]): Buffer {
  return message(1, ...inputs.map((name) => bytes(1, name)), bytes(2, output), bytes(4, op), ...attributes);
}

function modelBytes(table: readonly (readonly [number, number])[]): Buffer {
  const raw = Buffer.alloc(table.length * 8);
  for (const [at, value] of table.flat().entries()) raw.writeFloatLE(value, at * 4);
  const graph = message(
    7,
    node("Gather", ["table", "input_ids"], "rows"),
    node(
      "ReduceMean",
      ["rows"],
      "logits",
      message(5, bytes(1, "axes"), int(8, 1), int(20, ATTRIBUTE_INTS)),
      message(5, bytes(1, "keepdims"), int(3, 0), int(20, ATTRIBUTE_INT)),
    ),
    bytes(2, "tiny"),
    message(5, int(1, table.length), int(1, 2), int(2, FLOAT), bytes(8, "table"), bytes(9, raw)),
    valueInfo(11, "input_ids", INT64, [1, "length"]),
    valueInfo(11, "attention_mask", INT64, [1, "length"]),
    valueInfo(12, "logits", FLOAT, [1, 2]),
  );
  return Buffer.concat([int(1, 8), bytes(2, "vigil-test"), graph, message(8, bytes(1, ""), int(2, 13))]);
}

/** Words and their two logits; `[UNK]` stands for every other word. */
const WORDS: Readonly<Record<string, readonly [number, number]>> = {
  "[UNK]": [2, -2],
  calm: [4, -4],
  danger: [-4, 4],
  broken: [Number.NaN, 0],
};

/** Writes the classifier into `folder`. `labels` are those of the two logits. */
export function writeTinyClassifier(
  folder: string,
  { labels = ["SAFE", "UNSAFE"], most = 64 }: { labels?: readonly [string, string]; most?: number } = {},
): void {
  mkdirSync(folder, { recursive: true });
  const write = (file: string, content: Buffer | object) =>
    writeFileSync(path.join(folder, file), Buffer.isBuffer(content) ? content : JSON.stringify(content));
  write("model.onnx", modelBytes(Object.values(WORDS)));
  write("config.json", {
    model_type: "tiny",
    id2label: { 0: labels[0], 1: labels[1] },
    max_position_embeddings: most,
  });
  write("tokenizer.json", {
    version: "1.0",
    added_tokens: [],
    normalizer: { type: "Lowercase" },
    pre_tokenizer: { type: "WhitespaceSplit" },
    post_processor: null,
    decoder: null,
    model: {
      type: "WordPiece",
      unk_token: "[UNK]",
      continuing_subword_prefix: "##",
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(Object.keys(WORDS).map((word, id) => [word, id])),
    },
  });
}
