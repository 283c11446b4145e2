import { duration } from '../rules/countdown.ts';

/** A refusal in words for a person: what happened, and what to do. */
export interface Problem {
  /** 0 when there was no answer at all. */
  status: number;
  /** The API's code in lower case with hyphens, or '' when it gave none. */
  code: string;
  words: string;
  advice: string;
  field?: string;
  reason?: string;
  /** The cluster's own words. */
  message?: string;
  /** How long the service wants to be left alone. */
  retryAfterSeconds?: number;
}

export const NO_ANSWER: Problem = {
  status: 0,
  code: 'no-answer',
  words: 'The service does not answer.',
  advice: 'Check your connection and try again.',
};

const ADVICE: Record<string, string> = {
  'key-refused': 'A key works once. Look for the newest URL that kube-terminal has printed.',
  'token-refused': 'Get a fresh token, and paste the whole of it.',
  'not-signed-in': 'Sign in again.',
  'not-the-owner': 'An administrator may see and close it, and only its owner may use it.',
  'credential-kind': 'Give it the same kind of credential that it was opened with.',
  'idempotency-conflict': 'Try again.',
  'body-too-large': 'Use a shorter kubeconfig, with only the context that you need.',
  'terminal-refused': 'Choose something else, or ask whoever runs the cluster.',
  'terminal-failed': 'Try again; if it stays like this, ask whoever runs the cluster.',
  'unknown-terminal': 'It may have ended a while ago. Open a new one.',
  'terminal-ended': 'Open a new one.',
  'terminal-not-ready': 'Wait a moment.',
  'kafka-unavailable': 'It may still take effect. Wait a moment before you try again.',
  'registry-unavailable': 'Try again in a moment.',
  'not-ready': 'The service is starting. Try again in a moment.',
  'too-busy': 'Try again in a moment.',
  'cluster-unavailable': 'Your terminals stay. Try again in a moment.',
  'issuer-unavailable': 'Your terminals stay. Try again in a moment.',
  'too-many-terminals': 'Close one that you do not need, or try again in a moment.',
  'too-many-creates': 'Try again in a moment.',
};

const IN_A_MOMENT = /in a moment\.$/;
const LONGEST_WAIT_SECONDS = 86_400;

/**
 * What an answer that is not 2xx says; the body is unknown and may be anything.
 *
 * @param after how many seconds the service wants to be left alone, if it said so
 */
export function readProblem(status: number, body: unknown, after?: number): Problem {
  const told = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const code = text(told.code).toLowerCase().replaceAll('_', '-');
  const field = text(told.field);
  const reason = text(told.reason);
  const message = text(told.message);
  const advice = (Object.hasOwn(ADVICE, code) ? ADVICE[code] : undefined) ?? (field !== '' ? 'Change it and try again.' : fallback(status));
  return {
    status,
    code,
    words: text(told.detail) || text(told.title) || `The service answered ${status}.`,
    advice: after === undefined ? advice : advice.replace(IN_A_MOMENT, `in ${duration(after)}.`),
    ...(field !== '' && { field }),
    ...(reason !== '' && { reason }),
    ...(message !== '' && { message }),
    ...(after !== undefined && { retryAfterSeconds: after }),
  };
}

function fallback(status: number): string {
  return status >= 500 || status === 429 ? 'Try again in a moment.' : 'Reload the page and try again.';
}

/** What Retry-After says, as seconds or as a date; nothing when it says nothing that can be waited for. */
export function retryAfterSeconds(header: string | null, now: number): number | undefined {
  const seconds = secondsIn(header ?? '', now);
  return Number.isNaN(seconds) ? undefined : Math.min(LONGEST_WAIT_SECONDS, Math.max(1, seconds));
}

function secondsIn(header: string, now: number): number {
  if (/^\d+$/.test(header)) return Number(header);
  return header.endsWith('GMT') ? Math.ceil((Date.parse(header) - now) / 1000) : NaN;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 2048) : '';
}
