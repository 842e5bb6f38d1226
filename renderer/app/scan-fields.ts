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

/** Remembers the focused field as it is now. */
export function markFocusedField(): FieldMark {
  const field = document.activeElement;
  const isField = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
  if (!isField || field.type === 'checkbox' || field.type === 'radio') {
    return { place: 'no-field', giveBack: () => undefined };
  }
  const text = field.value;
  return {
    place: field.id === SCAN_FIELD_ID ? 'scan-field' : 'other-field',
    giveBack: () => setFieldText(field, text),
  };
}
