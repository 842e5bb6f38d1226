import { useEffect } from 'react';
import { goTo, showHelp, type Screen } from './navigation.ts';

const screenKeys: Readonly<Record<string, Screen>> = {
  F2: 'counter',
  F3: 'orders',
  F4: 'catalogue',
  F5: 'day',
  F6: 'settings',
};

/** The keys that work on every screen. */
export function useShellKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (document.querySelector('dialog[open]') !== null) return;
      const isOffice = event.shiftKey && event.key === 'F3';
      const screen = isOffice ? 'office' : screenKeys[event.key];
      if (event.key === 'F1') showHelp(true);
      else if (screen !== undefined) goTo(screen);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
