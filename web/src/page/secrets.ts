/** Empties every field that a credential may be in; what is not in the page any more holds none. */
export function forgetSecrets(): void {
  const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    'input[type="password"], dialog textarea',
  );
  for (const field of fields) field.value = '';
}
