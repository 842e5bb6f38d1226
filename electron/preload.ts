import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { channels, eventWireName, wireName } from '../shared/contract/channels.ts';
import type { Pos } from '../shared/contract/ipc.ts';
import type { PosEvent } from '../shared/contract/events.ts';

const calls = channels.map((channel) => [
  channel,
  (request?: unknown): Promise<unknown> => ipcRenderer.invoke(wireName(channel), request),
]);

const onEvent: Pos['onEvent'] = (listener) => {
  const relay = (_event: IpcRendererEvent, posEvent: PosEvent): void => {
    listener(posEvent);
  };
  ipcRenderer.on(eventWireName, relay);
  return () => {
    ipcRenderer.removeListener(eventWireName, relay);
  };
};

// The bridge copies the object into the page's world, freezes it and makes `window.pos` read-only; neither ipcRenderer nor a free-form send crosses it.
contextBridge.exposeInMainWorld('pos', Object.freeze({ ...Object.fromEntries(calls), onEvent }));
