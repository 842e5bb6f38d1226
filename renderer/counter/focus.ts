import { SCAN_FIELD_ID } from '../app/scan-fields.ts';

/** Puts the cursor into the scan field, where it belongs between any two actions. */
export function focusScanField(): void {
  document.getElementById(SCAN_FIELD_ID)?.focus();
}

/** True when the keys go to a field of their own, so that letters and signs are meant for it. */
export function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && target.id !== SCAN_FIELD_ID;
}
