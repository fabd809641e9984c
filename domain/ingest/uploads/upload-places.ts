/** The places that the parts of an upload are sealed for. */
import type { Place } from "@/lib/crypto/seal";

export function fileNamePlace(uploadId: string): Place {
  return { table: "upload", column: "file_name_sealed", row: uploadId };
}

export function optionsPlace(uploadId: string): Place {
  return { table: "upload", column: "options_sealed", row: uploadId };
}

export function previewPlace(uploadId: string): Place {
  return { table: "upload", column: "preview_sealed", row: uploadId };
}

export function piecePlace(uploadId: string, position: number): Place {
  return { table: "upload_piece", column: "body_sealed", row: `${uploadId}.${position}` };
}
