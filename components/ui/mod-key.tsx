"use client";
import { useSyncExternalStore } from "react";

const never = () => () => {};
const onServer = () => "Ctrl";

function onClient(): string {
  return /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";
}

/** The name of the main modifier key here: ⌘ on Apple machines, else Ctrl (also what the server renders). */
export function ModKey() {
  return useSyncExternalStore(never, onClient, onServer);
}
