import { randomUUID } from 'node:crypto';
import type { CdpSession } from './cdp.ts';
import { answerOrSilence } from './answer-or-silence.ts';
import { app } from './app.ts';
import { decode, encode } from './codec.ts';
import { answerInvoke, callerOf, deliverMessage } from './ipc-main.ts';
import { NativeImage } from './native-image.ts';
import { netErrorCode } from './net-errors.ts';
import { bindingName, isolatedWorldName, isolatedWorldScript, mainWorldScript } from './page-scripts.ts';
import { NavigationGate } from './navigation-gate.ts';
import { PageWorlds, tellWorld } from './page-worlds.ts';
import type { World } from './page-worlds.ts';
import { pageEvents, preloadFacts } from './page-options.ts';
import type { OpenHandler, PageMessage, PageOptions } from './page-options.ts';
import { applyZoom, consoleDetails, runInPage, watchLoads } from './page-values.ts';
import type { ConsoleCall, EvaluateResult } from './page-values.ts';
import { toPrintParams } from './print-options.ts';
import type { PrintToPdfOptions } from './print-options.ts';
import { requireBrowser } from './runtime.ts';
import { toAppUrl, toBrowserUrl } from './scheme-urls.ts';
import type { Session } from './session.ts';
import { StrictEmitter, makeEvent } from './strict.ts';
import { forgetPage, rememberPage, rememberTarget, targetIdOf } from './web-contents-registry.ts';
import { FrameTree } from './web-frame-main.ts';
import type { FrameInfo, WebFrameMain } from './web-frame-main.ts';

let lastId = 0;

/** One page of the app: Electron's WebContents over a DevTools session. */
export class WebContents extends StrictEmitter {
  readonly id: number;
  readonly session: Session;
  readonly #options: PageOptions;
  readonly #frames: FrameTree;
  readonly #worlds = new PageWorlds();
  readonly #gate = new NavigationGate();
  readonly #cdp: Promise<CdpSession>;
  #loader = '';
  #loading = false;
  #navigated = false;
  #destroyed = false;
  #crashed = false;
  #title = '';
  #zoom = 1;
  #openHandler: OpenHandler | undefined;

  constructor(options: PageOptions) {
    super('WebContents', pageEvents);
    lastId += 1;
    this.id = lastId;
    this.session = options.session;
    this.#options = options;
    this.#frames = new FrameTree(this.id);
    rememberPage(this);
    this.#cdp = this.#open();
    this.#cdp.catch((error: unknown) =>
      process.stderr.write(`electron stand-in: a page could not be opened: ${String(error)}\n`),
    );
    app.emit('web-contents-created', makeEvent({}), this);
  }

  get mainFrame(): WebFrameMain {
    return this.#frames.main();
  }

  /** The DevTools session of the page, for the other parts of the stand-in; resolves once the page is prepared. */
  devToolsSession(): Promise<CdpSession> {
    return this.#cdp;
  }

  async loadURL(url: string): Promise<void> {
    this.#navigated = true;
    this.#loading = true;
    this.mainFrame.url = url;
    const cdp = await this.#cdp;
    this.emit('did-start-loading', makeEvent({}));
    const loaded = watchLoads(cdp);
    this.#gate.expect(url);
    const { errorText, loaderId } = await cdp.send<{ errorText?: string; loaderId?: string }>(
      'Page.navigate',
      { url: toBrowserUrl(url) },
    );
    this.#gate.forget(url);
    if (errorText !== undefined) throw this.#loadFailed(errorText, url);
    if (loaderId !== undefined) await loaded(loaderId);
  }

  reload(): void {
    this.#gate.expect(this.getURL());
    void this.#cdp.then((cdp) => cdp.post('Page.reload'));
  }

  reloadIgnoringCache(): void {
    void this.#cdp.then((cdp) => cdp.post('Page.reload', { ignoreCache: true }));
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  getTitle(): string {
    return this.#title;
  }

  getUserAgent(): string {
    return app.userAgentFallback;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  isCrashed(): boolean {
    return this.#crashed;
  }

  isLoading(): boolean {
    return this.#loading;
  }

  focus(): void {
    void this.#cdp.then((cdp) => cdp.post('Page.bringToFront'));
  }

  /** Only what was set by the app: Chromium keeps its own factor at 1 and the page is laid out for the scaled size. */
  setZoomFactor(factor: number): void {
    if (!(factor > 0)) throw new Error("'zoomFactor' must be a double greater than 0.0");
    this.#zoom = factor;
    void this.#cdp.then((cdp) => applyZoom(cdp, factor)).catch(() => undefined);
  }

  getZoomFactor(): number {
    return this.#zoom;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  /** Sends to the main frame's preload; as in Electron, nothing happens when no page is there to hear it. */
  send(channel: string, ...args: unknown[]): void {
    const value = encode(args);
    void this.#cdp.then(
      (cdp) => {
        const world = this.#worlds.find((frameId) => this.#frames.isMain(frameId));
        if (world) tellWorld(cdp, world, { t: 'message', channel, value });
      },
      () => undefined,
    );
  }

  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    const cdp = await this.#cdp;
    if (this.#loading) await new Promise((resolve) => this.once('did-stop-loading', resolve));
    return runInPage(cdp, code, userGesture);
  }

  async printToPDF(options: PrintToPdfOptions = {}): Promise<Buffer> {
    const cdp = await this.#cdp;
    const { data } = await cdp.send<{ data: string }>('Page.printToPDF', toPrintParams(options));
    return Buffer.from(data, 'base64');
  }

  async capturePage(rectangle?: {
    x: number;
    y: number;
    width: number;
    height: number;
  }): Promise<NativeImage> {
    const cdp = await this.#cdp;
    const clip = rectangle ? { clip: { ...rectangle, scale: 1 } } : {};
    const { data } = await cdp.send<{ data: string }>('Page.captureScreenshot', { format: 'png', ...clip });
    return new NativeImage(Buffer.from(data, 'base64'));
  }

  forcefullyCrashRenderer(): void {
    void this.#cdp.then((cdp) => cdp.post('Page.crash'));
  }

  close(options: { waitForBeforeUnload?: boolean } = {}): void {
    if (options.waitForBeforeUnload === false) void this.#closeTarget();
    else void this.#options.closeAsked();
  }

  /** Does the page itself agree to be closed? Asks its beforeunload listeners. */
  async agreesToClose(): Promise<boolean> {
    if (this.#crashed || this.#destroyed) return true;
    const cdp = await this.#cdp.catch(() => undefined);
    if (!cdp) return true;
    const expression = `(() => { const event = document.createEvent('BeforeUnloadEvent'); event.initEvent('beforeunload', false, true); event.returnValue = '';
      dispatchEvent(event); return !event.defaultPrevented && event.returnValue === ''; })()`;
    const asked = cdp.send<EvaluateResult>('Runtime.evaluate', { expression }).catch(() => undefined);
    const answer = await answerOrSilence(asked, 'a page that was asked whether it may be closed');
    return answer?.result.value !== false;
  }

  /** Ends the page without asking it. */
  async destroyPage(): Promise<void> {
    await this.#closeTarget();
  }

  /** The browser says that the page has gone. */
  targetGone(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    for (const frame of this.mainFrame.framesInSubtree) frame.detached = true;
    forgetPage(this);
    this.emit('destroyed', makeEvent({}));
  }

  /** The page says that it has another title. */
  titleChanged(title: string): void {
    if (title === this.#title) return;
    this.#title = title;
    this.emit('page-title-updated', makeEvent({}), title, true);
  }

  /** The renderer died; `reason` is Electron's word. */
  rendererGone(reason: string, exitCode: number): void {
    if (this.#crashed || this.#destroyed) return;
    this.#crashed = true;
    this.#loading = false;
    this.#worlds.clear();
    const details = { reason, exitCode };
    this.emit('render-process-gone', makeEvent({}), details);
    app.emit('render-process-gone', makeEvent({}), this, details);
  }

  ownsFrame(frameId: string): boolean {
    return this.#frames.get(frameId) !== undefined;
  }

  /** Asks the app whether the page may go to an address. What main started itself, or a tool did, is not asked about. */
  async allowsNavigation(frameId: string, url: string, redirected: boolean): Promise<boolean> {
    const isMainFrame = this.#frames.isMain(frameId);
    // Frames inside a page are asked about always, as in Electron.
    if (isMainFrame && !redirected && !(await this.#gate.isOfPage(frameId, url))) return true;
    const frame = this.#frames.get(frameId);
    const event = makeEvent({
      url: toAppUrl(url),
      isSameDocument: false,
      isMainFrame,
      frame,
      initiator: frame,
    });
    const rest = [event.url, false, isMainFrame, this.id, frame?.routingId ?? -1] as const;
    if (redirected) this.emit('will-redirect', event, ...rest);
    else {
      this.emit('will-frame-navigate', event);
      if (isMainFrame && !event.defaultPrevented) this.emit('will-navigate', event, ...rest);
    }
    return !event.defaultPrevented;
  }

  async #open(): Promise<CdpSession> {
    const { connection } = requireBrowser('create BrowserWindow');
    const targetId = await this.#options.createTarget();
    rememberTarget(targetId, this);
    const cdp = await connection.attach(targetId);
    this.#listenToFrames(cdp);
    this.#listenToContexts(cdp);
    const secret = randomUUID();
    await Promise.all([
      cdp.send('Page.enable'),
      cdp.send('Inspector.enable'),
      cdp.send('Page.setLifecycleEventsEnabled', { enabled: true }),
      cdp.send('Emulation.setFocusEmulationEnabled', { enabled: true }),
      cdp.send('Runtime.enable'),
      cdp.send('Emulation.setScriptExecutionDisabled', { value: !this.#options.javascript }),
      cdp.send('Runtime.addBinding', { name: bindingName, executionContextName: isolatedWorldName }),
      cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldScript(secret) }),
      cdp.send('Page.addScriptToEvaluateOnNewDocument', {
        source: isolatedWorldScript(secret, preloadFacts(this.#options, this.id)),
        worldName: isolatedWorldName,
      }),
    ]);
    const { frameTree } = await cdp.send<{ frameTree: { frame: FrameInfo } }>('Page.getFrameTree');
    if (!this.#navigated) this.#frames.navigated(frameTree.frame);
    else this.#frames.navigated({ ...frameTree.frame, url: toBrowserUrl(this.getURL()) });
    return cdp;
  }

  #listenToFrames(cdp: CdpSession): void {
    cdp.on('Page.frameAttached', ({ frameId, parentFrameId }: { frameId: string; parentFrameId: string }) => {
      this.#frames.navigated({ id: frameId, parentId: parentFrameId, url: '' });
    });
    cdp.on('Page.frameDetached', ({ frameId, reason }: { frameId: string; reason: string }) => {
      if (reason !== 'swap') this.#frames.detached(frameId);
    });
    cdp.on('Page.frameNavigated', ({ frame }: { frame: FrameInfo & { loaderId: string } }) =>
      this.#frameNavigated(frame),
    );
    cdp.on('Page.navigatedWithinDocument', ({ frameId, url }: { frameId: string; url: string }) => {
      this.#frames.navigated({ id: frameId, url });
      this.emit('did-navigate-in-page', makeEvent({}), toAppUrl(url), this.#frames.isMain(frameId));
    });
    this.#gate.listen(cdp);
    cdp.on('Page.lifecycleEvent', (event: { frameId: string; loaderId: string; name: string }) =>
      this.#lifecycle(event),
    );
    cdp.on('Inspector.targetCrashed', () => this.rendererGone('crashed', 133));
  }

  #frameNavigated(frame: FrameInfo & { loaderId: string }): void {
    this.#frames.navigated(frame);
    if (frame.parentId !== undefined) return;
    this.#loader = frame.loaderId;
    this.#loading = true;
    this.#navigated = true;
    this.#crashed = false;
    this.emit('did-navigate', makeEvent({}), toAppUrl(frame.url), 200, 'OK');
  }

  #lifecycle({ frameId, loaderId, name }: { frameId: string; loaderId: string; name: string }): void {
    if (!this.#frames.isMain(frameId) || loaderId !== this.#loader) return;
    if (name === 'DOMContentLoaded') this.emit('dom-ready', makeEvent({}));
    if (name === 'load') {
      this.#loading = false;
      this.emit('did-finish-load', makeEvent({}));
      this.emit('did-stop-loading', makeEvent({}));
    }
  }

  #listenToContexts(cdp: CdpSession): void {
    this.#worlds.listen(cdp, (world, message) => void this.#heard(cdp, world, message));
    cdp.on('Runtime.consoleAPICalled', (call: ConsoleCall) => {
      this.emit('console-message', makeEvent({ ...consoleDetails(call), frame: this.mainFrame }));
    });
  }

  async #heard(cdp: CdpSession, world: World, message: PageMessage): Promise<void> {
    const frame = this.#frames.get(world.frameId);
    if (!frame) return;
    // The page's isolated world says where it is; the page's own scripts have no hand in that.
    frame.url = toAppUrl(message.href);
    frame.origin = toAppUrl(message.origin);
    const caller = callerOf(this, frame);
    const reply = (answer: { ok: boolean; value: string }): void =>
      tellWorld(cdp, world, { t: 'reply', n: message.n, ...answer });
    switch (message.t) {
      case 'invoke':
        return reply(await answerInvoke(caller, message.channel, message.value));
      case 'send':
        return deliverMessage(caller, message.channel, message.value, (channel, ...args) =>
          this.send(channel, ...args),
        );
      case 'title':
        return this.titleChanged(message.value);
      case 'preload-error':
        return void this.emit('preload-error', makeEvent({}), this.#options.preload, decode(message.value));
      case 'window-open':
        this.#windowOpen(message.details);
        return reply({ ok: true, value: encode(null) });
      default:
        return reply({
          ok: true,
          value: encode(await this.session.answerPermission(this, frame, message.t, message.details)),
        });
    }
  }

  #windowOpen(details: Record<string, unknown>): void {
    const url = toAppUrl(String(details['url']));
    const answer = this.#openHandler?.({
      ...details,
      url,
      referrer: { url: this.getURL(), policy: 'strict-origin-when-cross-origin' },
    });
    if (answer?.action === 'deny') return;
    process.stderr.write(`electron stand-in: child windows are not implemented; ${url} was not opened\n`);
  }

  #loadFailed(errorText: string, url: string): Error {
    const description = errorText.replace('net::', '');
    const code = netErrorCode(description);
    this.#loading = false;
    const { routingId } = this.mainFrame;
    this.emit('did-fail-load', makeEvent({}), code, description, url, true, this.id, routingId);
    this.emit('did-stop-loading', makeEvent({}));
    return Object.assign(new Error(`${description} (${code}) loading '${url}'`), {
      errno: code,
      code: description,
      url,
    });
  }

  async #closeTarget(): Promise<void> {
    await this.#cdp.catch(() => undefined);
    const targetId = targetIdOf(this);
    if (targetId === undefined) return;
    const { root } = requireBrowser('close').connection;
    const closed = root.send('Target.closeTarget', { targetId }).catch(() => undefined);
    await answerOrSilence(closed, 'the browser, asked to close a page');
  }
}
