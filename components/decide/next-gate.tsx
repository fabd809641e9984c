"use client";
import { HoldsKeys } from "@/components/ui/holds-keys";
import { useLoaded } from "@/components/ui/use-loaded";
import { useGate } from "@/components/wellbeing/gate";

const load = () => import("@/components/decide/next-gate-dialog").then((module) => module.NextGateDialog);

/** What stands between one case and the next: a prompt or a limit, never over a case in work. */
export function NextGate() {
  const gate = useGate();
  const Shown = useLoaded(load, gate !== null);
  if (gate === null) return null;
  return Shown ? <Shown gate={gate} /> : <HoldsKeys />;
}
