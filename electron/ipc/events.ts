import type { WebContents } from 'electron';
import { eventWireName } from '../../shared/contract/channels.ts';
import type { PosEvent } from '../../shared/contract/events.ts';

/**
 * The only sender of events. The window of the moment gets each; without one nobody does, because a window that loads asks for a
 * snapshot first.
 */
export function createEventSender(currentContents: () => WebContents | null): (event: PosEvent) => void {
  return (event) => {
    const contents = currentContents();
    if (contents !== null && !contents.isDestroyed()) contents.send(eventWireName, event);
  };
}
