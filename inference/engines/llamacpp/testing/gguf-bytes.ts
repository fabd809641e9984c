/** Writes the container of a model file, GGUF version 3 (docs/gguf.md of github.com/ggml-org/ggml). For tests. */

/** How a value stands in the header. */
export type GgufValue =
  | { type: "uint32" | "float32"; value: number }
  | { type: "bool"; value: boolean }
  | { type: "string"; value: string }
  | { type: "strings"; value: readonly string[] }
  | { type: "int32s"; value: readonly number[] };

/** `shape` lists the length of a row first; `values` are row after row. */
export type GgufTensor = {
  name: string;
  shape: readonly number[];
  type: "f32" | "bf16";
  values: Float32Array;
};

const VERSION = 3;
const ALIGNMENT = 32;
const VALUE_TYPES = { uint32: 4, int32: 5, float32: 6, bool: 7, string: 8, array: 9 } as const;
const TENSOR_TYPES = { f32: 0, bf16: 30 } as const;

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function float32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value, "utf8");
  return Buffer.concat([uint64(bytes.length), bytes]);
}

function array(type: number, items: readonly Buffer[]): Buffer {
  return Buffer.concat([uint32(VALUE_TYPES.array), uint32(type), uint64(items.length), ...items]);
}

function entry(key: string, given: GgufValue): Buffer {
  switch (given.type) {
    case "uint32":
      return Buffer.concat([text(key), uint32(VALUE_TYPES.uint32), uint32(given.value)]);
    case "float32":
      return Buffer.concat([text(key), uint32(VALUE_TYPES.float32), float32(given.value)]);
    case "bool":
      return Buffer.concat([text(key), uint32(VALUE_TYPES.bool), Buffer.from([given.value ? 1 : 0])]);
    case "string":
      return Buffer.concat([text(key), uint32(VALUE_TYPES.string), text(given.value)]);
    case "strings":
      return Buffer.concat([text(key), array(VALUE_TYPES.string, given.value.map(text))]);
    case "int32s":
      return Buffer.concat([text(key), array(VALUE_TYPES.int32, given.value.map(uint32))]);
  }
}

/** bfloat16 is the upper half of a float32, rounded to the nearest. */
function toBfloat16(values: Float32Array): Buffer {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const bytes = Buffer.alloc(values.length * 2);
  words.forEach((word, index) => {
    bytes.writeUInt16LE(((word + 0x7fff + ((word >>> 16) & 1)) >>> 16) & 0xffff, index * 2);
  });
  return bytes;
}

function toBytes(tensor: GgufTensor): Buffer {
  if (tensor.type === "bf16") return toBfloat16(tensor.values);
  return Buffer.from(tensor.values.buffer, tensor.values.byteOffset, tensor.values.byteLength);
}

function pad(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((ALIGNMENT - (bytes.length % ALIGNMENT)) % ALIGNMENT)]);
}

/** The bytes of a whole file, on a machine that keeps the low byte first. */
export function ggufBytes(metadata: Readonly<Record<string, GgufValue>>, tensors: readonly GgufTensor[]): Buffer {
  const data = tensors.map((tensor) => pad(toBytes(tensor)));
  let offset = 0;
  const infos = tensors.map((tensor, index) => {
    const info = [
      text(tensor.name),
      uint32(tensor.shape.length),
      ...tensor.shape.map(uint64),
      uint32(TENSOR_TYPES[tensor.type]),
      uint64(offset),
    ];
    offset += data[index]?.length ?? 0;
    return Buffer.concat(info);
  });
  const entries = Object.entries(metadata).map(([key, value]) => entry(key, value));
  const counts = [Buffer.from("GGUF"), uint32(VERSION), uint64(tensors.length), uint64(entries.length)];
  return Buffer.concat([pad(Buffer.concat([...counts, ...entries, ...infos])), ...data]);
}
