import { expect, test } from "vitest";
import { openQuestions } from "@/domain/ingest/uploads/open-questions";

test.each<[string, Parameters<typeof openQuestions>[0], RegExp[]]>([
  ["nothing where all is clear", { refusal: null, guessed: [] }, []],
  ["why it cannot be read", { refusal: "It is broken.", guessed: ["columns"] }, [/broken/]],
  ["what was guessed", { refusal: null, guessed: ["dateOrder", "columns"] }, [/dates/, /column/]],
])("what is open: %s", (_, upload, expected) => {
  expect(openQuestions(upload)).toEqual(expected.map((each) => expect.stringMatching(each)));
});
