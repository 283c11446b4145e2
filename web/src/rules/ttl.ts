import { duration } from './countdown.ts';

/** One choice of how long a terminal may be silent. */
export interface TtlChoice {
  seconds: number;
  words: string;
}

const USUAL = [60, 300, 600, 1800, 3600, 4 * 3600, 8 * 3600, 24 * 3600];

/** The usual times that are allowed here, and always the default. */
export function ttlChoices(bounds: { default: number; min: number; max: number }): TtlChoice[] {
  const allowed = USUAL.filter((seconds) => seconds >= bounds.min && seconds <= bounds.max);
  return [...new Set([...allowed, bounds.default])]
    .sort((a, b) => a - b)
    .map((seconds) => ({ seconds, words: duration(seconds) }));
}

/** What is wrong with so many minutes, or nothing. */
export function ttlComplaint(seconds: number, bounds: { min: number; max: number }): string {
  return Number.isInteger(seconds) && seconds >= bounds.min && seconds <= bounds.max
    ? ''
    : `Choose between ${duration(bounds.min)} and ${duration(bounds.max)}.`;
}
