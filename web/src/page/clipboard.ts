/** Puts a text into the clipboard, because a person asked for it; false when the browser refuses. */
export async function copyText(text: string): Promise<boolean> {
  try {
    if (navigator.clipboard !== undefined) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // The older way is left.
  }
  return copyByCommand(text);
}

/** Without HTTPS there is no other way. */
function copyByCommand(text: string): boolean {
  const give = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener('copy', give, { capture: true, once: true });
  const done = document.execCommand('copy');
  document.removeEventListener('copy', give, { capture: true });
  return done;
}

/** What is in the clipboard, if the person lets the page read it. */
export async function clipboardText(): Promise<string | undefined> {
  try {
    return await navigator.clipboard?.readText();
  } catch {
    return undefined;
  }
}
