"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { uploadListOptions } from "@/components/ingest/uploads/query-options";
import { sendFile } from "@/components/ingest/uploads/send-file";
import { type QueuedFile, UploadQueue } from "@/components/ingest/uploads/upload-queue";

/** One for the whole browser tab: going to another page of the desk does not stop it. */
const queue = new UploadQueue(sendFile);
const NONE: readonly QueuedFile[] = [];

function warn(event: BeforeUnloadEvent) {
  event.preventDefault();
}

let isWarning = false;
queue.subscribe(() => {
  if (queue.isBusy === isWarning || typeof window === "undefined") return;
  isWarning = queue.isBusy;
  if (isWarning) window.addEventListener("beforeunload", warn);
  else window.removeEventListener("beforeunload", warn);
});

/** The files on their way from this tab. The list of uploads is read again when one has arrived. */
export function useUploadQueue() {
  const client = useQueryClient();
  const files = useSyncExternalStore(queue.subscribe, queue.files, () => NONE);
  useEffect(() => {
    queue.onArrived = () => void client.invalidateQueries({ queryKey: uploadListOptions().queryKey });
    return () => {
      queue.onArrived = () => {};
    };
  }, [client]);
  return { files, queue };
}
