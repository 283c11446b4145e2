/** What the end of a connection means. */
export type Closing =
  /** The shell has ended by itself. */
  | { kind: 'exited' }
  /** The terminal has ended, for this reason. */
  | { kind: 'ended'; reason: string }
  /** Only the connection is gone. */
  | { kind: 'lost'; words: string };

const ENDED = 4410;

export function meaningOf(code: number, reason: string): Closing {
  switch (code) {
    case 1000:
      return { kind: 'exited' };
    case ENDED:
      return { kind: 'ended', reason: /^[A-Z_]{1,40}$/.test(reason) ? reason : 'UNKNOWN' };
    case 1001:
      return { kind: 'lost', words: 'The service is restarting.' };
    case 1008:
    case 1009:
      return { kind: 'lost', words: 'The service did not understand this page.' };
    case 1011:
      return { kind: 'lost', words: 'The way to the terminal broke.' };
    case 4408:
      return { kind: 'lost', words: 'This page was silent for too long.' };
    default:
      return { kind: 'lost', words: 'The connection was lost.' };
  }
}
