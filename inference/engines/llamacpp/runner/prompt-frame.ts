import { Template } from "@huggingface/jinja";
import { type LlamaModel, LlamaText, SpecialTokensText, type Token } from "node-llama-cpp";

/** What a model's chat template puts before and after the content of one user message. */
export type PromptFrame = { before: string; after: string };

/** Stands for the content while the template is rendered; not a word that a template would look for or change. */
const CONTENT = "vigil\u2060content";

/**
 * Renders a chat template for one user message and the beginning of the answer, with the template's own defaults.
 *
 * @param template Jinja, as the model file has it
 * @returns null where the template refuses such a chat, or shows the message other than once
 */
export function promptFrame(template: string, tokens: { bos: string | null; eos: string | null }): PromptFrame | null {
  let text: string;
  try {
    text = new Template(template).render({
      messages: [{ role: "user", content: CONTENT }],
      add_generation_prompt: true,
      bos_token: tokens.bos ?? "",
      eos_token: tokens.eos ?? "",
    });
  } catch {
    return null;
  }
  const [before, after, ...others] = text.split(CONTENT);
  return before === undefined || after === undefined || others.length > 0 ? null : { before, after };
}

/**
 * The tokens of a whole prompt. Control tokens come from the template only: the same letters inside the content are
 * tokenised as letters, so nobody can end the turn by typing its end.
 */
export function tokenizePrompt(model: LlamaModel, frame: PromptFrame, content: string): Token[] {
  const parts = [new SpecialTokensText(frame.before), content, new SpecialTokensText(frame.after)];
  const tokens = LlamaText(parts).tokenize(model.tokenizer);
  const { bos, shouldPrependBosToken } = model.tokens;
  return shouldPrependBosToken && bos !== null && tokens[0] !== bos ? [bos, ...tokens] : tokens;
}
