/** Which tabs were open, as a text that can be kept: ids and nothing else. */

const MOST = 50;
const ID = /^[0-9a-f-]{1,64}$/;

/** Whatever the text is, what comes out are ids, each of them once. */
export function idsIn(text: string | null): string[] {
  const ids = (text ?? '').split(' ').filter((id) => ID.test(id));
  return [...new Set(ids)].slice(0, MOST);
}

export function textOf(ids: Iterable<string>): string {
  return idsIn([...ids].join(' ')).join(' ');
}
