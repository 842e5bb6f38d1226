import { DownloadItem } from './download-item.ts';
import { permissionNames } from './permission-names.ts';
import { protocol } from './protocol.ts';
import { requireBrowser } from './runtime.ts';
import { toAppUrl, toBrowserUrl } from './scheme-urls.ts';
import { StrictEmitter, makeEvent, notImplemented, strict } from './strict.ts';
import type { WebContents } from './web-contents.ts';
import type { WebFrameMain } from './web-frame-main.ts';

type RequestHandler = (
  page: WebContents,
  permission: string,
  answer: (granted: boolean) => void,
  details: object,
) => void;
type CheckHandler = (page: WebContents, permission: string, origin: string, details: object) => boolean;
type DeviceHandler = (details: object) => boolean;
type Verdict = { readonly cancel?: boolean; readonly redirectURL?: string };
type WebRequestListener = (details: object, answer: (verdict: Verdict) => void) => void;

interface AskedRequest {
  readonly url: string;
  readonly method: string;
  readonly resourceType: string;
  readonly page: WebContents | undefined;
}

const resourceTypes: Readonly<Record<string, string>> = {
  Document: 'mainFrame',
  Stylesheet: 'stylesheet',
  Image: 'image',
  Font: 'font',
  Script: 'script',
  XHR: 'xhr',
  Fetch: 'xhr',
  Media: 'media',
  WebSocket: 'webSocket',
  Ping: 'ping',
};
const deviceNames = new Set(['usb', 'hid', 'serial', 'bluetooth']);

/** Electron's Session. There is one; its browser profile lives as long as the run. */
export class Session extends StrictEmitter {
  readonly protocol = protocol;
  readonly webRequest: object;
  #request: RequestHandler | null = null;
  #check: CheckHandler | null = null;
  #device: DeviceHandler | null = null;
  #beforeRequest: WebRequestListener | null = null;
  #lastRequest = 0;

  constructor() {
    super('session', ['will-download']);
    this.webRequest = strict(
      {
        onBeforeRequest: (...args: readonly unknown[]) => {
          if (args.length > 1 && args[0] !== null)
            throw notImplemented('session.webRequest.onBeforeRequest with a filter');
          this.#beforeRequest = args.at(-1) as WebRequestListener | null;
        },
      },
      'session.webRequest',
    );
  }

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.#request = handler;
  }

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.#check = handler;
  }

  setDevicePermissionHandler(handler: DeviceHandler | null): void {
    this.#device = handler;
  }

  /** There is no spell checker here, so only switching it off can be kept. */
  setSpellCheckerEnabled(enabled: boolean): void {
    if (enabled) throw notImplemented('session.setSpellCheckerEnabled(true)');
  }

  isSpellCheckerEnabled(): boolean {
    return false;
  }

  async clearStorageData(options: { origin?: string; storages?: readonly string[] } = {}): Promise<void> {
    const { connection } = requireBrowser('clear storage');
    if (options.origin === undefined) throw notImplemented('session.clearStorageData without an origin');
    const storageTypes = (options.storages ?? ['all'])
      .join(',')
      .replace('localstorage', 'local_storage')
      .replace('indexdb', 'indexeddb');
    await connection.root.send('Storage.clearDataForOrigin', {
      origin: toBrowserUrl(options.origin),
      storageTypes,
    });
  }

  async clearCache(): Promise<void> {
    throw notImplemented('session.clearCache');
  }

  /** For the network part: what the app's onBeforeRequest says. Not asked for the app's own schemes, as in Electron. */
  askWebRequest(asked: AskedRequest): Promise<Verdict> {
    const listener = this.#beforeRequest;
    if (!listener) return Promise.resolve({});
    this.#lastRequest += 1;
    const details = {
      id: this.#lastRequest,
      url: asked.url,
      method: asked.method,
      resourceType: resourceTypes[asked.resourceType] ?? 'other',
      timestamp: performance.timeOrigin + performance.now(),
      webContents: asked.page,
      webContentsId: asked.page?.id,
    };
    return new Promise((resolve) => listener(details, resolve));
  }

  /** For pages: asks the app's handlers about a permission, and tells the browser the answer. */
  async answerPermission(
    page: WebContents,
    frame: WebFrameMain,
    kind: string,
    details: { permission: string; args: readonly string[] },
  ): Promise<boolean> {
    const permission = permissionNames[details.permission]?.electron ?? details.permission;
    const more = {
      requestingUrl: frame.url,
      isMainFrame: frame === page.mainFrame,
      mediaTypes: details.args,
    };
    const granted =
      kind === 'permission-check'
        ? this.#checks(page, permission, frame, more)
        : await this.#requests(page, permission, frame, more);
    await this.#tellBrowser(details.permission, frame, granted);
    return granted;
  }

  #checks(page: WebContents, permission: string, frame: WebFrameMain, details: object): boolean {
    return (
      this.#check?.(page, permission, `${frame.origin}/`, { ...details, securityOrigin: frame.origin }) ??
      true
    );
  }

  async #requests(
    page: WebContents,
    permission: string,
    frame: WebFrameMain,
    details: object,
  ): Promise<boolean> {
    if (deviceNames.has(permission)) {
      return (
        this.#checks(page, permission, frame, details) &&
        (this.#device?.({ deviceType: permission, origin: frame.origin }) ?? false)
      );
    }
    const handler = this.#request;
    return handler
      ? new Promise((resolve) => handler(page, permission, (granted) => resolve(granted), details))
      : true;
  }

  async #tellBrowser(permission: string, frame: WebFrameMain, granted: boolean): Promise<void> {
    const origin = toBrowserUrl(frame.origin);
    const setting = granted ? 'granted' : 'denied';
    const { root } = requireBrowser('answer a permission').connection;
    for (const name of permissionNames[permission]?.chromium ?? []) {
      await root
        .send('Browser.setPermission', { permission: { name }, setting, origin })
        .catch(() => undefined);
    }
  }

  /** For the downloads part: the app's listeners see the download before it is kept. */
  offerDownload(item: DownloadItem, page: WebContents | undefined): void {
    const event = makeEvent({});
    this.emit('will-download', event, item, page);
    if (event.defaultPrevented) item.cancel();
    item.decide();
  }
}

let only: Session | undefined;

/** The one session; Electron makes it when the app is ready, and so does this. */
export function defaultSession(): Session {
  requireBrowser('use a session');
  only ??= new Session();
  return only;
}

/** Electron's `session`: only the default one exists. */
export const session = strict(
  {
    get defaultSession(): Session {
      return defaultSession();
    },
    fromPartition(partition: string): Session {
      if (partition !== '') throw notImplemented(`session.fromPartition('${partition}')`);
      return defaultSession();
    },
  },
  'session',
);

/** Starts to hear of downloads. They go to the profile's own folder, which ends with the run. */
export async function watchDownloads(
  pageOfFrame: (frameId: string) => WebContents | undefined,
): Promise<void> {
  const { connection, profilePath } = requireBrowser('download');
  const items = new Map<string, DownloadItem>();
  connection.root.on(
    'Browser.downloadWillBegin',
    (begun: { guid: string; url: string; suggestedFilename: string; frameId: string }) => {
      const item = new DownloadItem({
        guid: begun.guid,
        url: toAppUrl(begun.url),
        filename: begun.suggestedFilename,
        root: connection.root,
        folder: profilePath,
      });
      items.set(begun.guid, item);
      defaultSession().offerDownload(item, pageOfFrame(begun.frameId));
    },
  );
  connection.root.on(
    'Browser.downloadProgress',
    (progress: { guid: string; totalBytes: number; receivedBytes: number; state: string }) => {
      items.get(progress.guid)?.progress(progress);
    },
  );
  await connection.root.send('Browser.setDownloadBehavior', {
    behavior: 'allowAndName',
    downloadPath: profilePath,
    eventsEnabled: true,
  });
}
