/** Which mails belong together, by the ids that they name (RFC 5322, section 3.6.4). Pure. */

/** Mails whose thread is remembered; beyond that the oldest are forgotten, and only `References` tells. */
const MOST_REMEMBERED = 200_000;
const ID = /<([^<>\s]{1,998})>/gu;

export class MailThreads {
  readonly #roots = new Map<string, string>();

  /** The ids in a header, in their order. */
  idsIn(header: string): string[] {
    return Array.from(header.matchAll(ID), ([, id = ""]) => id);
  }

  /**
   * The id of the mail that began the thread, and remembers it for those that answer this one.
   * @param id of the mail itself
   */
  rootOf(id: string, references: string, inReplyTo: string): string {
    const named = [...this.idsIn(references), ...this.idsIn(inReplyTo)];
    const known = named.map((each) => this.#roots.get(each)).find((root) => root !== undefined);
    const root = known ?? named[0] ?? id;
    this.#roots.set(id, root);
    if (this.#roots.size > MOST_REMEMBERED) {
      const oldest = this.#roots.keys().next();
      if (!oldest.done) this.#roots.delete(oldest.value);
    }
    return root;
  }
}
