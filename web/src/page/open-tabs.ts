import { idsIn, textOf } from '../rules/tab-ids.ts';

const KEPT_AS = 'kube-terminal-tabs';

/** The tabs that were open before a reload; the browser keeps their ids for this one window. */
export function keptTabs(): string[] {
  try {
    return idsIn(sessionStorage.getItem(KEPT_AS));
  } catch {
    return [];
  }
}

export function keepTabs(ids: Iterable<string>): void {
  try {
    sessionStorage.setItem(KEPT_AS, textOf(ids));
  } catch {
    // A browser that keeps nothing: after a reload only the terminal in the address is open.
  }
}
