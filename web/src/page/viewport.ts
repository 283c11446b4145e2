/** Keeps the page above a phone's keyboard: its height becomes what can be seen. */
export function followKeyboard(): void {
  const seen = visualViewport;
  if (seen === null) return;
  const follow = () => {
    // A page that is zoomed in by the person stays as it is.
    if (seen.scale > 1.01) return;
    document.documentElement.style.setProperty('--seen-height', `${Math.round(seen.height)}px`);
    scrollTo(0, 0);
  };
  seen.addEventListener('resize', follow);
  follow();
}
