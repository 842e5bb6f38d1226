import { useEffect, useRef, type RefObject } from 'react';

/** Gives the focus to the element marked data-autofocus inside a part that has just appeared, so that a next step of a dialog begins at its first field. */
export function useFocusInside<T extends HTMLElement>(): RefObject<T | null> {
  const ref = useRef<T>(null);
  useEffect(() => ref.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus(), []);
  return ref;
}
