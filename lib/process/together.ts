/**
 * Joins work that arrives while other such work is under way into one: nothing waits when nothing is under way, and under
 * load many share one round trip and one commit.
 * @param work resolves, with a result for each item in their order, once all are done; it is called with at least one
 * @param concernsAll whether a failure has nothing to do with the items: then nobody waits for another try
 * @returns a function that resolves or rejects with its own item: where many fail together for a reason that may lie in
 * one of them, each is tried once more alone
 */
export function together<Item, Result = void>(
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
  limits: { items: number; size: number; sizeOf: (item: Item) => number; atOnce: number },
  concernsAll: (error: unknown) => boolean,
): (item: Item) => Promise<Result> {
  type Waiting = { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void };
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

  /** @returns what went wrong, where that concerns all */
  async function settle(batch: readonly Waiting[]): Promise<{ error: unknown } | null> {
    try {
      const results = await work(batch.map(({ item }) => item));
      if (results.length !== batch.length) throw new Error("work on several items gave no result for each");
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
      return null;
    } catch (error) {
      const failure = concernsAll(error) ? { error } : null;
      if (failure === null && batch.length > 1) return settleEach(batch);
      for (const { reject } of batch) reject(error);
      return failure;
    }
  }

  async function settleEach(batch: readonly Waiting[]): Promise<{ error: unknown } | null> {
    let failure: { error: unknown } | null = null;
    for (const each of batch) {
      if (failure === null) failure = await settle([each]);
      else each.reject(failure.error);
    }
    return failure;
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
