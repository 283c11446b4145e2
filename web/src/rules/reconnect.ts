/** How long to wait before the next try to connect. */

const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** A connection that lived so long was a good one: the next wait is short again. */
export const GOOD_AFTER_MS = 10_000;

/**
 * Doubles with each try that failed, and is spread over the upper half, so that a restarted service does
 * not meet all pages at once.
 *
 * @param attempt 0 for the first wait
 * @param chance a random number from 0 to 1
 */
export function delayMillis(attempt: number, chance: number): number {
  const most = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 16));
  return Math.round(most * (0.5 + chance / 2));
}

/** Which attempt the next one is, after a connection that was open for so long. */
export function nextAttempt(attempt: number, openMillis: number): number {
  return openMillis >= GOOD_AFTER_MS ? 0 : attempt + 1;
}
