/** Jobs that wait, in the order in which they were accepted. */
export class JobQueue {
  readonly #entries: { readonly seq: number; readonly id: string }[] = [];

  get size(): number {
    return this.#entries.length;
  }

  /** A job that waited before goes back to its old place. */
  add({ seq, id }: { readonly seq: number; readonly id: string }): void {
    let at = this.#entries.length;
    while (at > 0 && (this.#entries[at - 1] as { seq: number }).seq > seq) at -= 1;
    this.#entries.splice(at, 0, { seq, id });
  }

  take(): string | undefined {
    return this.#entries.shift()?.id;
  }

  delete(id: string): void {
    const at = this.#entries.findIndex((entry) => entry.id === id);
    if (at !== -1) this.#entries.splice(at, 1);
  }

  /** From 1; undefined for a job that does not wait. */
  position(id: string): number | undefined {
    const at = this.#entries.findIndex((entry) => entry.id === id);
    return at === -1 ? undefined : at + 1;
  }
}
