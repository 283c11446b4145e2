type Child = Node | string | undefined | false;
type Properties = Record<string, unknown>;

/**
 * An element: properties by their DOM names, `on…` for listeners, everything with a hyphen (and role)
 * as an attribute. Text is always text, never markup.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value as EventListener);
    else if (name.includes('-') || ATTRIBUTES.has(name)) element.setAttribute(name, String(value));
    else Object.assign(element, { [name]: value });
  }
  element.append(...children.filter((child) => child !== undefined && child !== false));
  return element;
}

const ATTRIBUTES = new Set(['role', 'for', 'list']);

/** Shows a text; touches the document only when it is another one. */
export function say(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Shows or hides. */
export function show(element: HTMLElement, shown: boolean): void {
  if (element.hidden === shown) element.hidden = !shown;
}

const SVG = 'http://www.w3.org/2000/svg';

/** A drawing of one path, for those who see; the words are beside it, or in a label. */
export function icon(path: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}
