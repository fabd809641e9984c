"""A small OpenAI-compatible server for NOPE Edge on transformers: for a desk without SGLang, and for trying things.

    python server.py --model nopenet/nope-edge-mini

One reading at a time, in bfloat16, 2,048 tokens. It listens on the loopback address; any other needs a key in
MODEL_SERVER_API_KEY. Nothing of a conversation is logged or stored. docs/serving.md says when to use it.
"""

import argparse
import hmac
import ipaddress
import json
import os
import select
import signal
import socket
import sys
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from chat_request import BadRequest, parse_chat_request
from model import Answer, Model, Refused, Stopped
from one_at_a_time import Full, OneAtATime, Reading

LARGEST_BODY = 1024 * 1024
# How often a waiting request looks whether its client is still there.
LOOK_SECONDS = 0.25


def log(**fields) -> None:
    """One JSON line on standard error: names, counts and durations, never text of a conversation."""
    print(json.dumps({"time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), **fields}), file=sys.stderr, flush=True)


class ModelServer(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address, model: Model, name: str, line: OneAtATime, api_key: str | None, seconds: float):
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        super().__init__(address, Handler)
        self.model, self.name, self.line, self.api_key, self.seconds = model, name, line, api_key, seconds
        self.started = int(time.time())

    def facts(self) -> dict:
        """What a check of an endpoint asks for, under the names that SGLang gives it."""
        import torch
        import transformers

        return {
            "engine": "transformers",
            "version": transformers.__version__,
            "torch_version": torch.__version__,
            "model_path": self.model.path,
            "served_model_name": self.name,
            "revision": self.model.revision,
            "dtype": self.model.dtype,
            "quantization": None,
            "context_length": self.model.context_length,
            "device": str(self.model.device),
            "max_running_requests": 1,
            "log_requests": False,
            "grammar_backend": None,
            "running": int(self.line.is_running()),
            "waiting": self.line.waiting(),
        }


class Handler(BaseHTTPRequestHandler):
    server: ModelServer
    protocol_version = "HTTP/1.1"
    server_version = "vigil-transformers"
    sys_version = ""
    timeout = 75

    def do_GET(self) -> None:
        self._respond({"/health": self._health, "/v1/models": self._models}, ("/get_model_info", "/get_server_info"))

    def do_POST(self) -> None:
        self._respond({"/v1/chat/completions": self._chat, "/tokenize": self._tokenize})

    def log_message(self, *_) -> None:
        """The access log of http.server holds the request line as sent; `_respond` writes its own."""

    def _respond(self, routes: dict, facts: tuple[str, ...] = ()) -> None:
        started = time.monotonic()
        path = self.path.split("?")[0]
        route = routes.get(path) or ((lambda: (200, self.server.facts())) if path in facts else None)
        try:
            body = self._body() if self.command == "POST" else None
            if path != "/health":
                self._check_key()
            if route is None:
                raise BadRequest("there is no such address here", 404, "not_found")
            status, answer = route() if body is None else route(body)
        except BadRequest as error:
            status, answer = error.status, _problem(str(error), error.code)
        except Exception as error:
            # Only the kind: messages of libraries can quote what they were given.
            log(event="failed", kind=type(error).__name__)
            status, answer = 500, _problem("the model failed; its log names the kind of failure", "internal_error")
        log(event="request", path=path if route else None, status=status, ms=round((time.monotonic() - started) * 1000))
        if status is not None:
            self._send(status, answer)

    def _send(self, status: int, answer: dict) -> None:
        data = json.dumps(answer).encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            if status in (429, 503):
                self.send_header("Retry-After", "1")
            if status >= 400:
                # What is left of a body that was not read would be taken for the next request.
                self.send_header("Connection", "close")
                self.close_connection = True
            self.end_headers()
            self.wfile.write(data)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _check_key(self) -> None:
        key = self.server.api_key
        given = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if key is not None and not hmac.compare_digest(given.encode(), key.encode()):
            raise BadRequest("the key is missing or wrong", 401, "invalid_api_key")

    def _body(self) -> bytes:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal():
            raise BadRequest("Content-Length is missing", 411)
        if int(length) > LARGEST_BODY:
            self._throw_away(min(int(length), 16 * LARGEST_BODY))
            raise BadRequest("the body is larger than 1 MiB", 413)
        return self.rfile.read(int(length))

    def _throw_away(self, length: int) -> None:
        """A client that is still sending would see a broken connection instead of the answer."""
        while length > 0 and (part := self.rfile.read(min(length, LARGEST_BODY))):
            length -= len(part)

    def _health(self):
        return (200, {"status": "ok"}) if self.server.line.is_well() else (503, _problem("the model is stuck", "stuck"))

    def _models(self):
        server = self.server
        entry = {
            "id": server.name,
            "object": "model",
            "created": server.started,
            "owned_by": "transformers",
            "root": server.model.path,
            "max_model_len": server.model.context_length,
        }
        return 200, {"object": "list", "data": [entry]}

    def _tokenize(self, body: bytes):
        messages, _ = parse_chat_request(body, self.server.name)
        tokens = self.server.model.tokens_of(messages)
        return 200, {"tokens": tokens, "count": len(tokens), "max_model_len": self.server.model.context_length}

    def _chat(self, body: bytes):
        server = self.server
        messages, sampling = parse_chat_request(body, server.name)
        prompt = server.model.tokens_of(messages)
        total = len(prompt) + sampling.max_tokens
        if total > server.model.context_length:
            raise BadRequest(
                f"{total} tokens were asked for ({len(prompt)} of the messages and {sampling.max_tokens} of the answer): "
                f"more than the context length of {server.model.context_length}",
                code="context_length_exceeded",
            )
        try:
            reading = server.line.submit(lambda stop: server.model.answer(prompt, sampling, stop), server.seconds)
        except Full:
            raise BadRequest("the request queue is full", 503, "overloaded") from None
        if not self._wait(reading):
            return None, {}
        if isinstance(reading.error, Stopped) or reading.result is None and reading.error is None:
            raise BadRequest("the time for a reading was over before its end", 504, "timeout")
        if reading.error is not None:
            raise reading.error
        return 200, _completion(server, reading.result, sampling.top_logprobs is not None)

    def _wait(self, reading: Reading) -> bool:
        """Waits for a reading; gives it up, and is False, when the client has gone away meanwhile."""
        while not reading.done.wait(LOOK_SECONDS):
            if not self.server.line.is_well():
                raise BadRequest("the model is stuck", 503, "stuck")
            try:
                readable, _, _ = select.select([self.connection], [], [], 0)
                gone = bool(readable) and self.connection.recv(1, socket.MSG_PEEK) == b""
            except OSError:
                gone = True
            if gone:
                reading.given_up.set()
                self.close_connection = True
                return False
        return True


def _problem(message: str, code: str) -> dict:
    return {"error": {"message": message, "type": code, "param": None, "code": code}}


def _completion(server: ModelServer, answer: Answer, with_logprobs: bool) -> dict:
    return {
        "id": f"chatcmpl-{uuid.uuid4().hex}",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": server.name,
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": answer.text},
                "logprobs": {"content": answer.logprobs} if with_logprobs else None,
                "finish_reason": answer.finish_reason,
            }
        ],
        "usage": {
            "prompt_tokens": answer.prompt_tokens,
            "completion_tokens": answer.completion_tokens,
            "total_tokens": answer.prompt_tokens + answer.completion_tokens,
        },
    }


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Serves NOPE Edge with transformers, in bfloat16.")
    parser.add_argument("--model", default="nopenet/nope-edge-mini", help="a name on the hub, or a folder")
    parser.add_argument("--revision", default="main", help="commit id of the weights")
    parser.add_argument("--served-model-name", help="what clients call the model; the value of --model by default")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=30000)
    parser.add_argument("--device", choices=("auto", "cuda", "cpu"), default="auto")
    parser.add_argument("--context-length", type=int, default=2048)
    parser.add_argument("--max-queued-requests", type=int, default=16)
    parser.add_argument("--request-seconds", type=float, default=60, help="for waiting and reading together")
    return parser.parse_args(arguments)


def start(arguments: list[str], api_key: str | None) -> ModelServer:
    """Loads the model and opens the port; raises Refused. The caller runs `serve_forever`."""
    options = _options(arguments)
    if not _is_loopback(options.host) and not api_key:
        raise Refused(f"--host={options.host} can be reached from outside: set MODEL_SERVER_API_KEY")
    model = Model(options.model, options.revision, options.context_length, options.device)
    seconds = model.warm_up()
    name = options.served_model_name or options.model
    line = OneAtATime(options.max_queued_requests)
    server = ModelServer((options.host, options.port), model, name, line, api_key or None, options.request_seconds)
    log(event="ready", port=server.server_address[1], warm_up_ms=round(seconds * 1000), **server.facts())
    return server


def main() -> int:
    try:
        server = start(sys.argv[1:], os.environ.pop("MODEL_SERVER_API_KEY", None))
    except (Refused, OSError) as error:
        print(f"transformers server: {error}", file=sys.stderr)
        return 1
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: threading.Thread(target=server.shutdown, daemon=True).start())
    server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
