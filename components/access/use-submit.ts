"use client";
import { type FormEvent, useState } from "react";

/**
 * Sends a form: `waiting` while on its way, `error` with what went wrong last. What was typed is left alone, so nothing is
 * lost by an error, and a second press while waiting is ignored.
 */
export function useSubmit(send: (form: FormData) => Promise<void>) {
  const [waiting, setWaiting] = useState(false);
  const [error, setError] = useState<unknown>(null);

  async function run(form: FormData) {
    if (waiting) return;
    setWaiting(true);
    setError(null);
    try {
      await send(form);
    } catch (problem) {
      setError(problem);
    } finally {
      setWaiting(false);
    }
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void run(new FormData(event.currentTarget));
  }

  return { waiting, error, onSubmit };
}
