import type { Terminal } from '../wire/terminal.ts';

/** How a terminal's state looks and reads. */
export interface Look {
  tone: 'busy' | 'good' | 'warn' | 'bad' | 'over';
  words: string;
}

export function lookOf(terminal: Terminal): Look {
  switch (terminal.state) {
    case 'REQUESTED':
      return { tone: 'busy', words: 'Starting' };
    case 'READY':
      return terminal.expiring
        ? { tone: 'warn', words: 'Ends soon' }
        : { tone: 'good', words: 'Ready' };
    case 'CLOSING':
      return { tone: 'busy', words: 'Closing' };
    case 'CLOSED':
      return { tone: 'over', words: 'Ended' };
    case 'FAILED':
      return { tone: 'bad', words: 'Failed' };
    default:
      return { tone: 'over', words: 'Unknown' };
  }
}
