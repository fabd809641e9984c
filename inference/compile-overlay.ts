import { compileRules } from "@/inference/engines/offline/compile-rules";
import type { Rules } from "@/inference/engines/offline/load-rules";
import { UnreadableOverlay } from "@/inference/engines/offline/parse-overlay";
import { builtInRules } from "@/inference/engines/offline/read-offline";
import { AppError } from "@/lib/errors/app-error";

/** The rules that a text would make of the built-in ones. @throws INVALID, naming each problem with its line */
export function compileOverlay(yaml: string, version: number): Rules {
  try {
    return compileRules(builtInRules, yaml, version);
  } catch (error) {
    if (!(error instanceof UnreadableOverlay)) throw error;
    const { problems } = error;
    const said = problems.map(
      ({ line, rule, message }) => `Line ${line}${rule === null ? "" : `, ${rule}`}: ${message}`,
    );
    const detail = problems.length === 1 ? `${said[0]}.` : `The rules have ${problems.length} problems.`;
    const errors = said.map((message) => ({ pointer: "/yaml", message }));
    throw new AppError("INVALID", detail, { errors, members: { problems } });
  }
}
