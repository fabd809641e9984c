import { CopyButton } from "@/components/ui/copy-button";

type SendExampleProps = { baseUrl: string; secret?: string };

/** A request that sends one conversation, ready to be copied. Without a `secret` the key is a shell variable. */
export function SendExample({ baseUrl, secret = "$VIGIL_KEY" }: SendExampleProps) {
  const body = { externalId: "thread-1", messages: [{ role: "user", text: "Hello" }] };
  const command = [
    `curl ${baseUrl}/api/v1/conversations`,
    `-H "Authorization: Bearer ${secret}"`,
    `-H "Content-Type: application/json"`,
    `-d '${JSON.stringify(body)}'`,
  ].join(" \\\n  ");
  return (
    <figure className="grid gap-2">
      <figcaption className="flex items-center justify-between gap-4">
        <span className="font-medium text-sm text-strong">Send a conversation</span>
        <CopyButton text={command} />
      </figcaption>
      <pre className="whitespace-pre-wrap break-all rounded-md border bg-sunken px-3 py-2 font-mono text-default text-xs leading-5">
        {command}
      </pre>
      <p className="text-muted text-xs">
        A 202 answer means it is stored. The same <code className="font-mono">externalId</code> adds messages to the
        same conversation.
      </p>
    </figure>
  );
}
