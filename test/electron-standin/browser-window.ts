import { app } from './app.ts';
import { requireBrowser, runFacts } from './runtime.ts';
import { defaultSession } from './session.ts';
import { StrictEmitter, makeEvent, strict } from './strict.ts';
import { WebContents } from './web-contents.ts';
import { allPages, pageOfTarget } from './web-contents-registry.ts';
import { checkOptions } from './window-options.ts';
import type { WindowOptions } from './window-options.ts';
import { addWindow, removeWindow } from './window-registry.ts';
import { createWindowTarget } from './window-target.ts';

const windowEvents = [
  'close',
  'closed',
  'ready-to-show',
  'show',
  'hide',
  'focus',
  'blur',
  'minimize',
  'restore',
  'maximize',
  'unmaximize',
  'enter-full-screen',
  'leave-full-screen',
  'resize',
  'resized',
  'move',
  'moved',
  'unresponsive',
  'responsive',
  'page-title-updated',
  'session-end',
  'query-session-end',
];

/** A place and size on the screen, in device-independent pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

type ScreenState = 'normal' | 'minimized' | 'maximized' | 'fullscreen';

const windows = new Map<number, BrowserWindow>();
let focusedId: number | undefined;
let lastId = 0;

/** Electron's BrowserWindow: a browser target, and a model of what the window system would say about it. */
export class BrowserWindow extends StrictEmitter {
  readonly id: number;
  readonly webContents: WebContents;
  #bounds: Rectangle;
  #minimum: readonly [number, number];
  #state: ScreenState = 'normal';
  #visible: boolean;
  #contentProtected = false;
  #title: string;
  #destroyed = false;
  #kiosk: boolean;
  #menuBarVisible: boolean;
  #closing: Promise<boolean> | undefined;

  constructor(options: WindowOptions & { readonly autoHideMenuBar?: boolean } = {}) {
    super('BrowserWindow', windowEvents);
    checkOptions(options);
    requireBrowser('create BrowserWindow');
    lastId += 1;
    this.id = lastId;
    const {
      width = 800,
      height = 600,
      minWidth = 0,
      minHeight = 0,
      x = 0,
      y = 0,
      show = true,
      webPreferences = {},
    } = options;
    this.#minimum = [minWidth, minHeight];
    this.#bounds = { x, y, width: Math.max(width, minWidth), height: Math.max(height, minHeight) };
    this.#visible = show;
    this.#title = options.title ?? app.name;
    this.#kiosk = options.kiosk === true;
    this.#menuBarVisible = options.autoHideMenuBar !== true;
    this.webContents = new WebContents({
      preload: webPreferences.preload ?? null,
      inSubFrames: webPreferences.nodeIntegrationInSubFrames === true,
      javascript: webPreferences.javascript !== false,
      additionalArguments: webPreferences.additionalArguments ?? [],
      session: defaultSession(),
      createTarget: () => createWindowTarget(this.#bounds, show),
      closeAsked: () => this.#closeAsked(),
    });
    windows.set(this.id, this);
    addWindow({ id: this.id, closeAsked: () => this.#closeAsked() });
    this.#followPage();
    if (this.#kiosk || options.fullscreen === true) this.#become('fullscreen');
    app.emit('browser-window-created', makeEvent({}), this);
    if (show) this.#takeFocus();
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows.values()];
  }

  static getFocusedWindow(): BrowserWindow | null {
    return (focusedId === undefined ? undefined : windows.get(focusedId)) ?? null;
  }

  static fromWebContents(page: WebContents): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.webContents === page) ?? null;
  }

  static fromId(id: number): BrowserWindow | null {
    return windows.get(id) ?? null;
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  reload(): void {
    this.webContents.reload();
  }

  show(): void {
    if (!this.#visible) {
      this.#visible = true;
      this.#applyBounds();
      this.emit('show');
    }
    this.#takeFocus();
  }

  showInactive(): void {
    this.#visible = true;
    this.#applyBounds();
    this.emit('show');
  }

  hide(): void {
    if (!this.#visible) return;
    this.#visible = false;
    this.#applyBounds();
    this.#loseFocus();
    this.emit('hide');
  }

  focus(): void {
    if (this.#visible) this.#takeFocus();
  }

  blur(): void {
    this.#loseFocus();
  }

  isFocused(): boolean {
    return focusedId === this.id;
  }

  isVisible(): boolean {
    return this.#visible && !this.#destroyed;
  }

  isMinimized(): boolean {
    return this.#state === 'minimized';
  }

  isMaximized(): boolean {
    return this.#state === 'maximized';
  }

  isFullScreen(): boolean {
    return this.#state === 'fullscreen';
  }

  isKiosk(): boolean {
    return this.#kiosk;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  minimize(): void {
    this.#become('minimized');
    this.#loseFocus();
    this.emit('minimize');
  }

  restore(): void {
    if (this.#state !== 'minimized') return;
    this.#become('normal');
    this.emit('restore');
    this.#takeFocus();
  }

  maximize(): void {
    this.#visible = true;
    this.#become('maximized');
    this.emit('maximize');
  }

  unmaximize(): void {
    if (this.#state !== 'maximized') return;
    this.#become('normal');
    this.emit('unmaximize');
  }

  setFullScreen(flag: boolean): void {
    if (flag === this.isFullScreen()) return;
    this.#become(flag ? 'fullscreen' : 'normal');
    this.emit(flag ? 'enter-full-screen' : 'leave-full-screen');
  }

  setKiosk(flag: boolean): void {
    this.#kiosk = flag;
    this.setFullScreen(flag);
  }

  getTitle(): string {
    return this.#title;
  }

  /** Remembered, not enforced: what runs below takes pictures of any window. */
  setContentProtection(on: boolean): void {
    this.#contentProtected = on;
  }

  isContentProtected(): boolean {
    return this.#contentProtected;
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  getBounds(): Rectangle {
    return { ...this.#bounds };
  }

  setBounds(bounds: Partial<Rectangle>): void {
    const next = { ...this.#bounds, ...bounds };
    this.#bounds = {
      ...next,
      width: Math.max(next.width, this.#minimum[0]),
      height: Math.max(next.height, this.#minimum[1]),
    };
    this.#applyBounds();
    this.emit('resize');
  }

  getSize(): [number, number] {
    return [this.#bounds.width, this.#bounds.height];
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  /** Windows have no frame of their own in the model, so the content is as large as the window. */
  getContentSize(): [number, number] {
    return this.getSize();
  }

  setContentSize(width: number, height: number): void {
    this.setSize(width, height);
  }

  getMinimumSize(): [number, number] {
    return [...this.#minimum];
  }

  setMinimumSize(width: number, height: number): void {
    this.#minimum = [width, height];
  }

  setMenuBarVisibility(visible: boolean): void {
    this.#menuBarVisible = visible;
  }

  isMenuBarVisible(): boolean {
    return this.#menuBarVisible;
  }

  close(): void {
    void this.#closeAsked();
  }

  destroy(): void {
    void this.webContents.destroyPage();
    this.#gone();
  }

  /** Asks the page, then the app, as Electron does, and resolves to whether the window has gone. */
  #closeAsked(): Promise<boolean> {
    this.#closing ??= this.#askToClose().finally(() => {
      this.#closing = undefined;
    });
    return this.#closing;
  }

  async #askToClose(): Promise<boolean> {
    if (this.#destroyed) return true;
    if (!(await this.webContents.agreesToClose())) return false;
    const event = makeEvent({});
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    await this.webContents.destroyPage();
    this.#gone();
    return true;
  }

  #gone(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.webContents.targetGone();
    windows.delete(this.id);
    if (focusedId === this.id) focusedId = undefined;
    this.emit('closed', makeEvent({}));
    removeWindow(this.id);
  }

  #followPage(): void {
    const page = this.webContents;
    page.once('destroyed', () => this.#gone());
    page.once('dom-ready', () => this.emit('ready-to-show'));
    page.on(
      'page-title-updated',
      (event: { defaultPrevented: boolean }, title: string, explicit: boolean) => {
        this.emit('page-title-updated', event, title, explicit);
        if (!event.defaultPrevented) this.#title = title;
      },
    );
  }

  #takeFocus(): void {
    if (focusedId === this.id || this.#destroyed) return;
    if (focusedId !== undefined) windows.get(focusedId)?.blur();
    focusedId = this.id;
    this.webContents.focus();
    this.emit('focus', makeEvent({}));
    app.emit('browser-window-focus', makeEvent({}), this);
  }

  #loseFocus(): void {
    if (focusedId !== this.id) return;
    focusedId = undefined;
    this.emit('blur', makeEvent({}));
    app.emit('browser-window-blur', makeEvent({}), this);
  }

  #become(state: ScreenState): void {
    this.#state = state;
    this.#applyBounds();
  }

  /** Tells the browser where the window is. A hidden window lies outside of the screen, since Chromium has no hidden ones. */
  #applyBounds(): void {
    void this.webContents
      .devToolsSession()
      .then(async (cdp) => {
        const { windowId } = await cdp.send<{ windowId: number }>('Browser.getWindowForTarget');
        const { width, height, x, y } = this.#bounds;
        await cdp.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'normal' } });
        const place = this.#visible || runFacts().headless ? { left: x, top: y } : { left: -20_000, top: y };
        await cdp.send('Browser.setWindowBounds', { windowId, bounds: place });
        await cdp.send('Browser.setContentsSize', { windowId, width, height });
        if (this.#visible && this.#state !== 'normal')
          await cdp.send('Browser.setWindowBounds', { windowId, bounds: { windowState: this.#state } });
      })
      .catch((error: unknown) => {
        if (!this.#destroyed)
          process.stderr.write(`electron stand-in: the window could not be placed: ${String(error)}\n`);
      });
  }
}

/** Electron's `webContents`: the pages there are. */
export const webContents = strict(
  {
    getAllWebContents: () => allPages(),
    getFocusedWebContents: () => BrowserWindow.getFocusedWindow()?.webContents ?? null,
    fromId: (id: number) => allPages().find((page) => page.id === id),
    fromDevToolsTargetId: (targetId: string) => pageOfTarget(targetId),
  },
  'webContents',
);
