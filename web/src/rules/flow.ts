/** Output that has come and is not drawn yet; above it the shell is asked to wait. */
const HIGH = 256 * 1024;
/** Below it the shell may go on. */
const LOW = 64 * 1024;

/** Keeps output from piling up: says when to pause the shell and when to let it go on. */
export class FlowControl {
  #waiting = 0;
  #paused = false;

  constructor(
    private readonly pause: () => void,
    private readonly resume: () => void,
  ) {}

  /** So many bytes have come. */
  came(bytes: number): void {
    this.#waiting += bytes;
    if (!this.#paused && this.#waiting > HIGH) {
      this.#paused = true;
      this.pause();
    }
  }

  /** So many bytes are drawn. */
  drawn(bytes: number): void {
    this.#waiting -= bytes;
    if (this.#paused && this.#waiting < LOW) {
      this.#paused = false;
      this.resume();
    }
  }
}
