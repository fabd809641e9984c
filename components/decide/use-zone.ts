"use client";
import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/**
 * The time zone to write times in: the reader's own (undefined), but UTC on the server and while hydrating, which cannot
 * know it and must say the same.
 */
export function useZone(): "UTC" | undefined {
  return useSyncExternalStore<"UTC" | undefined>(
    never,
    () => undefined,
    () => "UTC",
  );
}
