"use client";
import { CSPProvider } from "@base-ui/react/csp-provider";
import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";
import { Toaster } from "@/components/ui/toaster";

/** What the whole tree needs in the browser. `nonce` is that of the page's content security policy, where it has one. */
export function AppProviders({ nonce, children }: { nonce?: string; children: ReactNode }) {
  return (
    <CSPProvider nonce={nonce}>
      <ThemeProvider
        attribute="data-theme"
        defaultTheme="system"
        enableSystem
        disableTransitionOnChange
        enableColorScheme={false}
        nonce={nonce}
      >
        {children}
        <Toaster />
      </ThemeProvider>
    </CSPProvider>
  );
}
