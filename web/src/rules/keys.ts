/** The keys a phone's keyboard does not have. */
export interface RowKey {
  label: string;
  /** What it is called, where the label is a sign. */
  name: string;
  /** What it types; the arrows follow the application cursor mode. */
  types: (applicationCursor: boolean) => string;
}

const text = (label: string, name: string, typed = label): RowKey => ({
  label,
  name,
  types: () => typed,
});
const arrow = (label: string, name: string, final: string): RowKey => ({
  label,
  name,
  types: (applicationCursor) => `\x1b${applicationCursor ? 'O' : '['}${final}`,
});

export const ROW_KEYS: RowKey[] = [
  text('Esc', 'Escape', '\x1b'),
  text('Tab', 'Tab', '\t'),
  arrow('←', 'Left arrow', 'D'),
  arrow('↑', 'Up arrow', 'A'),
  arrow('↓', 'Down arrow', 'B'),
  arrow('→', 'Right arrow', 'C'),
  text('|', 'Pipe'),
  text('/', 'Slash'),
  text('~', 'Tilde'),
  text('-', 'Minus'),
];

/** What a keyboard sends for Ctrl and this character; anything else stays as it is. */
export function withCtrl(typed: string): string {
  if (typed.length !== 1) return typed;
  if (typed === ' ' || typed === '2') return '\0';
  if (typed === '/' || typed === '-') return '\x1f';
  if (typed === '?') return '\x7f';
  const upper = typed.toUpperCase();
  return upper >= '@' && upper <= '_' ? String.fromCharCode(upper.charCodeAt(0) & 0x1f) : typed;
}
