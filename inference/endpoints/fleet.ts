import "server-only";
import { Endpoint } from "@/inference/endpoints/endpoint";
import type { EndpointReport } from "@/inference/endpoints/endpoint-report";
import { WaitingLine } from "@/inference/endpoints/waiting-line";
import type {
  CallFailure,
  CallRequest,
  CallResult,
  CallUrgency,
  Capabilities,
  EngineCall,
  Model,
} from "@/inference/engines/model";
import { pause } from "@/lib/process/pause";

/** Tries of one request in all. Only what is safe to repeat is tried again, best elsewhere. */
const TRIES = 3;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;
/** An answer that is due at once gets a second chance elsewhere after this long at the least, in milliseconds. */
const HEDGE_FLOOR_MS = 100;
const HEDGE_UNKNOWN_MS = 1_000;
const MOST_WAITING = 2_000;

const NOWHERE: CallFailure = {
  reason: "model_unreachable",
  detail: "No model server takes calls at the moment.",
  safeToRetry: true,
  serverFault: true,
};
const TOO_MANY: CallFailure = {
  reason: "model_error",
  detail: "Too many texts wait for the model in this process.",
  safeToRetry: true,
  serverFault: false,
};
const never = new AbortController().signal;

/** Equal jitter: half of a doubling pause, and up to as much again; a server that names a time is given that. */
function pauseBefore(attempt: number, failure: CallFailure): number {
  const doubled = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
  return Math.max(Math.min(failure.retryAfterMs ?? 0, LONGEST_PAUSE_MS), doubled / 2 + Math.random() * (doubled / 2));
}

/** Several endpoints of one model as one: each call goes where the least is under way. */
export type Fleet = Model & { reports(): EndpointReport[]; waiting(): number };

/**
 * Makes one model out of endpoints that serve the same: least-loaded choice, a circuit breaker and an adaptive limit for
 * each, tries of what is safe to repeat with growing, jittered pauses, and for calls of urgency `emergency` a second
 * request to another endpoint when the first takes longer than nearly all do (Dean and Barroso, "The Tail at Scale").
 * Calls beyond the limits wait, the most urgent first; those in the background have half of the places at the most. Where
 * every endpoint is paused, calls fail at once.
 */
export function createFleet(models: readonly { name: string; model: Model }[]): Fleet {
  const endpoints = models.map(({ name, model }) => new Endpoint(name, model));
  const [first] = endpoints;
  if (!first) throw new RangeError("a fleet needs an endpoint");
  const line = new WaitingLine<Endpoint>();

  /** Takes a place at the least loaded of these with room for such a call; null where none has. */
  function takePlace(among: readonly Endpoint[], urgency: CallUrgency): Endpoint | null {
    const free = among.filter((endpoint) => endpoint.hasRoom(urgency));
    const least = free.sort((a, b) => a.load() - b.load())[0] ?? null;
    least?.reserve();
    return least;
  }

  /** One that this request has not tried yet, where there is one. */
  function takeFreshPlace(tried: ReadonlySet<Endpoint>, urgency: CallUrgency): Endpoint | null {
    const fresh = endpoints.filter((endpoint) => !tried.has(endpoint));
    return takePlace(fresh, urgency) ?? takePlace(endpoints, urgency);
  }

  /** Whether waiting is in vain. While one is being tried it is not: the next moment shows whether it is back. */
  function allLeftAlone(): boolean {
    return endpoints.every((endpoint) => endpoint.isPaused() && !endpoint.isBeingTried());
  }

  async function endpointFor(request: CallRequest, tried: ReadonlySet<Endpoint>): Promise<Endpoint | null> {
    const { urgency } = request;
    const free = line.ahead(urgency) === 0 || urgency === "emergency" ? takeFreshPlace(tried, urgency) : null;
    if (free) return free;
    if (allLeftAlone()) return null;
    return line.wait(urgency, request.signal);
  }

  async function run(endpoint: Endpoint, request: CallRequest): Promise<CallResult> {
    const result = await endpoint.run(request);
    if (allLeftAlone()) line.dismiss();
    else line.serve((urgency) => takePlace(endpoints, urgency));
    return result;
  }

  /** Runs a call and, when it is late, the same one elsewhere; whichever answers first counts, and the other is ended. */
  async function runHedged(endpoint: Endpoint, request: CallRequest): Promise<CallResult> {
    const own = new AbortController();
    const other = new AbortController();
    const signals = request.signal ? [request.signal] : [];
    const started = run(endpoint, { ...request, signal: AbortSignal.any([...signals, own.signal]) });
    const late = Math.max(HEDGE_FLOOR_MS, endpoint.slowestUsualMs() ?? HEDGE_UNKNOWN_MS);
    const timer = new AbortController();
    const isLate = await Promise.race([
      started.then(() => false),
      pause(late, AbortSignal.any([...signals, timer.signal])).then(() => true),
    ]);
    timer.abort();
    const others = endpoints.filter((each) => each !== endpoint);
    const second = isLate ? takePlace(others, request.urgency) : null;
    if (second === null) return started;
    const hedge = run(second, { ...request, signal: AbortSignal.any([...signals, other.signal]) });
    const answered = async (running: Promise<CallResult>, end: AbortController) => {
      const result = await running;
      if (result.failure) throw result;
      end.abort();
      return result;
    };
    const won = await Promise.any([answered(started, other), answered(hedge, own)]).catch(() => null);
    const [one, two] = await Promise.all([started, hedge]);
    return { ...(won ?? one), calls: [...one.calls, ...two.calls] };
  }

  async function call(request: CallRequest): Promise<CallResult> {
    const calls: EngineCall[] = [];
    let failure = NOWHERE;
    const tried = new Set<Endpoint>();
    if (line.length >= MOST_WAITING) return { calls, answer: null, failure: TOO_MANY };
    for (let attempt = 1; ; attempt += 1) {
      const endpoint = await endpointFor(request, tried);
      if (endpoint === null) return { calls, answer: null, failure };
      const hedges = request.urgency === "emergency" && endpoints.length > 1;
      const result = await (hedges ? runHedged : run)(endpoint, request);
      calls.push(...result.calls);
      if (result.failure === null) return { ...result, calls };
      failure = result.failure;
      const again = failure.safeToRetry && attempt < TRIES && request.signal?.aborted !== true;
      if (!again) return { calls, answer: null, failure };
      tried.add(endpoint);
      await pause(pauseBefore(attempt, failure), request.signal ?? never);
    }
  }

  async function anyReachable(): Promise<boolean> {
    const asked = endpoints.filter((endpoint) => !endpoint.isPaused()).map(({ model }) => model.isReachable());
    return (await Promise.all(asked)).some(Boolean);
  }

  async function probeAll(): Promise<Capabilities> {
    const probed = await Promise.allSettled(endpoints.map(({ model }) => model.probe()));
    const seen = probed.find((one) => one.status === "fulfilled");
    if (seen) return seen.value;
    const [failed] = probed;
    throw failed?.status === "rejected" ? failed.reason : new Error("no endpoint was probed");
  }

  return {
    get engine() {
      return first.model.engine;
    },
    get model() {
      return first.model.model;
    },
    call,
    isReachable: anyReachable,
    probe: probeAll,
    capabilities: () => endpoints.map(({ model }) => model.capabilities()).find((seen) => seen !== null) ?? null,
    close: async () => {
      line.dismiss();
      await Promise.all(endpoints.map(({ model }) => model.close()));
    },
    reports: () => endpoints.map((endpoint) => endpoint.report()),
    waiting: () => line.length,
  };
}
