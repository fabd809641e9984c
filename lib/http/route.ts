import { AppError } from "@/lib/errors/app-error";
import { type BodyLane, bodyLanes, openHold } from "@/lib/http/body-lane";
import { toProblem } from "@/lib/http/problem";
import { tellRefusal } from "@/lib/http/refusal";

type RouteContext<P> = { params: Promise<P> };

/**
 * Wraps a route handler: whatever it throws becomes a problem document, and no answer is ever cached.
 * @param bodies where the memory for bodies comes from; it is given back when the handler is done
 */
export function route<P = Record<string, never>>(
  handler: (request: Request, params: P) => Promise<Response>,
  bodies: BodyLane = bodyLanes().api,
): (request: Request, context: RouteContext<P>) => Promise<Response> {
  return async (request, context) => {
    const release = openHold(request, bodies);
    try {
      const response = await handler(request, await context.params);
      if (!response.headers.get("cache-control")?.startsWith("no-store"))
        response.headers.set("cache-control", "no-store");
      response.headers.set("x-content-type-options", "nosniff");
      return response;
    } catch (error) {
      if (error instanceof AppError) await tellRefusal(error, request);
      return toProblem(error);
    } finally {
      release();
    }
  };
}
