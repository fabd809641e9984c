import type { ChosenFile } from "@/components/ingest/uploads/choose-files";
import { ApiProblem, readProblem } from "@/components/query/fetch-json";
import { type UploadDto, uploadSchema } from "@/domain/ingest/uploads/upload-schema";

/** A file on its way. `done` rejects with an ApiProblem. */
export type Sending = { done: Promise<UploadDto>; cancel(): void };

const lost = () =>
  new ApiProblem({ status: 0, code: "NETWORK", detail: "The connection was lost. Nothing of the file was kept." });

const unreadable = (status: number) =>
  new ApiProblem({ status, code: "UNREADABLE", detail: "The desk sent an answer that this page does not understand." });

/**
 * Sends one file to the desk. XMLHttpRequest, because `fetch` does not say how much of a body was sent.
 * @param sourceId null for "Uploads"
 * @param onSent is told of bytes sent so far
 */
export function sendFile(chosen: ChosenFile, sourceId: string | null, onSent: (bytes: number) => void): Sending {
  const request = new XMLHttpRequest();
  const form = new FormData();
  // Fields have to stand before the file.
  if (sourceId !== null) form.append("sourceId", sourceId);
  form.append("file", chosen.file, chosen.path);
  const done = new Promise<UploadDto>((resolve, reject) => {
    request.upload.addEventListener("progress", ({ loaded }) => onSent(Math.min(loaded, chosen.file.size)));
    request.addEventListener("error", () => reject(lost()));
    request.addEventListener("abort", () => reject(lost()));
    request.addEventListener("load", () => {
      const response = new Response(request.responseText, { status: request.status });
      if (!response.ok) return void readProblem(response).then(reject);
      void response
        .json()
        .then((answer) => resolve(uploadSchema.parse(answer)))
        .catch(() => reject(unreadable(request.status)));
    });
  });
  request.open("POST", "/api/v1/uploads");
  request.send(form);
  return { done, cancel: () => request.abort() };
}
