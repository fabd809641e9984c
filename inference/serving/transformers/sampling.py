"""How one answer is drawn."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sampling:
    """How to draw the answer. Every value is explicit: the model's generation_config.json is never used."""

    max_tokens: int
    temperature: float = 0.0
    top_p: float = 1.0
    top_k: int = 0
    min_p: float = 0.0
    repetition_penalty: float = 1.0
    seed: int = 0
    top_logprobs: int | None = None
