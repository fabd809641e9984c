"""Reads the body of a chat-completions request strictly: what this server cannot do is refused, never ignored."""

import json
import math

from sampling import Sampling

LONGEST_ANSWER = 300

# Fields of other servers that change nothing at these values; anything else in them would be ignored, so is refused.
HARMLESS = {
    "stream": (False,),
    "n": (1,),
    "stop": ([],),
    "presence_penalty": (0,),
    "frequency_penalty": (0,),
    "echo": (False,),
}
# Names that only label a request.
LABELS = {"user", "rid", "request_id"}
ROLES = ("system", "user", "assistant")


class BadRequest(Exception):
    """What is wrong with a request: a status, and a message that holds nothing of the conversation."""

    def __init__(self, message: str, status: int = 400, code: str = "invalid_request"):
        super().__init__(message)
        self.status = status
        self.code = code


def _number(body: dict, name: str, default: float, least: float, most: float) -> float:
    value = body.pop(name, None)
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise BadRequest(f"{name} must be a number")
    if not least <= value <= most:
        raise BadRequest(f"{name} must be from {least:g} to {most:g}")
    return value


def _whole(body: dict, name: str, default: int, least: int, most: int) -> int:
    value = _number(body, name, default, least, most)
    if value != int(value):
        raise BadRequest(f"{name} must be a whole number")
    return int(value)


def _messages(body: dict) -> list[dict]:
    given = body.pop("messages", None)
    if not isinstance(given, list) or not given:
        raise BadRequest("messages must be a list with at least one message")
    for each in given:
        if not isinstance(each, dict) or set(each) != {"role", "content"}:
            raise BadRequest("each message must have role and content, and nothing else")
        if each["role"] not in ROLES:
            raise BadRequest(f"role must be one of {', '.join(ROLES)}")
        if not isinstance(each["content"], str):
            raise BadRequest("content must be text")
    return given


def _top_logprobs(body: dict) -> int | None:
    wanted = body.pop("logprobs", None)
    if wanted not in (None, True, False):
        raise BadRequest("logprobs must be true or false")
    top = _whole(body, "top_logprobs", 0, 0, 20)
    if top > 0 and not wanted:
        raise BadRequest("top_logprobs needs logprobs: true")
    return top if wanted else None


def parse_chat_request(raw: bytes, model_name: str) -> tuple[list[dict], Sampling]:
    """Messages and sampling of a request body. Raises BadRequest, with 404 for another model's name."""
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        raise BadRequest("the body is not JSON") from None
    if not isinstance(body, dict):
        raise BadRequest("the body must be a JSON object")
    model = body.pop("model", None)
    if model != model_name:
        raise BadRequest(f"the model served here is {model_name}", 404, "model_not_found")
    messages = _messages(body)
    newer = body.pop("max_completion_tokens", None)
    if newer is not None and body.setdefault("max_tokens", newer) != newer:
        raise BadRequest("max_tokens and max_completion_tokens differ")
    sampling = Sampling(
        max_tokens=_whole(body, "max_tokens", LONGEST_ANSWER, 1, 1024),
        temperature=_number(body, "temperature", 0, 0, 2),
        top_p=_number(body, "top_p", 1, 0.000001, 1),
        # Servers write "no limit" as 0 or as -1.
        top_k=max(0, _whole(body, "top_k", 0, -1, 1_000_000)),
        min_p=_number(body, "min_p", 0, 0, 1),
        repetition_penalty=_number(body, "repetition_penalty", 1, 0.01, 2),
        seed=_whole(body, "seed", 0, 0, 2**63 - 1),
        top_logprobs=_top_logprobs(body),
    )
    for name, value in body.items():
        if value is None or name in LABELS or value in HARMLESS.get(name, ()):
            continue
        # The name is the caller's text: it is repeated only when it is one of the API's.
        shown = name if name.isidentifier() and len(name) <= 40 else "a field"
        raise BadRequest(f"{shown} is not supported here, and is not ignored", code="unsupported_parameter")
    return messages, sampling
