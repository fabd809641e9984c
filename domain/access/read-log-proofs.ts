import "server-only";
import { type Actor, requireRight } from "@/domain/access/actor";
import { getNewestCheckpoint, listCheckpoints, listLogKeys } from "@/domain/audit/list-checkpoints";
import type {
  CheckpointDto,
  CheckpointPage,
  ConsistencyFilter,
  ConsistencyProof,
  InclusionFilter,
  InclusionProof,
  LogKeys,
} from "@/domain/audit/log-dto";
import { proveConsistency, proveInclusion } from "@/domain/audit/prove";

/** What proves the log, for who may read it: audit itself knows no rights. Each throws FORBIDDEN. */
export async function readNewestCheckpoint(actor: Actor): Promise<CheckpointDto> {
  requireRight(actor, "audit.read");
  return getNewestCheckpoint();
}

/** See `listCheckpoints`. */
export async function readCheckpoints(actor: Actor, below: number | undefined): Promise<CheckpointPage> {
  requireRight(actor, "audit.read");
  return listCheckpoints(below);
}

/** See `proveInclusion`. */
export async function readInclusionProof(actor: Actor, filter: InclusionFilter): Promise<InclusionProof> {
  requireRight(actor, "audit.read");
  return proveInclusion(filter);
}

/** See `proveConsistency`. */
export async function readConsistencyProof(actor: Actor, filter: ConsistencyFilter): Promise<ConsistencyProof> {
  requireRight(actor, "audit.read");
  return proveConsistency(filter);
}

/** See `listLogKeys`. */
export async function readLogKeys(actor: Actor): Promise<LogKeys> {
  requireRight(actor, "audit.read");
  return listLogKeys();
}
