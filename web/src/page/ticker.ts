/** The service's clock, as far as this page can tell, and a tick each second for what counts down. */
export class Ticker {
  #ahead = 0;
  #listeners = new Set<() => void>();

  constructor() {
    setInterval(() => {
      for (const listener of this.#listeners) listener();
    }, 1000);
  }

  /** The service said that it is this time; it says so in whole seconds. */
  serverSays(millis: number): void {
    const ahead = millis + 500 - Date.now();
    if (Math.abs(ahead - this.#ahead) > 1500) this.#ahead = Math.abs(ahead) > 1500 ? ahead : 0;
  }

  now(): number {
    return Date.now() + this.#ahead;
  }

  onTick(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
