"""Writes a tiny Qwen3 with random weights and a byte-level tokenizer, for tests: the real architecture, no download."""

from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import GenerationConfig, PreTrainedTokenizerFast, Qwen3Config, Qwen3ForCausalLM

# The form that Qwen3 gives a prompt, for the roles that are used.
TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def write_tokenizer(folder: Path, template: str | None = TEMPLATE) -> None:
    letters = {letter: number for number, letter in enumerate(sorted(pre_tokenizers.ByteLevel.alphabet()))}
    tokenizer = Tokenizer(models.BPE(vocab=letters, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        eos_token="<|im_end|>",
        pad_token="<|endoftext|>",
        additional_special_tokens=["<|im_start|>"],
    )
    fast.chat_template = template
    fast.save_pretrained(folder)


def write_model(folder: Path, generation: dict | None = None, **config) -> None:
    """The same weights each time, for the same settings. `generation` goes into generation_config.json."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(7)
    settings = {"vocab_size": 259, "hidden_size": 64, "intermediate_size": 128, "num_hidden_layers": 2}
    settings |= {"num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 16, "max_position_embeddings": 4096}
    # Wide weights, so that the answers of random weights differ clearly from one prompt to the next.
    settings |= {"initializer_range": 0.5, "tie_word_embeddings": False, "dtype": "bfloat16"}
    model = Qwen3ForCausalLM(Qwen3Config(**(settings | config))).to(torch.bfloat16)
    # Answers end when they are cut and never by chance.
    model.lm_head.weight.data[256] = 0
    model.generation_config = GenerationConfig(**(generation or {"eos_token_id": 256}))
    model.save_pretrained(folder)
    write_tokenizer(folder)
