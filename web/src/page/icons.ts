/** Drawings as paths on a field of 24 × 24. */
export const PLUS = 'M12 5v14M5 12h14';
export const CROSS = 'M6 6l12 12M18 6L6 18';
export const SEARCH = 'M11 4a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM16 16l5 5';
export const UP = 'M6 15l6-6 6 6';
export const DOWN = 'M6 9l6 6 6-6';
export const COPY = 'M9 9h11v11H9zM5 15H4V4h11v1';
export const PASTE = 'M9 4h6v3H9zM9 5H6v15h12V5h-3M9 12h6M9 16h4';
export const OPTIONS = 'M4 7h9M17 7h3M13 5v4M4 17h3M11 17h9M7 15v4';
export const CHECK = 'M5 12.5l4.5 4.5L19 7.5';
export const KEY = 'M13 8a5 5 0 1 0-10 0 5 5 0 0 0 10 0zM11.6 11.6L21 21M17 17l3-3';
export const LIST = 'M4 6h16M4 12h16M4 18h16';
export const PROMPT = 'M5 7l5 5-5 5M12 17h7';
