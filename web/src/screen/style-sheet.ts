/**
 * A stand-in for a <style> element that a strict Content-Security-Policy does not block: what is
 * written into it becomes a constructed style sheet of the page, until it is removed. The bundler puts
 * it where xterm.js makes <style> elements.
 */
export function styleSheet(): HTMLElement {
  const standIn = document.createElement('template');
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheet);

  Object.defineProperty(standIn, 'textContent', {
    get: () => '',
    set: (css: string) => sheet.replaceSync(css),
  });
  standIn.remove = () => {
    const at = document.adoptedStyleSheets.indexOf(sheet);
    if (at >= 0) document.adoptedStyleSheets.splice(at, 1);
    HTMLElement.prototype.remove.call(standIn);
  };
  return standIn;
}
