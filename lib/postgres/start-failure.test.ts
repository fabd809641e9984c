import { expect, it } from "vitest";
import { parsePostmasterFile } from "@/lib/postgres/postmaster-file";
import { explainStartFailure } from "@/lib/postgres/start-failure";

it.each([
  [
    'FATAL:  could not write lock file "postmaster.pid": No space left on device',
    "the disk that holds the database is full",
  ],
  [
    'FATAL:  could not extend file "base/1/2691": wrote only 4096 of 8192 bytes\nHINT:  Check free disk space.\nPANIC:  x',
    "the disk that holds the database is full",
  ],
  ["FATAL:  database files are incompatible with server", "made by another PostgreSQL version"],
  ['FATAL:  could not open file "x": Permission denied', "cannot be used by this user"],
  ["FATAL:  something new", "PostgreSQL did not start: FATAL:  something new (see /l)"],
])("says in plain words why it stops at: %s", (output, message) => {
  expect(explainStartFailure(output, "/l")).toMatchObject({ kind: "stop", message: expect.stringContaining(message) });
});

it("tries again while a killed server's backends are still going", () => {
  expect(explainStartFailure("FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use", "/l")).toEqual({
    kind: "wait",
  });
});

it("names the process that a lock file is said to belong to", () => {
  const output =
    'FATAL:  lock file "postmaster.pid" already exists\nHINT:  Is another postmaster (PID 4711) running in data directory "/d"?';
  expect(explainStartFailure(output, "/l")).toEqual({ kind: "lock-file", pid: 4711 });
});

it.each([
  ["4711\n/d\n1\n20001\n\n127.0.0.1\n1 2\nready   \n", { pid: 4711, port: 20001, ready: true }],
  ["4711\n/d\n1\n20001\n\n127.0.0.1\n1 2\nstarting\n", { pid: 4711, port: 20001, ready: false }],
  ["4711\n/d\n", null],
  ["", null],
])("reads a postmaster.pid %j", (text, expected) => {
  expect(parsePostmasterFile(text)).toEqual(expected);
});
