"use client";
import { Toast } from "@base-ui/react/toast";
import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useEffect } from "react";
import { buttonStyle } from "@/components/ui/button-style";
import { cn } from "@/components/ui/cn";
import { FLOAT_STYLE } from "@/components/ui/float-style";
import { type ShownToast, showToasts, type ToastInput } from "@/components/ui/toast";

const manager = Toast.createToastManager<{ action?: ToastInput["action"] }>();

function Entries() {
  const { toasts } = Toast.useToastManager<{ action?: { label: string; onAction: () => void } }>();
  return toasts.map((entry) => {
    const action = entry.data?.action;
    return (
      <Toast.Root
        key={entry.id}
        toast={entry}
        swipeDirection={["right", "down"]}
        className={cn(FLOAT_STYLE, "pointer-events-auto w-full rounded-lg data-limited:hidden")}
      >
        <Toast.Content className="flex items-start gap-2.5 py-2 pr-2 pl-3">
          {entry.type === "ok" && <CircleCheck aria-hidden size={16} className="mt-1.5 shrink-0 text-ok" />}
          {entry.type === "danger" && <CircleAlert aria-hidden size={16} className="mt-1.5 shrink-0 text-danger" />}
          <div className="grid min-w-0 flex-1 gap-0.5 py-1">
            <Toast.Title className="font-medium text-sm text-strong" />
            <Toast.Description className="text-muted text-sm" />
          </div>
          {action !== undefined && (
            <Toast.Action
              className={cn(buttonStyle("default", "sm"), "mt-0.5")}
              onClick={() => {
                action.onAction();
                manager.close(entry.id);
              }}
            >
              {action.label}
            </Toast.Action>
          )}
          <Toast.Close
            aria-label="Dismiss"
            title="Dismiss"
            className={cn(buttonStyle("quiet", "sm"), "mt-0.5 w-7 px-0")}
          >
            <X aria-hidden size={14} />
          </Toast.Close>
        </Toast.Content>
      </Toast.Root>
    );
  });
}

function show({ id, title, description, tone, durationMs, action }: ShownToast) {
  const priority = tone === "danger" ? "high" : "low";
  manager.add({ id, title, description, type: tone, timeout: durationMs, priority, data: { action } });
}

/** The toasts themselves. Loaded by the toaster. */
export function ToastList() {
  useEffect(() => showToasts(show), []);
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="pointer-events-none fixed bottom-4 left-1/2 z-60 flex w-[min(22rem,calc(100vw-2rem))] -translate-x-1/2 flex-col gap-2 max-lg:bottom-34 print:hidden">
          <Entries />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}
