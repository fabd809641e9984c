/** The messages of a ChatGPT conversation, which is a tree: every edit and every new answer makes a branch. Pure. */
import { z } from "zod";

const words = z.string().nullish().catch(undefined);
const time = z.number().nullish().catch(undefined);

const messageSchema = z.object({
  id: words,
  author: z.object({ role: z.string(), name: words }),
  create_time: time,
  content: z.looseObject({ content_type: words }).nullish().catch(undefined),
  weight: z.number().nullish().catch(undefined),
  recipient: words,
  metadata: z
    .object({ is_visually_hidden_from_conversation: z.boolean().optional().catch(undefined) })
    .nullish()
    .catch(undefined),
});
export type ChatgptMessage = z.output<typeof messageSchema>;

const nodeSchema = z.object({
  parent: words,
  children: z.array(z.string()).optional().catch(undefined),
  message: z.unknown().optional(),
});

export const chatgptConversationSchema = z.object({
  conversation_id: words,
  id: words,
  title: words,
  create_time: time,
  current_node: words,
  mapping: z.record(z.string(), nodeSchema),
});
export type ChatgptConversation = z.output<typeof chatgptConversationSchema>;

/** A message of the tree. `isCurrent` is false on branches that were left by an edit or a new answer. */
export type ChatgptTurn = { nodeId: string; message: ChatgptMessage; isCurrent: boolean };

/** The leaf that was reached last, for a conversation that does not say where it stands. */
function latestLeaf({ mapping }: ChatgptConversation): string | undefined {
  let latest: { id: string; at: number } | undefined;
  for (const [id, node] of Object.entries(mapping)) {
    if (node.children?.some((child) => child in mapping)) continue;
    const at = messageSchema.safeParse(node.message).data?.create_time ?? 0;
    if (latest === undefined || at >= latest.at) latest = { id, at };
  }
  return latest?.id;
}

function currentPath(conversation: ChatgptConversation): Set<string> {
  const { mapping, current_node: current } = conversation;
  const path = new Set<string>();
  let at: string | null | undefined = current && Object.hasOwn(mapping, current) ? current : latestLeaf(conversation);
  // A circle would lead back to a node that is on the path.
  while (at && Object.hasOwn(mapping, at) && !path.has(at)) {
    path.add(at);
    at = mapping[at]?.parent;
  }
  return path;
}

/** All nodes, those above before those below, and what was left before what took its place. */
function inOrder({ mapping }: ChatgptConversation, path: ReadonlySet<string>): string[] {
  const childrenOf = Map.groupBy(Object.keys(mapping), (id) => {
    const parent = mapping[id]?.parent;
    return parent && Object.hasOwn(mapping, parent) ? parent : "";
  });
  const order = new Set<string>();
  const visit = (start: string) => {
    const open = [start];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (order.has(id)) continue;
      order.add(id);
      const children = childrenOf.get(id) ?? [];
      // The last one pushed is the first one visited.
      for (const child of children) if (path.has(child)) open.push(child);
      for (const child of children.toReversed()) if (!path.has(child)) open.push(child);
    }
  };
  for (const root of childrenOf.get("") ?? []) visit(root);
  // What is left stands in a circle.
  for (const id of Object.keys(mapping)) visit(id);
  return [...order];
}

/** The messages of all branches in order. A node without one is none; one that cannot be read is null. */
export function chatgptTurns(conversation: ChatgptConversation): (ChatgptTurn | null)[] {
  const path = currentPath(conversation);
  return inOrder(conversation, path).flatMap((nodeId) => {
    const value = conversation.mapping[nodeId]?.message;
    if (value === null || value === undefined) return [];
    const message = messageSchema.safeParse(value).data;
    return message === undefined ? [null] : [{ nodeId, message, isCurrent: path.has(nodeId) }];
  });
}
