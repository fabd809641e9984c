"""Loads NOPE Edge with transformers, in bfloat16, and answers one chat prompt at a time.

The call is the one of the model's own quick start: its chat template, its tokenizer, greedy unless a temperature is
asked for. What is added is what a safety tool needs: nothing is cut, nothing is taken from defaults, and a model that
is not what it should be is refused before the first conversation.
"""

import threading
import time
from dataclasses import dataclass, field
from typing import Callable

import torch
import transformers
from transformers import AutoConfig, AutoModelForCausalLM, AutoTokenizer, GenerationConfig, StoppingCriteria

from sampling import Sampling

LEAST_CAPABILITY = (8, 0)


class Refused(Exception):
    """The model, the weights or the machine cannot serve; the message is one line for the operator."""


class Stopped(Exception):
    """The reading was stopped before its end; what there is of it is no answer."""


@dataclass(frozen=True)
class Answer:
    text: str
    finish_reason: str
    prompt_tokens: int
    completion_tokens: int
    logprobs: list[dict] = field(default_factory=list)


class _StopWhen(StoppingCriteria):
    """Asked after each token, so that a reading nobody waits for any more frees the model at once."""

    def __init__(self, stop: Callable[[], bool]):
        self.stop = stop
        self.stopped = False

    def __call__(self, input_ids, scores, **_):
        self.stopped = self.stopped or self.stop()
        return torch.full((input_ids.shape[0],), self.stopped, dtype=torch.bool, device=input_ids.device)


def _choose_device(wanted: str) -> torch.device:
    if wanted == "auto":
        wanted = "cuda" if torch.cuda.is_available() else "cpu"
    if wanted == "cuda":
        if not torch.cuda.is_available():
            raise Refused("no CUDA device can be used here; --device=cpu reads slowly, but reads")
        capability = torch.cuda.get_device_capability()
        if capability < LEAST_CAPABILITY:
            raise Refused(
                f"the GPU has compute capability {capability[0]}.{capability[1]}; bfloat16 needs 8.0 or newer, "
                "and float16 is no substitute"
            )
    return torch.device(wanted)


class Model:
    """One model on one device. Not for two threads at once: the server has one thread that calls `answer`."""

    def __init__(self, path: str, revision: str, context_length: int, device: str):
        """Loads weights and tokenizer. Raises Refused when they are not what bfloat16 serving needs."""
        if int(transformers.__version__.split(".")[0]) < 5:
            raise Refused(f"transformers is {transformers.__version__}; install what requirements.txt names")
        self.path = path
        self.context_length = context_length
        self.device = _choose_device(device)
        config = AutoConfig.from_pretrained(path, revision=revision)
        if getattr(config, "quantization_config", None) is not None:
            raise Refused(f"{path} is quantised; serve the bfloat16 weights")
        if config.max_position_embeddings < context_length:
            raise Refused(f"{path} reads {config.max_position_embeddings} tokens, fewer than {context_length}")
        self.tokenizer = AutoTokenizer.from_pretrained(path, revision=revision)
        if not self.tokenizer.chat_template:
            raise Refused(f"{path} has no chat template")
        # A fast tokenizer refuses two threads at once, and prompts are counted in the threads of the requests.
        self._tokenizer_lock = threading.Lock()
        self._model = AutoModelForCausalLM.from_pretrained(path, revision=revision, dtype=torch.bfloat16)
        self._model.to(self.device).eval()
        self.revision = getattr(config, "_commit_hash", None) or revision
        kinds = sorted({str(each.dtype) for each in self._model.parameters() if each.is_floating_point()})
        if kinds != ["torch.bfloat16"]:
            raise Refused(f"{path} was loaded as {', '.join(kinds)}; only bfloat16 is served")
        self.dtype = "bfloat16"
        self._take_defaults_away()

    def _take_defaults_away(self) -> None:
        """transformers fills what a call leaves at its default from generation_config.json, top_p 1 among it."""
        given = self._model.generation_config
        ends = given.eos_token_id if given.eos_token_id is not None else self.tokenizer.eos_token_id
        if ends is None:
            raise Refused(f"{self.path} names no token that ends an answer")
        self._ends = set(ends) if isinstance(ends, list) else {ends}
        pad = given.pad_token_id if given.pad_token_id is not None else min(self._ends)
        self._special = {"eos_token_id": sorted(self._ends), "pad_token_id": pad, "bos_token_id": given.bos_token_id}
        self._model.generation_config = GenerationConfig(**self._special)

    def tokens_of(self, messages: list[dict]) -> list[int]:
        """The prompt as the model gets it, chat template included."""
        with self._tokenizer_lock:
            encoded = self.tokenizer.apply_chat_template(messages, add_generation_prompt=True, return_dict=True)
        return list(encoded["input_ids"])

    def answer(self, prompt: list[int], sampling: Sampling, stop: Callable[[], bool] = lambda: False) -> Answer:
        """Answers a prompt of `tokens_of`. `stop` is asked after each token; raises Stopped when it said yes.

        The caller has made sure that prompt and max_tokens fit the context.
        """
        if len(prompt) + sampling.max_tokens > self.context_length:
            raise ValueError("prompt and answer do not fit the context")
        settings = GenerationConfig(
            **self._special,
            max_new_tokens=sampling.max_tokens,
            repetition_penalty=sampling.repetition_penalty,
            return_dict_in_generate=True,
            output_logits=sampling.top_logprobs is not None,
            **self._drawing(sampling),
        )
        torch.manual_seed(sampling.seed)
        watch = _StopWhen(stop)
        ids = torch.tensor([prompt], device=self.device)
        with torch.inference_mode():
            made = self._model.generate(
                ids, attention_mask=torch.ones_like(ids), generation_config=settings, stopping_criteria=[watch]
            )
        if watch.stopped:
            raise Stopped()
        tokens = made.sequences[0, len(prompt) :].tolist()
        ended = bool(tokens) and tokens[-1] in self._ends
        return Answer(
            text=self._decode(tokens).strip(),
            finish_reason="stop" if ended else "length",
            prompt_tokens=len(prompt),
            completion_tokens=len(tokens),
            logprobs=self._logprobs(tokens, made.logits, sampling.top_logprobs),
        )

    @staticmethod
    def _drawing(sampling: Sampling) -> dict:
        if sampling.temperature < 1e-5:
            return {"do_sample": False}
        return {
            "do_sample": True,
            "temperature": sampling.temperature,
            "top_p": sampling.top_p,
            "top_k": sampling.top_k,
            "min_p": sampling.min_p or None,
        }

    def _logprobs(self, tokens: list[int], logits, top: int | None) -> list[dict]:
        """Natural logarithms of the model's own probabilities: before temperature, penalties, top_p and the like."""
        if top is None:
            return []
        entries = []
        for token, row in zip(tokens, logits):
            if token in self._ends:
                continue
            logs = torch.log_softmax(row[0].float(), dim=-1)
            values, ids = logs.topk(top) if top > 0 else ([], [])
            best = [self._entry(int(each), float(value)) for each, value in zip(ids, values)]
            entries.append({**self._entry(token, float(logs[token])), "top_logprobs": best})
        return entries

    def _entry(self, token: int, logprob: float) -> dict:
        text = self._decode([token])
        # Part of a character that spans several tokens: its bytes cannot be told from the text.
        return {"token": text, "logprob": logprob, "bytes": None if "\ufffd" in text else list(text.encode())}

    def _decode(self, tokens: list[int]) -> str:
        with self._tokenizer_lock:
            return self.tokenizer.decode(tokens, skip_special_tokens=True)

    def warm_up(self) -> float:
        """Reads one word, so that the first conversation does not pay for what is made at first use. Seconds."""
        started = time.monotonic()
        self.answer(self.tokens_of([{"role": "user", "content": "hello"}]), Sampling(max_tokens=1, top_logprobs=1))
        return time.monotonic() - started
