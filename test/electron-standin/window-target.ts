import { requireBrowser, runFacts } from './runtime.ts';

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Makes an empty browser window and resolves to its target id. A window that is not to be shown lies outside of the screen. */
export async function createWindowTarget(place: Place, show: boolean): Promise<string> {
  const { root } = requireBrowser('create BrowserWindow').connection;
  const left = show || runFacts().headless ? place.x : -20_000;
  const { targetId } = await root.send<{ targetId: string }>('Target.createTarget', {
    url: 'about:blank',
    newWindow: true,
    left,
    top: place.y,
    width: place.width,
    height: place.height,
  });
  const { windowId } = await root.send<{ windowId: number }>('Browser.getWindowForTarget', { targetId });
  await root.send('Browser.setContentsSize', { windowId, width: place.width, height: place.height });
  return targetId;
}
