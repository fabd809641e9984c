"""python3 -m unittest in this folder, with what requirements.txt names installed. Runs a tiny random Qwen3 on the CPU."""

import contextlib
import http.client
import io
import json
import math
import socket
import tempfile
import threading
import time
import unittest
from pathlib import Path

try:
    import torch
    import transformers
except ModuleNotFoundError as missing:
    raise unittest.SkipTest(f"{missing.name} is not installed: pip install -r requirements.txt") from None

import server as served
from model import Model, Refused
from sampling import Sampling
from tiny_model import write_model, write_tokenizer

transformers.logging.disable_progress_bar()
transformers.logging.set_verbosity_error()
KEY = "a-key-for-the-test"
WORDS = "words that belong to somebody"


def ask(port, method, path, body=None, key=KEY):
    """Status, JSON answer and headers of one request."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    raw = json.dumps(body).encode() if isinstance(body, dict) else body
    connection.request(method, path, raw, headers)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    return answer.status, json.loads(text), dict(answer.getheaders())


class WithServer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.path = Path(cls.folder.name) / "model"
        write_model(cls.path)
        cls.logged = io.StringIO()
        arguments = ["--model", str(cls.path), "--served-model-name", "tiny", "--port", "0", "--device", "cpu"]
        with contextlib.redirect_stderr(cls.logged):
            cls.server = served.start([*arguments, "--max-queued-requests", "1"], KEY)
        thread = threading.Thread(target=cls.server.serve_forever, daemon=True)
        thread.start()
        cls.addClassCleanup(cls.server.server_close)
        cls.addClassCleanup(cls.server.shutdown)
        cls.port = cls.server.server_address[1]

    def setUp(self):
        redirect = contextlib.redirect_stderr(self.logged)
        redirect.__enter__()
        self.addCleanup(redirect.__exit__, None, None, None)

    def chat(self, content=WORDS, **fields):
        body = {"model": "tiny", "messages": [{"role": "user", "content": content}], "max_tokens": 12} | fields
        return ask(self.port, "POST", "/v1/chat/completions", body)

    def text(self, content=WORDS, **fields):
        status, answer, _ = self.chat(content, **fields)
        self.assertEqual(status, 200, answer)
        return answer["choices"][0]["message"]["content"]


class Answers(WithServer):
    def reference(self, content, count):
        """The most likely continuation, token by token, straight from the weights."""
        model = transformers.AutoModelForCausalLM.from_pretrained(self.path, dtype=torch.bfloat16).eval()
        tokens = self.server.model.tokens_of([{"role": "user", "content": content}])
        logs = []
        for _ in range(count):
            with torch.inference_mode():
                row = torch.log_softmax(model(torch.tensor([tokens])).logits[0, -1].float(), -1)
            logs.append(row)
            tokens.append(int(row.argmax()))
        return tokens[-count:], logs

    def test_are_the_most_likely_tokens_with_their_logprobs(self):
        chosen, logs = self.reference(WORDS, 12)
        _, answer, _ = self.chat(logprobs=True, top_logprobs=5)
        entries = answer["choices"][0]["logprobs"]["content"]
        spoken = [token for token in chosen if token != 256]
        self.assertEqual([each["token"] for each in entries], [self.server.model._decode([each]) for each in spoken])
        for entry, row in zip(entries, logs):
            # Two tokens can be equally likely in bfloat16, so the likelihoods are compared and not the tokens.
            self.assertEqual(entry["logprob"], entry["top_logprobs"][0]["logprob"])
            self.assertAlmostEqual(entry["logprob"], float(row.max()), delta=0.1)
            values = [each["logprob"] for each in entry["top_logprobs"]]
            self.assertEqual((len(values), values), (5, sorted(values, reverse=True)))
            self.assertLess(sum(map(math.exp, values)), 1.001)

    def test_count_their_tokens_and_say_that_they_were_cut(self):
        status, answer, _ = self.chat()
        prompt = f"<|im_start|>user\n{WORDS}<|im_end|>\n<|im_start|>assistant\n"
        # One token for each special token and each other byte.
        count = len(prompt.replace("<|im_start|>", "1").replace("<|im_end|>", "1"))
        self.assertEqual((status, answer["model"], answer["object"]), (200, "tiny", "chat.completion"))
        self.assertEqual(answer["choices"][0]["finish_reason"], "length")
        self.assertEqual(answer["usage"], {"prompt_tokens": count, "completion_tokens": 12, "total_tokens": count + 12})
        self.assertIsNone(answer["choices"][0]["logprobs"])

    def test_are_the_same_again_when_greedy_and_depend_on_the_seed_when_not(self):
        self.assertEqual(self.text(seed=1), self.text(seed=2))
        drawn = [self.text(temperature=1.0, seed=seed) for seed in range(6)]
        self.assertEqual(drawn, [self.text(temperature=1.0, seed=seed) for seed in range(6)])
        self.assertGreater(len(set(drawn)), 3)

    def test_take_no_defaults_from_the_generation_config_of_the_weights(self):
        folder = Path(self.folder.name) / "opinionated"
        opinions = {"do_sample": True, "temperature": 0.01, "top_p": 0.01, "top_k": 1, "repetition_penalty": 9.0}
        write_model(folder, {"eos_token_id": 256, "max_length": 5, **opinions})
        other, same = Model(str(folder), "main", 2048, "cpu"), Model(str(self.path), "main", 2048, "cpu")
        prompt = same.tokens_of([{"role": "user", "content": WORDS}])
        for sampling in (Sampling(12), Sampling(12, temperature=1.0, seed=3), Sampling(12, temperature=2.0, seed=4)):
            self.assertEqual(other.answer(prompt, sampling).text, same.answer(prompt, sampling).text)

    def test_end_at_the_token_that_ends_an_answer(self):
        chosen, _ = self.reference(WORDS, 4)
        folder = Path(self.folder.name) / "ending"
        write_model(folder, {"eos_token_id": [256, chosen[2]]})
        model = Model(str(folder), "main", 2048, "cpu")
        prompt = model.tokens_of([{"role": "user", "content": WORDS}])
        answer = model.answer(prompt, Sampling(50, top_logprobs=0))
        expected = chosen.index(chosen[2]) + 1
        self.assertEqual((answer.finish_reason, answer.completion_tokens), ("stop", expected))
        self.assertEqual(len(answer.logprobs), expected - 1)

    def test_several_at_once_are_each_answered_or_turned_away_and_none_is_mixed_up(self):
        alone = {content: self.text(content) for content in ("one", "two", "three", "four", "five", "six")}
        got = {}

        def ask_until_answered(content):
            while True:
                status, answer, _ = self.chat(content)
                if status == 200:
                    got[content] = answer["choices"][0]["message"]["content"]
                    return
                assert status == 503, answer
                time.sleep(0.01)

        threads = [threading.Thread(target=ask_until_answered, args=(content,)) for content in alone]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        self.assertEqual(got, alone)


class Refuses(WithServer):
    def test_what_is_too_long_and_never_cuts_it(self):
        overhead = self.chat("")[1]["usage"]["prompt_tokens"]
        fits = "a" * (2048 - 12 - overhead)
        self.assertEqual(self.chat(fits)[1]["usage"]["prompt_tokens"], 2036)
        status, answer, _ = self.chat(fits + "a")
        self.assertEqual((status, answer["error"]["code"]), (400, "context_length_exceeded"))
        self.assertIn("context length of 2048", answer["error"]["message"])

    def test_more_than_may_wait(self):
        release = threading.Event()
        self.addCleanup(release.set)
        held = [self.server.line.submit(lambda stop: release.wait(20), 20)]
        while not self.server.line.is_running():
            time.sleep(0.001)
        held.append(self.server.line.submit(lambda stop: None, 20))
        status, answer, headers = self.chat()
        self.assertEqual((status, answer["error"]["code"], headers["Retry-After"]), (503, "overloaded", "1"))
        release.set()
        for each in held:
            each.done.wait(20)
        self.assertEqual(self.chat()[0], 200)

    def test_a_reading_that_takes_too_long(self):
        self.addCleanup(setattr, self.server, "seconds", self.server.seconds)
        self.server.seconds = 0.05
        status, answer, _ = self.chat(max_tokens=1024)
        self.assertEqual((status, answer["error"]["code"]), (504, "timeout"))

    def test_strangers(self):
        for path in ("/v1/models", "/get_model_info", "/get_server_info"):
            for key in (None, "", "wrong", KEY + "x"):
                self.assertEqual(ask(self.port, "GET", path, key=key)[0], 401)
        body = {"model": "tiny", "messages": [{"role": "user", "content": "a"}]}
        self.assertEqual(ask(self.port, "POST", "/v1/chat/completions", body, key="wrong")[0], 401)
        self.assertEqual(ask(self.port, "GET", "/health", key=None)[0], 200)

    def test_constraints_it_could_not_hold_and_addresses_it_does_not_have(self):
        self.assertEqual(self.chat(regex="[a-z]")[1]["error"]["code"], "unsupported_parameter")
        self.assertEqual(ask(self.port, "GET", "/v1/chat/completions")[0], 404)
        self.assertEqual(ask(self.port, "POST", "/v1/completions", {})[0], 404)
        self.assertEqual(ask(self.port, "POST", "/v1/chat/completions", b"x" * (1024 * 1024 + 1))[0], 413)

    def test_failing_models_without_repeating_words(self):
        answer, self.server.model.answer = self.server.model.answer, lambda *_: (_ for _ in ()).throw(ValueError(WORDS))
        try:
            status, problem, _ = self.chat()
        finally:
            self.server.model.answer = answer
        self.assertEqual((status, WORDS in json.dumps(problem)), (500, False))
        self.assertEqual(self.chat()[0], 200)


class Serves(WithServer):
    def test_stops_reading_for_a_client_that_went_away(self):
        body = json.dumps({"model": "tiny", "messages": [{"role": "user", "content": WORDS}], "max_tokens": 1024})
        head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {KEY}\r\n"
        client = socket.create_connection(("127.0.0.1", self.port))
        client.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())
        while not self.server.line.is_running():
            time.sleep(0.001)
        client.close()
        until = time.monotonic() + 2
        while self.server.line.is_running() and time.monotonic() < until:
            time.sleep(0.01)
        self.assertFalse(self.server.line.is_running())

    def test_says_what_it_serves(self):
        facts = ask(self.port, "GET", "/get_model_info")[1]
        self.assertEqual(facts, ask(self.port, "GET", "/get_server_info")[1])
        self.assertEqual((facts["dtype"], facts["context_length"], facts["quantization"]), ("bfloat16", 2048, None))
        self.assertEqual((facts["engine"], facts["served_model_name"], facts["log_requests"]), ("transformers", "tiny", False))
        model = ask(self.port, "GET", "/v1/models")[1]["data"][0]
        self.assertEqual((model["id"], model["max_model_len"]), ("tiny", 2048))
        body = {"model": "tiny", "messages": [{"role": "user", "content": WORDS}]}
        counted = ask(self.port, "POST", "/tokenize", body)[1]["count"]
        self.assertEqual(counted, self.chat()[1]["usage"]["prompt_tokens"])

    def test_logs_no_words(self):
        self.chat(WORDS)
        self.chat(WORDS * 200)
        ask(self.port, "GET", f"/v1/models?{WORDS.replace(' ', '-')}")
        ask(self.port, "GET", f"/{WORDS.replace(' ', '-')}")
        lines = self.logged.getvalue()
        self.assertIn('"status": 400', lines)
        self.assertNotIn(WORDS.split()[-1], lines)
        self.assertNotIn(KEY, lines)
        for line in lines.splitlines():
            json.loads(line)


class Starts(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "model"

    def refused(self, words, context=2048, device="cpu"):
        with self.assertRaises(Refused) as caught:
            Model(str(self.path), "main", context, device)
        self.assertIn(words, str(caught.exception))

    def test_not_where_others_reach_it_without_a_key(self):
        for host in ("0.0.0.0", "::", "192.0.2.1", "model.internal"):
            with self.subTest(host), self.assertRaises(Refused) as caught:
                served.start(["--host", host], None)
            self.assertIn("MODEL_SERVER_API_KEY", str(caught.exception))

    def test_not_with_a_short_context(self):
        write_model(self.path, max_position_embeddings=1024)
        self.refused("reads 1024 tokens")

    def test_not_quantised(self):
        write_model(self.path)
        config = json.loads((self.path / "config.json").read_text())
        config["quantization_config"] = {"quant_method": "bitsandbytes", "load_in_8bit": True}
        (self.path / "config.json").write_text(json.dumps(config))
        self.refused("quantised")

    def test_not_without_a_chat_template(self):
        write_model(self.path)
        (self.path / "chat_template.jinja").unlink()
        write_tokenizer(self.path, template=None)
        self.refused("no chat template")

    def test_in_bfloat16_whatever_the_weights_were_stored_in(self):
        write_model(self.path)
        stored = transformers.AutoModelForCausalLM.from_pretrained(self.path).to(torch.float32)
        stored.save_pretrained(self.path)
        self.assertEqual(json.loads((self.path / "config.json").read_text())["dtype"], "float32")
        self.assertEqual(Model(str(self.path), "main", 2048, "cpu").dtype, "bfloat16")

    @unittest.skipIf(torch.cuda.is_available(), "a GPU is there")
    def test_not_on_a_gpu_that_is_not_there(self):
        write_model(self.path)
        self.refused("no CUDA device", device="cuda")


if __name__ == "__main__":
    unittest.main()
