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
}

export const NO_ANSWER: Problem = {
  status: 0,
  code: 'no-answer',
  words: 'The service does not answer.',
  advice: 'Check your connection and try again.',
};

const ADVICE: Record<string, string> = {
  'key-refused': 'A key works once. Look for the newest URL that kube-terminal has printed.',
  'not-signed-in': 'Sign in again with the URL that kube-terminal has printed.',
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
};

/** What an answer that is not 2xx says; the body is unknown and may be anything. */
export function readProblem(status: number, body: unknown): Problem {
  const told = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const code = text(told.code).toLowerCase().replaceAll('_', '-');
  const field = text(told.field);
  const reason = text(told.reason);
  const message = text(told.message);
  return {
    status,
    code,
    words: text(told.detail) || text(told.title) || `The service answered ${status}.`,
    advice: ADVICE[code] ?? (field !== '' ? 'Change it and try again.' : fallback(status)),
    ...(field !== '' && { field }),
    ...(reason !== '' && { reason }),
    ...(message !== '' && { message }),
  };
}

function fallback(status: number): string {
  return status >= 500 ? 'Try again in a moment.' : 'Reload the page and try again.';
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 2048) : '';
}
