import { useEffect } from 'react';
import { asked, pos } from '../app/pos.ts';

/** Keeps the window out of screenshots and shared screens while the part that uses this is on it (PCI DSS 3.4). */
export function useGuardedWindow(): void {
  useEffect(() => {
    void asked(pos().guardWindow({ on: true }));
    return () => void asked(pos().guardWindow({ on: false }));
  }, []);
}
