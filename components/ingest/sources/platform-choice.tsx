"use client";
import { ChevronRight, SearchX } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Panel } from "@/components/ui/panel";

export type Choice = { name: string; label: string; note: string | null };

const hrefOf = ({ name }: Choice) => `/ingest/sources/new?platform=${name}`;

function fits({ name, label, note }: Choice, words: readonly string[]): boolean {
  const text = `${name} ${label} ${note ?? ""}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** The first step of adding a source: which platform. Enter in the search field takes the first that fits. */
export function PlatformChoice({ choices }: { choices: readonly Choice[] }) {
  const router = useRouter();
  const [search, setSearch] = useState("");
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = choices.filter((choice) => fits(choice, words));
  return (
    <Panel flush title="Where do the conversations come from?">
      <search className="block border-b px-4 py-3">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (found[0] && words.length > 0) router.push(hrefOf(found[0]));
          }}
        >
          <Field label="Search platforms" labelHidden>
            {(control) => (
              <Input
                {...control}
                type="search"
                placeholder="Search: Slack, Zendesk, Telegram …"
                autoComplete="off"
                // The only thing to do on this page.
                autoFocus
                value={search}
                onChange={({ target }) => setSearch(target.value)}
              />
            )}
          </Field>
        </form>
        <p role="status" className="sr-only">
          {words.length === 0 ? "" : found.length === 1 ? "1 platform" : `${found.length} platforms`}
        </p>
      </search>
      {found.length === 0 ? (
        <EmptyState
          icon={<SearchX />}
          title="No platform of this name"
          description="Whatever can send HTTP requests can use the HTTP API or Standard Webhooks."
        />
      ) : (
        <ul aria-label="Platforms" className="grid sm:grid-cols-2">
          {found.map((choice) => (
            <li key={choice.name} className="-mb-px border-b sm:odd:border-r">
              <Link
                href={hrefOf(choice)}
                className="focus-inset tap flex h-full items-center gap-3 px-4 py-2.5 hover:bg-hover"
              >
                <span className="grid min-w-0 flex-1">
                  <span className="font-medium text-strong">{choice.label}</span>
                  {choice.note !== null && <span className="text-muted text-xs">{choice.note}</span>}
                </span>
                <ChevronRight aria-hidden size={14} className="shrink-0 text-faint" />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
