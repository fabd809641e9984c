import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cn } from "@/components/ui/cn";

export type FieldControl = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
  required: boolean | undefined;
};

type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  required?: boolean;
  labelHidden?: boolean;
  className?: string;
  children: (control: FieldControl) => ReactNode;
};

/** Label, hint and error around one control, tied together for screen readers. Spread `control` on the input. */
export function Field({ label, hint, error, required, labelHidden = false, className, children }: FieldProps) {
  const id = useId();
  const hintId = hint === undefined ? undefined : `${id}-hint`;
  const errorId = error === undefined || error === null ? undefined : `${id}-error`;
  const described = [errorId, hintId].filter((part) => part !== undefined).join(" ");
  return (
    <div className={cn("grid content-start gap-1.5", className)}>
      <label htmlFor={id} className={cn("w-fit font-medium text-sm text-strong", labelHidden && "sr-only")}>
        {label}
        {required && <span className="ml-1.5 font-normal text-muted text-xs">required</span>}
      </label>
      {children({
        id,
        "aria-describedby": described === "" ? undefined : described,
        "aria-invalid": errorId === undefined ? undefined : true,
        required,
      })}
      {errorId !== undefined && (
        <p id={errorId} className="flex gap-1.5 text-danger text-xs">
          <CircleAlert aria-hidden size={14} className="mt-px shrink-0" />
          <span>{error}</span>
        </p>
      )}
      {hintId !== undefined && (
        <p id={hintId} className="text-muted text-xs">
          {hint}
        </p>
      )}
    </div>
  );
}
