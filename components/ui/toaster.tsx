"use client";
import { useSyncExternalStore } from "react";
import { waitingToasts } from "@/components/ui/toast";
import { useLoaded } from "@/components/ui/use-loaded";

const load = () => import("@/components/ui/toast-list").then((module) => module.ToastList);
const none = () => false;

/** Where toasts appear. Mounted once, in the root layout; call `toast()` from anywhere in the browser. */
export function Toaster() {
  const wanted = useSyncExternalStore(waitingToasts.subscribe, waitingToasts.any, none);
  const ToastList = useLoaded(load, wanted);
  return ToastList && <ToastList />;
}
