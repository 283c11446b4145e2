import type { Terminal } from '../wire/terminal.ts';

/** When a terminal ends, and why then. */
export interface End {
  at: number;
  because: 'unused' | 'lifetime';
}

type Timed = Pick<Terminal, 'state' | 'requestedAt' | 'expiresAt' | 'endsBy'>;

const LAST_MS = 300_000;

/** The next end of a terminal that can be used: unused for too long, or at the end of its life. */
export function endOf({ state, expiresAt, endsBy }: Timed): End | undefined {
  if (state !== 'READY') return undefined;
  const unused = timeOf(expiresAt);
  const lifetime = timeOf(endsBy);
  if (lifetime < unused) return { at: lifetime, because: 'lifetime' };
  return unused === Infinity ? undefined : { at: unused, because: 'unused' };
}

/** Whether a terminal is in the last minutes of its life, which no use of it makes longer. */
export function isLast(terminal: Timed, now: number): boolean {
  const end = timeOf(terminal.endsBy);
  if (terminal.state !== 'READY' || end === Infinity) return false;
  return end - now <= Math.min(LAST_MS, (end - Date.parse(terminal.requestedAt)) / 5);
}

/** The time of the day, with the day when it is another one. */
export function endsByWords(endsBy: string, now: number, zone?: string): string {
  const at = timeOf(endsBy);
  if (at === Infinity) return '';
  const { day, clock } = calendar(zone);
  const when = day.format(at);
  return when === day.format(now) ? clock.format(at) : `${when}, ${clock.format(at)}`;
}

/** Made once: a list of thousands asks each second, and making one takes long. */
const calendars = new Map<string | undefined, { day: Intl.DateTimeFormat; clock: Intl.DateTimeFormat }>();

function calendar(zone: string | undefined) {
  const known = calendars.get(zone);
  if (known !== undefined) return known;
  const there = zone === undefined ? {} : { timeZone: zone };
  const made = {
    day: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', ...there }),
    clock: new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', ...there }),
  };
  calendars.set(zone, made);
  return made;
}

function timeOf(text: string | undefined): number {
  const time = text === undefined ? NaN : Date.parse(text);
  return Number.isNaN(time) ? Infinity : time;
}
