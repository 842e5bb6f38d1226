import type { PosEvent } from '../../shared/contract/events.ts';
import { pos } from './pos.ts';

export type Topic = PosEvent['topic'];
type Listener = (event: PosEvent) => void;

const listeners = new Map<Topic, Set<Listener>>();
let stop: (() => void) | null = null;

function deliver(event: PosEvent): void {
  for (const listener of listeners.get(event.topic) ?? []) listener(event);
}

/** Begins to hear main's events; a second call changes nothing. */
export function startLive(): void {
  stop ??= pos().onEvent(deliver);
}

/** Calls `listener` for each event of a topic until the returned function is called. An event says that something changed, never what it is now. */
export function onTopic(topic: Topic, listener: Listener): () => void {
  const set = listeners.get(topic) ?? new Set<Listener>();
  listeners.set(topic, set);
  set.add(listener);
  return () => {
    set.delete(listener);
  };
}
