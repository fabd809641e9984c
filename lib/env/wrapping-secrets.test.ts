import { mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { addWrappingSecret, parseWrappingSecrets, readWrappingSecrets } from "@/lib/env/wrapping-secrets";

const SECRET = "a secret of more than thirty-two characters";

it.each([
  ["", []],
  [`2:${SECRET}`, [[2, SECRET]]],
  [
    `2:${SECRET},\n 3:${SECRET}!`,
    [
      [2, SECRET],
      [3, `${SECRET}!`],
    ],
  ],
  [`1:${SECRET}`, null],
  ["2:short", null],
  [SECRET, null],
  [`2:${SECRET},2:${SECRET}`, null],
] as const)("reads %j", (text, secrets) => {
  expect(parseWrappingSecrets(text)).toEqual(secrets === null ? null : new Map(secrets));
});

it("keeps them in a file that nobody else reads", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "vigil-"));
  expect(readWrappingSecrets(folder).size).toBe(0);
  const file = addWrappingSecret(folder, 2, SECRET);
  addWrappingSecret(folder, 3, `${SECRET}!`);
  expect([...readWrappingSecrets(folder).keys()]).toEqual([2, 3]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
