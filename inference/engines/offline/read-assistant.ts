import type { ReadableMessage } from "@/domain/ingest/message";
import { windowsOf } from "./conversation-view";
import { isNegated } from "./is-negated";
import type { Signal } from "./judge-match";
import type { Rules } from "./load-rules";

/**
 * Signals in what an assistant or agent says: only that it encourages harm. Helpline texts name suicide and abuse without
 * meaning the user, so nothing else that an assistant writes counts.
 */
export function readAssistant(messages: readonly ReadableMessage[], rules: Rules): Signal[] {
  return messages.flatMap(({ role, text }, at) => {
    if (role !== "assistant" && role !== "agent") return [];
    return rules
      .tokenize(text)
      .flatMap(windowsOf)
      .flatMap((tokens) =>
        rules.byAssistant.find(tokens).flatMap(({ entry, start }): Signal[] => {
          if ("concept" in entry) return [];
          if (entry.unless !== null && entry.unless.find(tokens).length > 0) return [];
          if (isNegated(tokens, start, rules.negators)) return [];
          const { key, type, severity, imminence, weight, feature } = entry;
          const subject = entry.who === "other" ? "other" : "self";
          return [
            {
              key,
              words: "",
              start: 0,
              end: 0,
              type,
              subject,
              severity,
              imminence,
              weight,
              feature: feature ?? null,
              at,
              message: at,
              timeNamed: false,
            },
          ];
        }),
      );
  });
}
