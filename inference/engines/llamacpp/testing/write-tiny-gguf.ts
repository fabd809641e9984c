/**
 * A language model of a few hundred kilobytes with random weights, made on the spot: the real llama.cpp runs it, no
 * weights need to be fetched, and no test depends on what a trained model happens to say.
 */
import { writeFileSync } from "node:fs";
import { type GgufTensor, type GgufValue, ggufBytes } from "@/inference/engines/llamacpp/testing/gguf-bytes";
import { IMMINENCES, RISK_SUBJECTS, RISK_TYPES, SEVERITIES } from "@/inference/risk";

/** One user message in the format of Qwen3, which is that of the models Vigil is made for. */
const CHAT_TEMPLATE =
  "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}" +
  "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";

const WIDTH = 64;
const HIDDEN = 128;
const HEADS = 2;
const LAYERS = 2;
/** Tokens that are control tokens, and the ones that llama.cpp reads in any text, by GGUF's numbers for token types. */
const TOKEN_TYPES = { normal: 1, control: 3, userDefined: 4 } as const;
const FILE_TYPES = { f32: 0, bf16: 32 } as const;

type Token = { text: string; type: number; lean: number };

/** Byte-level vocabularies write each byte as a printable letter: themselves, or those from U+0100 on. */
function byteLetters(): string[] {
  const isPlain = (byte: number) => (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(isPlain(byte) ? byte : next++));
}

const LETTERS = byteLetters();

function asLetters(text: string): string {
  return Array.from(Buffer.from(text, "utf8"), (byte) => LETTERS[byte]).join("");
}

/**
 * The pieces of an answer as whole tokens, so that a whole answer takes a few dozen. `lean` is added to a token's logit
 * wherever it stands: text ends soon, letters outside ASCII are rare, and a turn ends only where nothing else may follow.
 */
function vocabulary(): Token[] {
  const bytes = LETTERS.map((text, byte) => ({
    text,
    type: TOKEN_TYPES.normal,
    lean: byte < 32 || byte > 126 ? -12 : 0,
  }));
  const pieces = ["<reflection>", "<risks", "/>", ">\n", "</risks>", "<risk", ' subject="', '" type="', '" severity="'];
  pieces.push('" imminence="', '" features="', '"/>\n', ...RISK_SUBJECTS, ...RISK_TYPES, ...SEVERITIES, ...IMMINENCES);
  const words = [" quiet", " evening", " garden", " letter", " window", " river", " th", "th", "in"];
  const leaning = (lean: number) => (text: string) => ({ text: asLetters(text), type: TOKEN_TYPES.normal, lean });
  const special = (type: number) => (text: string) => ({ text, type, lean: -40 });
  return [
    ...bytes,
    ...words.map(leaning(3)),
    ...pieces.map(leaning(5)),
    ...["</reflection>\n"].map(leaning(8)),
    ...["<think>", "</think>"].map(special(TOKEN_TYPES.userDefined)),
    ...["<|endoftext|>", "<|im_start|>", "<|im_end|>"].map(special(TOKEN_TYPES.control)),
  ];
}

/** Mulberry32, a generator of 32-bit numbers: the same seed gives the same file everywhere. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32 - 0.5;
  };
}

export type TinyGguf = {
  type?: "bf16" | "f32";
  seed?: number;
  /** null leaves it out, as a base model does. */
  chatTemplate?: string | null;
  /** Tokens the model says it was trained to see. */
  contextLength?: number;
};

function tensorsOf(tokens: readonly Token[], type: "bf16" | "f32", seed: number): GgufTensor[] {
  const random = randomNumbers(seed);
  const matrix = (name: string, columns: number, rows: number, scale: number): GgufTensor => {
    const values = Float32Array.from({ length: columns * rows }, () => random() * scale);
    return { name, shape: [columns, rows], type, values };
  };
  const ones = (name: string): GgufTensor => {
    return { name, shape: [WIDTH], type: "f32", values: new Float32Array(WIDTH).fill(1) };
  };
  // The first number of every embedding is large and the same, so that after normalisation it is about LEVEL at any
  // place of any text: what stands against it in the output becomes a constant of the token.
  const [first, level] = [4, 6];
  const embedding = matrix("token_embd.weight", WIDTH, tokens.length, 1);
  const output = matrix("output.weight", WIDTH, tokens.length, 1);
  tokens.forEach(({ lean }, index) => {
    embedding.values[index * WIDTH] = first;
    output.values[index * WIDTH] = lean / level;
  });
  const layers = Array.from({ length: LAYERS }, (_, layer) => [
    ones(`blk.${layer}.attn_norm.weight`),
    ones(`blk.${layer}.ffn_norm.weight`),
    ...["q", "k", "v", "output"].map((part) => matrix(`blk.${layer}.attn_${part}.weight`, WIDTH, WIDTH, 0.4)),
    matrix(`blk.${layer}.ffn_gate.weight`, WIDTH, HIDDEN, 0.3),
    matrix(`blk.${layer}.ffn_up.weight`, WIDTH, HIDDEN, 0.3),
    matrix(`blk.${layer}.ffn_down.weight`, HIDDEN, WIDTH, 0.3),
  ]);
  return [embedding, output, ones("output_norm.weight"), ...layers.flat()];
}

/**
 * Writes a model file that llama.cpp loads and that answers any prompt with noise, within a grammar when given one.
 * @param file where to; overwritten
 */
export function writeTinyGguf(file: string, options: TinyGguf = {}): void {
  const { type = "bf16", seed = 1, chatTemplate = CHAT_TEMPLATE, contextLength = 4096 } = options;
  const tokens = vocabulary();
  const idOf = (text: string) => tokens.findIndex((token) => token.text === text);
  const [space, t, h, i, n] = [" ", "t", "h", "i", "n"].map(asLetters);
  const metadata: Record<string, GgufValue> = {
    "general.architecture": { type: "string", value: "llama" },
    "general.name": { type: "string", value: "tiny random model" },
    "general.file_type": { type: "uint32", value: FILE_TYPES[type] },
    "llama.context_length": { type: "uint32", value: contextLength },
    "llama.embedding_length": { type: "uint32", value: WIDTH },
    "llama.block_count": { type: "uint32", value: LAYERS },
    "llama.feed_forward_length": { type: "uint32", value: HIDDEN },
    "llama.attention.head_count": { type: "uint32", value: HEADS },
    "llama.attention.head_count_kv": { type: "uint32", value: HEADS },
    "llama.attention.layer_norm_rms_epsilon": { type: "float32", value: 1e-5 },
    "llama.rope.dimension_count": { type: "uint32", value: WIDTH / HEADS },
    "llama.vocab_size": { type: "uint32", value: tokens.length },
    "tokenizer.ggml.model": { type: "string", value: "gpt2" },
    "tokenizer.ggml.pre": { type: "string", value: "qwen2" },
    "tokenizer.ggml.tokens": { type: "strings", value: tokens.map((token) => token.text) },
    "tokenizer.ggml.token_type": { type: "int32s", value: tokens.map((token) => token.type) },
    "tokenizer.ggml.merges": { type: "strings", value: [`${t} ${h}`, `${i} ${n}`, `${space} ${t}${h}`] },
    "tokenizer.ggml.eos_token_id": { type: "uint32", value: idOf("<|im_end|>") },
    "tokenizer.ggml.padding_token_id": { type: "uint32", value: idOf("<|endoftext|>") },
    "tokenizer.ggml.add_bos_token": { type: "bool", value: false },
  };
  if (chatTemplate !== null) metadata["tokenizer.chat_template"] = { type: "string", value: chatTemplate };
  writeFileSync(file, ggufBytes(metadata, tensorsOf(tokens, type, seed)));
}
