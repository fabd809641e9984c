"use client";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { useTakeNext } from "@/components/decide/use-open-case";
import { serverOffsetMs } from "@/components/query/server-clock";
import { Button } from "@/components/ui/button";
import { Countdown } from "@/components/ui/countdown";
import { Dialog } from "@/components/ui/dialog";
import { Contacts } from "@/components/wellbeing/contacts";
import { answerPrompt, closeGate, type Gate } from "@/components/wellbeing/gate";
import { wellbeingOptions } from "@/components/wellbeing/query-options";
import { useHandOver, useTakeBreak } from "@/components/wellbeing/use-break";

const TITLES: Readonly<Record<Gate["kind"], string>> = {
  break_due: "Time for a break?",
  soft_limit: "You have read a lot",
  break: "You are on a break",
  exposure: "That is enough for now",
  cool_down: "A moment to breathe",
};

type TextProps = { gate: Gate; isOver: boolean; onElapsed: () => void };

function Text({ gate, isOver, onElapsed }: TextProps): ReactNode {
  const { data } = useQuery(wellbeingOptions());
  if (gate.kind === "break_due") {
    return <p>You have worked for a good while without one. A few minutes away from the screen help.</p>;
  }
  if (gate.kind === "soft_limit") {
    return <p>You have read nearly as much as the desk gives one person in {data?.windowHours ?? 24} hours.</p>;
  }
  if (gate.kind === "break") return <p>Come back when you are ready. The others have the queue.</p>;
  if (gate.kind === "cool_down" && isOver) {
    return <p role="status">That was an emergency. Take the next one when you are ready.</p>;
  }
  if (gate.kind === "cool_down") {
    return (
      <p>
        You have just decided an emergency, and only heavy cases wait. Breathe for{" "}
        {gate.until === null ? (
          "a moment"
        ) : (
          <Countdown to={gate.until} offsetMs={serverOffsetMs()} onElapsed={onElapsed} />
        )}
        , or take the next one now if you want it.
      </p>
    );
  }
  return (
    <div className="grid gap-3">
      <p>
        You have read as much as the desk gives one person in {data?.windowHours ?? 24} hours. Hand over to the
        supervisor, or take a break.
      </p>
      {gate.mayTakeUrgent && (
        <p>An urgent case waits, and nobody else is at the desk. You may take it, and need not.</p>
      )}
      <Contacts contacts={data?.contacts ?? []} />
    </div>
  );
}

const GO_ON: Readonly<Record<"break_due" | "soft_limit" | "exposure", string>> = {
  break_due: "Go on",
  soft_limit: "Go on",
  exposure: "Take the urgent case",
};

/** A key that is held since the case before answers nothing. */
function ignoreHeld(event: KeyboardEvent) {
  if (event.repeat && event.key === "Enter") event.preventDefault();
}

/** The dialog of a gate. Loaded by components/decide/next-gate.tsx. */
export function NextGateDialog({ gate }: { gate: Gate }) {
  const router = useRouter();
  const next = useTakeNext();
  const rest = useTakeBreak();
  const handOver = useHandOver();
  // Which pause is over, by its end. Nothing is taken by itself then: whoever walked away would hold a case they do not see.
  const [overSince, setOverSince] = useState<string | null>(null);
  const { kind } = gate;
  const until = kind === "cool_down" ? gate.until : null;
  const isOver = until !== null && overSince === until;
  const goOn = () => {
    if (kind === "break_due" || kind === "soft_limit") answerPrompt(kind);
    closeGate();
    next.mutate({ goOn: true, despiteLimit: kind === "exposure", skipCoolDown: kind === "cool_down" });
  };
  const back = () => {
    closeGate();
    router.push("/break");
  };
  const wantsHandOver = kind === "soft_limit" || kind === "exposure";
  const mayGoOn = kind !== "break" && (kind !== "exposure" || gate.mayTakeUrgent);
  return (
    <Dialog open onOpenChange={(open) => !open && closeGate()} title={TITLES[kind]} size="sm">
      <div className="grid gap-4 text-sm" onKeyDownCapture={ignoreHeld}>
        <Text gate={gate} isOver={isOver} onElapsed={() => setOverSince(until)} />
        <div className="flex flex-wrap gap-2">
          {kind === "break" ? (
            <Button variant="primary" onClick={back}>
              To my break
            </Button>
          ) : (
            <Button variant="primary" loading={rest.isPending} onClick={() => rest.mutate()}>
              Take a break
            </Button>
          )}
          {wantsHandOver && (
            <Button loading={handOver.isPending} onClick={() => handOver.mutate()}>
              Hand over
            </Button>
          )}
          {mayGoOn && (
            <Button onClick={goOn}>
              {kind === "cool_down" ? (isOver ? "Next case" : "Take it now") : GO_ON[kind]}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
