/** When the page says that a terminal is in use. */

const AT_MOST_EVERY_MS = 60_000;

/** What the rule looks at; times are milliseconds of one clock. */
export interface Signs {
  ttlMillis: number;
  /** When somebody last did something on the page: a key, a click, a touch, the window coming back. */
  acted: number;
  /** When somebody last typed into this terminal: the gateway makes beats of that by itself. */
  typed: number;
  /** When the page last sent a beat for this terminal. */
  beaten: number;
}

/**
 * A terminal that is open in a tab is beaten at most once a minute (twice per TTL, where that is shorter
 * than two minutes), and only if somebody was there within the TTL: an abandoned tab keeps nothing alive.
 */
export function beatIsDue(signs: Signs, now: number): boolean {
  const interval = Math.min(AT_MOST_EVERY_MS, signs.ttlMillis / 2);
  return (
    now - signs.acted < signs.ttlMillis &&
    now - signs.beaten >= interval &&
    now - signs.typed >= interval
  );
}
