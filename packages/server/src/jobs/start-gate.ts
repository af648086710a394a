/** A job that is prepared need not be started any more: the server is about to stop. */
export class Postponed extends Error {}

/** Lets so many jobs run at the same time, in the order in which they joined; others are prepared meanwhile. */
export class StartGate {
  readonly #places: number;
  readonly #inside = new Set<string>();
  readonly #waiting = new Map<string, PromiseWithResolvers<void>>();
  #isClosed = false;

  constructor(places: number) {
    this.#places = places;
  }

  /** How many have no place yet. */
  get waitingCount(): number {
    return this.#waiting.size;
  }

  /** Takes a place, or the next one that gets free. Does nothing for who has joined before. */
  join(id: string): void {
    if (this.#inside.has(id) || this.#waiting.has(id)) return;
    if (this.#inside.size < this.#places) this.#inside.add(id);
    else {
      const turn = Promise.withResolvers<void>();
      turn.promise.catch(() => undefined);
      this.#waiting.set(id, turn);
    }
  }

  /** Takes a place for what runs already, whether one is free or not. */
  enter(id: string): void {
    this.#waiting.get(id)?.resolve();
    this.#waiting.delete(id);
    this.#inside.add(id);
  }

  /** Resolves when the job has its place. @throws Postponed once the gate is closed */
  async passed(id: string): Promise<void> {
    await this.#waiting.get(id)?.promise;
  }

  /** Gives a place, or a claim to one, back. */
  leave(id: string): void {
    this.#waiting.delete(id);
    this.#inside.delete(id);
    if (this.#isClosed) return;
    for (const next of this.#waiting.keys()) {
      if (this.#inside.size >= this.#places) return;
      this.enter(next);
    }
  }

  /** Turns away everybody who waits, and returns who that was. */
  close(): readonly string[] {
    this.#isClosed = true;
    const turnedAway = [...this.#waiting.keys()];
    for (const turn of this.#waiting.values()) turn.reject(new Postponed());
    return turnedAway;
  }

  /** From 1; undefined for who does not wait. */
  position(id: string): number | undefined {
    const at = [...this.#waiting.keys()].indexOf(id);
    return at === -1 ? undefined : at + 1;
  }
}
