"use client";
import { FileUp, FolderUp, Upload } from "lucide-react";
import { type ChangeEvent, useEffect, useEffectEvent, useRef, useState } from "react";
import type { ChosenFile } from "@/components/ingest/uploads/choose-files";
import { readChosen, readDropped } from "@/components/ingest/uploads/read-dropped";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";

type DropZoneProps = { onFiles: (files: ChosenFile[]) => void; onUnreadable: () => void };

// Spread, because React's types do not know it.
const FOLDERS = { webkitdirectory: "" };

/** Where files and folders are dropped, which is anywhere on the page, or chosen by button. */
export function DropZone({ onFiles, onUnreadable }: DropZoneProps) {
  const [isOver, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);

  const over = useEffectEvent((event: DragEvent) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    // Without this the browser would leave the page and show the file.
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    setOver(true);
  });
  const drop = useEffectEvent((event: DragEvent) => {
    setOver(false);
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    readDropped(event.dataTransfer).then(onFiles, onUnreadable);
  });
  useEffect(() => {
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const onOver = (event: DragEvent) => over(event);
    const onDrop = (event: DragEvent) => drop(event);
    window.addEventListener("dragover", onOver);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("dragover", onOver);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", onDrop);
    };
  }, []);

  function choose(event: ChangeEvent<HTMLInputElement>) {
    onFiles(readChosen(event.target.files ?? []));
    // The same file can be chosen again.
    event.target.value = "";
  }

  return (
    <div
      className={cn(
        "grid justify-items-center gap-3 rounded-lg border border-line-strong border-dashed px-4 py-8 text-center",
        isOver && "border-accent bg-accent-soft",
      )}
    >
      <Upload aria-hidden size={22} strokeWidth={1.5} className={isOver ? "text-accent" : "text-faint"} />
      <p className="text-pretty text-default text-sm">
        <span className="max-sm:hidden">
          {isOver ? "Let go to upload" : "Drop files or a folder anywhere on this page, or"}
        </span>
        <span className="sm:hidden">Choose transcripts to upload</span>
      </p>
      <div className="flex flex-wrap justify-center gap-2">
        <Button icon={<FileUp aria-hidden size={15} />} onClick={() => files.current?.click()}>
          Choose files
        </Button>
        <Button icon={<FolderUp aria-hidden size={15} />} onClick={() => folder.current?.click()}>
          Choose a folder
        </Button>
      </div>
      <input ref={files} type="file" multiple hidden aria-label="Files" onChange={choose} />
      <input ref={folder} type="file" hidden aria-label="Folder" onChange={choose} {...FOLDERS} />
    </div>
  );
}
