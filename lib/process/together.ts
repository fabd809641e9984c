/**
 * Joins writes that arrive while another is under way into one: nothing waits when nothing is under way, and under load
 * many share one round trip and one commit.
 * @param write resolves once all items are durable; it is called with at least one, and with one at a time of `limits`
 * @returns a function that resolves or rejects with its own item: where many fail together, each is tried once more alone
 */
export function together<Item>(
  write: (items: readonly Item[]) => Promise<void>,
  limits: { items: number; size: number; sizeOf: (item: Item) => number; atOnce: number },
): (item: Item) => Promise<void> {
  type Waiting = { item: Item; resolve: () => void; reject: (error: unknown) => void };
  const queue: Waiting[] = [];
  let running = 0;

  function take(): Waiting[] {
    const taken: Waiting[] = [];
    let size = 0;
    for (let next = queue[0]; next !== undefined && taken.length < limits.items; next = queue[0]) {
      size += limits.sizeOf(next.item);
      if (taken.length > 0 && size > limits.size) break;
      taken.push(next);
      queue.shift();
    }
    return taken;
  }

  async function settle(batch: readonly Waiting[]): Promise<void> {
    try {
      await write(batch.map(({ item }) => item));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      if (batch.length === 1) return batch[0]?.reject(error);
      for (const each of batch) await settle([each]);
    }
  }

  async function run(): Promise<void> {
    running += 1;
    for (let batch = take(); batch.length > 0; batch = take()) await settle(batch);
    running -= 1;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      queue.push({ item, resolve, reject });
      if (running < limits.atOnce) void run();
    });
}
