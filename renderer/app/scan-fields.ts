import type { FieldMark } from './scan-input.ts';

/** The mark that the scan field carries, so that the wiring knows it from other fields. */
export const SCAN_FIELD_ID = 'scan-field';

/** Sets a field's text so that React hears of it: past the setter that React watches, then as an input event. */
function setFieldText(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  const prototype =
    field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** The field that takes the next key: the focused one, or the scan field, which letters and digits go to from a button. */
function fieldOfKeys(): HTMLInputElement | HTMLTextAreaElement | null {
  const field = document.activeElement;
  const isText = field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement;
  if (isText && field.type !== 'checkbox' && field.type !== 'radio') return field;
  const scanField = document.getElementById(SCAN_FIELD_ID);
  return scanField instanceof HTMLInputElement ? scanField : null;
}

/** Remembers the field that takes the next key, as it is now. */
export function markField(): FieldMark {
  const field = fieldOfKeys();
  if (field === null) return { place: 'no-field', before: '', putBack: () => undefined };
  const other = field.closest('[data-no-scan]') === null ? 'other-field' : 'card-field';
  return {
    place: field.id === SCAN_FIELD_ID ? 'scan-field' : other,
    before: field.value,
    putBack: (text) => setFieldText(field, text),
  };
}
