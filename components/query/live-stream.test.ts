import { describe, expect, it } from "vitest";
import { messagesOf } from "@/components/query/live-stream";

const id = "019a1f3c-5b7e-7c21-9d5e-3f6a8b2c4d06";
const everything = [
  { kind: "cases", ids: null },
  { kind: "alerts", ids: null },
];

describe("what an event of the desk means to a page", () => {
  it.each([
    ["a change of a case", "cases", JSON.stringify({ ids: [id] }), [{ kind: "cases", ids: [id] }]],
    ["changes of many", "cases", '{"ids":null}', [{ kind: "cases", ids: null }]],
    ["a change that cannot be read: any case", "cases", "{", [{ kind: "cases", ids: null }]],
    ["ids that are none: any case", "cases", '{"ids":["x"]}', [{ kind: "cases", ids: null }]],
    ["an alert", "alerts", '{"ids":null}', [{ kind: "alerts", ids: null }]],
    ["a new stream: what was before is not told", "open", "{}", [{ kind: "state", live: true }, ...everything]],
    ["something was missed", "changed", "{}", [{ kind: "state", live: true }, ...everything]],
    ["the desk hears nothing itself", "waiting", "{}", [{ kind: "state", live: false }]],
    ["it is still there", "beat", "{}", []],
  ] as const)("%s", (_name, event, data, expected) => {
    expect(messagesOf(event, data)).toEqual(expected);
  });
});
