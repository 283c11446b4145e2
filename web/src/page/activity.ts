const LOOK_EVERY_MS = 1000;

/** Signs of a person; a mouse that merely moves over the page is none. */
const SIGNS = ['keydown', 'pointerdown', 'wheel', 'touchstart'] as const;

/** Knows when somebody last did something on this page, and has the beats looked at. */
export class Activity {
  #acted = -Infinity;
  #timer: number | undefined;

  constructor(private readonly look: (acted: number, now: number) => void) {}

  start(): void {
    this.#acted = Date.now();
    for (const sign of SIGNS) {
      document.addEventListener(sign, this.#act, { capture: true, passive: true });
    }
    addEventListener('focus', this.#act);
    this.#timer = setInterval(() => this.look(this.#acted, Date.now()), LOOK_EVERY_MS);
  }

  stop(): void {
    for (const sign of SIGNS) document.removeEventListener(sign, this.#act, { capture: true });
    removeEventListener('focus', this.#act);
    clearInterval(this.#timer);
  }

  #act = ({ target }: Event): void => {
    // The button there beats by itself; it must not vanish while it is being pressed.
    if (target instanceof Element && target.closest('.toast') !== null) return;
    this.#acted = Date.now();
  };
}
