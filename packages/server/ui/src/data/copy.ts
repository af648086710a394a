/**
 * Copies a text. Browsers give the clipboard to secure origins only, which a server in the next room is not: there the
 * text is selected and copied as by hand.
 *
 * @throws when the browser does not allow it
 */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text);
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  field.className = 'unseen';
  document.body.append(field);
  try {
    field.select();
    if (!document.execCommand('copy')) throw new Error('The browser does not allow to copy.');
  } finally {
    field.remove();
    if (focused instanceof HTMLElement) focused.focus();
  }
}
