import type { Choices, Terminal } from '../wire/terminal.ts';

/** What kind of credential a terminal was opened with. */
export type Kind = 'token' | 'kubeconfig' | 'none';

/** The token of what somebody has pasted: lines that a terminal has wrapped, or a whole header. */
export function tokenIn(pasted: string): string {
  return pasted.trim().replace(/^(Authorization:\s*)?Bearer\s+/i, '').replace(/\s+/g, '');
}

/** What the service tells of a terminal's credential, or else what this page opened it with. */
export function kindOf(terminal: Pick<Terminal, 'credential'>, opened: Kind | undefined): Kind | undefined {
  const told = terminal.credential?.toLowerCase();
  return told === 'token' || told === 'kubeconfig' || told === 'none' ? told : opened;
}

/**
 * Whether a terminal has something to renew. Where a credential may be left out and nobody knows, most
 * likely it was.
 */
export function isRenewable(
  terminal: Pick<Terminal, 'state' | 'credential'>,
  opened: Kind | undefined,
  credential: Choices['credential'],
): boolean {
  if (terminal.state !== 'READY' && terminal.state !== 'REQUESTED') return false;
  const kind = kindOf(terminal, opened);
  return kind === undefined ? credential !== 'optional' : kind !== 'none';
}
