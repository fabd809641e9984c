import { describe, expect, test } from "vitest";
import { chooseFiles } from "@/components/ingest/uploads/choose-files";
import { readChosen, readDropped } from "@/components/ingest/uploads/read-dropped";

const fileOf = (path: string, size = 5, type = "") => {
  const file = new File(["x".repeat(Math.min(size, 5))], path.split("/").at(-1) ?? "", { type });
  Object.defineProperty(file, "size", { value: size });
  return { path, file };
};

describe("of what was chosen", () => {
  test.each([
    ["export/inbox/message_1.json", 5, "application/json", null],
    ["chat.txt", 5, "text/plain", null],
    ["talk.vtt", 5, "text/vtt", null],
    ["export.zip", 5, "application/zip", null],
    ["export/.DS_Store", 5, "", "hidden"],
    ["export/.git/config", 5, "", "hidden"],
    ["__MACOSX/chat.txt", 5, "", "hidden"],
    ["export/Thumbs.db", 5, "", "hidden"],
    ["~$notes.csv", 5, "", "hidden"],
    ["photos/1.jpg", 5, "image/jpeg", "not a transcript"],
    ["photos/1.HEIC", 5, "", "not a transcript"],
    ["audio/note.opus", 5, "", "not a transcript"],
    ["empty.csv", 0, "text/csv", "empty"],
    ["huge.jsonl", 4 * 1024 ** 3 + 1, "", "larger than 4 GiB"],
    ["just-fits.jsonl", 4 * 1024 ** 3, "", null],
  ])("%s is sent, or left out for a reason", (path, size, type, why) => {
    const { files, skipped } = chooseFiles([fileOf(path, size, type)]);
    expect(files.map((each) => each.path)).toEqual(why === null ? [path] : []);
    expect(skipped).toEqual(why === null ? [] : [{ path, why }]);
  });
});

/** Entries as a browser gives them: folders a few at a time, then none. */
function folder(name: string, children: (path: string) => FileSystemEntry[], parent = ""): FileSystemEntry {
  const fullPath = `${parent}/${name}`;
  const createReader = () => {
    const left = children(fullPath);
    return { readEntries: (take: (entries: FileSystemEntry[]) => void) => take(left.splice(0, 2)) };
  };
  return { name, fullPath, isFile: false, isDirectory: true, createReader } as unknown as FileSystemEntry;
}
function entry(name: string, parent = ""): FileSystemEntry {
  const file = (take: (file: File) => void) => take(new File(["words"], name));
  return { name, fullPath: `${parent}/${name}`, isFile: true, isDirectory: false, file } as unknown as FileSystemEntry;
}
function drop(...entries: FileSystemEntry[]): DataTransfer {
  const items = entries.map((each) => ({ kind: "file", webkitGetAsEntry: () => each }));
  return { items: [...items, { kind: "string", webkitGetAsEntry: () => null }], files: [] } as unknown as DataTransfer;
}

describe("a drop", () => {
  test("gives its files, and all files of its folders with their places, in the order of their names", async () => {
    const inbox = (parent: string) =>
      folder("inbox", (at) => ["5", "3", "1", "4", "2"].map((n) => entry(n, at)), parent);
    const found = await readDropped(
      drop(
        entry("one.txt"),
        folder("export", (at) => [inbox(at), entry("a.csv", at)]),
      ),
    );
    expect(found.map(({ path }) => path)).toEqual([
      "one.txt",
      "export/a.csv",
      ...["1", "2", "3", "4", "5"].map((name) => `export/inbox/${name}`),
    ]);
  });

  test("fails where a folder cannot be read, rather than be without it", async () => {
    const createReader = () => ({
      readEntries: (_: unknown, fail: (error: Error) => void) => fail(new Error("denied")),
    });
    const closed = { name: "x", fullPath: "/x", isFile: false, isDirectory: true, createReader };
    await expect(readDropped(drop(closed as unknown as FileSystemEntry))).rejects.toThrow("denied");
  });

  test("of plain files without entries gives the files", async () => {
    const transfer = { items: [], files: [new File(["a"], "a.txt")] } as unknown as DataTransfer;
    expect((await readDropped(transfer)).map(({ path }) => path)).toEqual(["a.txt"]);
  });

  test("an input's files name their place in the folder that was chosen", () => {
    const file = new File(["a"], "a.txt");
    Object.defineProperty(file, "webkitRelativePath", { value: "export/a.txt" });
    expect(readChosen([file, new File(["b"], "b.txt")]).map(({ path }) => path)).toEqual(["export/a.txt", "b.txt"]);
  });
});
