"use client";
import { useEffect, useState } from "react";

/** True once what was rendered has reached the screen: nobody decides on what they cannot have seen. */
export function usePainted(): boolean {
  const [painted, setPainted] = useState(false);
  useEffect(() => {
    let second = 0;
    // The first frame draws the commit, the second begins after it was shown.
    const first = requestAnimationFrame(() => {
      second = requestAnimationFrame(() => setPainted(true));
    });
    return () => {
      cancelAnimationFrame(first);
      cancelAnimationFrame(second);
    };
  }, []);
  return painted;
}
