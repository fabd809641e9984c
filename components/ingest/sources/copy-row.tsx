import { CopyButton } from "@/components/ui/copy-button";

/** Something to paste elsewhere, with its name and a button that copies it. */
export function CopyRow({ label, text }: { label: string; text: string }) {
  return (
    <figure className="grid gap-1">
      <figcaption className="wrap-anywhere font-medium text-strong text-xs">{label}</figcaption>
      <div className="flex items-start gap-2">
        <code className="min-w-0 flex-1 select-all whitespace-pre-wrap break-all rounded-md border bg-sunken px-2.5 py-1.5 font-mono text-strong text-xs">
          {text}
        </code>
        <CopyButton text={text} />
      </div>
    </figure>
  );
}
