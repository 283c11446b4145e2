/** Where in the page one is: said by the part of the address behind #, which no server sees. */
export type Route =
  | { kind: 'list' }
  | { kind: 'terminal'; id: string }
  | { kind: 'sign-in'; key: string };

const TERMINAL = /^#\/terminals\/([0-9a-fA-F-]{1,64})$/;

export function routeOf(hash: string): Route {
  if (hash.startsWith('#key=')) {
    return { kind: 'sign-in', key: decode(hash.slice('#key='.length)) };
  }
  const id = TERMINAL.exec(hash)?.[1];
  return id === undefined ? { kind: 'list' } : { kind: 'terminal', id: id.toLowerCase() };
}

export const LIST_HASH = '#/';

export function hashOf(id: string): string {
  return `#/terminals/${id}`;
}

/** The key of what somebody has pasted: the whole URL, or the key alone. */
export function keyIn(pasted: string): string {
  const trimmed = pasted.trim();
  const at = trimmed.indexOf('#key=');
  return decode(at >= 0 ? trimmed.slice(at + '#key='.length) : trimmed);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
