import { deleteQuietly, postJson } from "@/components/query/fetch-json";
import {
  type Destroyed,
  destroyedSchema,
  type ErasureInput,
  type ErasurePreview,
  type ErasureSubject,
  erasurePreviewSchema,
} from "@/domain/privacy/erasure-dto";
import { type HoldInput, type HoldSet, holdSetSchema } from "@/domain/privacy/hold-dto";

/** What an erasure of this person would take. Throws ApiProblem. */
export function lookUp(subject: ErasureSubject): Promise<ErasurePreview> {
  return postJson("/api/v1/erasures/preview", { subject }, erasurePreviewSchema);
}

/** Erases. Throws ApiProblem. */
export function erase(input: ErasureInput): Promise<Destroyed> {
  return postJson("/api/v1/erasures", input, destroyedSchema);
}

/** Puts under legal hold. Throws ApiProblem. */
export function hold(input: HoldInput): Promise<HoldSet> {
  return postJson("/api/v1/holds", input, holdSetSchema);
}

/** Ends a legal hold. Throws ApiProblem. */
export function release(holdId: string): Promise<void> {
  return deleteQuietly(`/api/v1/holds/${holdId}`);
}
