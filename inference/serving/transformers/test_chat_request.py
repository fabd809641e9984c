"""python3 -m unittest in this folder. These need nothing but Python."""

import json
import unittest

from chat_request import BadRequest, parse_chat_request

WORDS = "words that belong to somebody"


def parse(**fields):
    body = {"model": "m", "messages": [{"role": "user", "content": WORDS}]} | fields
    return parse_chat_request(json.dumps(body).encode(), "m")


class Reads(unittest.TestCase):
    def test_greedy_and_300_tokens_when_nothing_is_said(self):
        messages, sampling = parse()
        self.assertEqual(messages, [{"role": "user", "content": WORDS}])
        self.assertEqual((sampling.max_tokens, sampling.temperature, sampling.top_p), (300, 0, 1))
        self.assertEqual((sampling.top_k, sampling.repetition_penalty, sampling.top_logprobs), (0, 1, None))

    def test_what_vigil_sends(self):
        sent = {"temperature": 0.7, "top_p": 0.9, "top_k": -1, "seed": 3, "max_tokens": 20, "logprobs": True}
        _, sampling = parse(**sent, top_logprobs=20, stream=False, n=1, stop=None, user="u")
        self.assertEqual((sampling.temperature, sampling.top_p, sampling.seed), (0.7, 0.9, 3))
        self.assertEqual((sampling.max_tokens, sampling.top_k, sampling.top_logprobs), (20, 0, 20))

    def test_the_newer_name_of_max_tokens(self):
        self.assertEqual(parse(max_completion_tokens=9)[1].max_tokens, 9)
        self.assertEqual(parse(logprobs=True)[1].top_logprobs, 0)


class Refuses(unittest.TestCase):
    def test_what_it_cannot_do_and_never_ignores_it(self):
        for fields in (
            {"regex": "a"},
            {"ebnf": "root ::= a"},
            {"grammar": "root ::= a"},
            {"response_format": {"type": "json_object"}},
            {"structured_outputs": {"regex": "a"}},
            {"priority": 5},
            {"stream": True},
            {"n": 2},
            {"stop": ["x"]},
            {"tools": []},
            {"temprature": 0},
        ):
            with self.subTest(fields), self.assertRaises(BadRequest) as caught:
                parse(**fields)
            self.assertEqual((caught.exception.status, caught.exception.code), (400, "unsupported_parameter"))
            self.assertIn(next(iter(fields)), str(caught.exception))

    def test_values_out_of_bounds(self):
        for fields in (
            {"temperature": -1},
            {"temperature": "0"},
            {"temperature": True},
            {"top_p": 0},
            {"max_tokens": 0},
            {"max_tokens": 1.5},
            {"max_tokens": 5, "max_completion_tokens": 6},
            {"top_logprobs": 21, "logprobs": True},
            {"top_logprobs": 5},
            {"logprobs": "yes"},
            {"seed": -1},
            {"messages": []},
            {"messages": "text"},
            {"messages": [{"role": "user"}]},
            {"messages": [{"role": "user", "content": [{"type": "text", "text": WORDS}]}]},
            {"messages": [{"role": "tool", "content": WORDS}]},
            {"messages": [{"role": "user", "content": WORDS, "name": "x"}]},
        ):
            with self.subTest(fields), self.assertRaises(BadRequest) as caught:
                parse(**fields)
            self.assertEqual(caught.exception.status, 400)
            self.assertNotIn(WORDS, str(caught.exception))

    def test_numbers_that_json_does_not_have(self):
        for value in ("NaN", "Infinity", "1e999"):
            raw = b'{"model":"m","messages":[{"role":"user","content":"a"}],"temperature":%s}' % value.encode()
            with self.subTest(value), self.assertRaises(BadRequest):
                parse_chat_request(raw, "m")

    def test_another_model(self):
        with self.assertRaises(BadRequest) as caught:
            parse(model="other")
        self.assertEqual(caught.exception.status, 404)

    def test_bodies_that_are_no_object(self):
        for raw in (b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000):
            with self.subTest(raw[:5]), self.assertRaises(BadRequest):
                parse_chat_request(raw, "m")

    def test_a_field_named_with_somebodys_words_is_not_repeated(self):
        with self.assertRaises(BadRequest) as caught:
            parse(**{WORDS: 1})
        self.assertNotIn(WORDS, str(caught.exception))


if __name__ == "__main__":
    unittest.main()
