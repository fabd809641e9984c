"use client";
import { useEffect, useState } from "react";

/** True once `what` (any name of what is shown) has reached the screen: nobody decides on what they cannot have seen. */
export function usePainted(what: string): boolean {
  const [painted, setPainted] = useState<string | null>(null);
  useEffect(() => {
    let second = 0;
    // The first frame draws the commit, the second begins after it was shown.
    const first = requestAnimationFrame(() => {
      second = requestAnimationFrame(() => setPainted(what));
    });
    return () => {
      cancelAnimationFrame(first);
      cancelAnimationFrame(second);
    };
  }, [what]);
  return painted === what;
}
