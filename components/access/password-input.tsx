"use client";
import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, type KeyboardEvent, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";

type PasswordInputProps = Omit<ComponentProps<"input">, "type">;

/** A password: can be looked at, and says when Caps Lock is on. */
export function PasswordInput(props: PasswordInputProps) {
  const [shown, setShown] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const watch = (event: KeyboardEvent) => setCapsLock(event.getModifierState?.("CapsLock") ?? false);
  return (
    <div className="grid gap-1.5">
      <div className="relative">
        <Input
          {...props}
          type={shown ? "text" : "password"}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          onKeyDown={watch}
          onKeyUp={watch}
          onBlur={() => setCapsLock(false)}
          className="pr-10 touch:pr-13"
        />
        <IconButton
          label={shown ? "Hide the password" : "Show the password"}
          size="sm"
          className="absolute top-0.5 right-0.5 text-muted touch:top-0 touch:right-0"
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff aria-hidden size={15} /> : <Eye aria-hidden size={15} />}
        </IconButton>
      </div>
      <p role="status" className="text-warn text-xs empty:hidden">
        {capsLock ? "Caps Lock is on." : ""}
      </p>
    </div>
  );
}
