/** What the parts need to know of windows without importing them. */
export interface KnownWindow {
  readonly id: number;
  /** Closes as Electron does: asks the page and the app; resolves to false when one of them refused. */
  readonly closeAsked: () => Promise<boolean>;
}

const windows = new Map<number, KnownWindow>();
let whenChanged: () => void = () => undefined;

/** Tells `listener` each time a window has gone. */
export function onWindowCountChange(listener: () => void): void {
  whenChanged = listener;
}

export function windowCount(): number {
  return windows.size;
}

export function addWindow(window: KnownWindow): void {
  windows.set(window.id, window);
}

export function removeWindow(id: number): void {
  if (windows.delete(id)) whenChanged();
}

/** Closes all windows, one after the other; false as soon as one refuses. */
export async function closeEveryWindow(): Promise<boolean> {
  for (const window of windows.values()) {
    if (!(await window.closeAsked())) return false;
  }
  return true;
}
