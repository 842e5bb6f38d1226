import { randomUUID } from 'node:crypto';
import type { CdpParams, CdpSession } from './cdp.ts';
import { app } from './app.ts';
import { decode, encode } from './codec.ts';
import { answerInvoke, deliverMessage } from './ipc-main.ts';
import type { IpcCaller } from './ipc-main.ts';
import { NativeImage } from './native-image.ts';
import { netErrorCode } from './net-errors.ts';
import {
  bindingName,
  codecSource,
  isolatedWorldName,
  isolatedWorldScript,
  mainWorldScript,
  receiverName,
} from './page-scripts.ts';
import { toPrintParams } from './print-options.ts';
import type { PrintToPdfOptions } from './print-options.ts';
import { requireBrowser, runFacts } from './runtime.ts';
import { toAppUrl, toBrowserUrl } from './scheme-urls.ts';
import type { Session } from './session.ts';
import { StrictEmitter, makeEvent } from './strict.ts';
import { forgetPage, rememberPage, rememberTarget, targetIdOf } from './web-contents-registry.ts';
import { FrameTree } from './web-frame-main.ts';
import type { FrameInfo, WebFrameMain } from './web-frame-main.ts';

const pageEvents = [
  'will-navigate',
  'will-redirect',
  'will-frame-navigate',
  'will-attach-webview',
  'did-start-loading',
  'did-stop-loading',
  'did-finish-load',
  'did-fail-load',
  'did-navigate',
  'did-navigate-in-page',
  'did-frame-navigate',
  'dom-ready',
  'render-process-gone',
  'console-message',
  'preload-error',
  'destroyed',
  'page-title-updated',
  'unresponsive',
  'responsive',
  'ipc-message',
  'zoom-changed',
];

type OpenHandler = (details: object) => { readonly action: string };

/** What a page is made with. */
export interface PageOptions {
  readonly preload: string | null;
  readonly inSubFrames: boolean;
  readonly javascript: boolean;
  readonly additionalArguments: readonly string[];
  readonly session: Session;
  /** Makes the browser's page and resolves to its target id. */
  readonly createTarget: () => Promise<string>;
  readonly closeAsked: () => Promise<boolean>;
}

interface PageMessage {
  readonly t: string;
  readonly n: number;
  readonly channel: string;
  readonly value: string;
  readonly details: Record<string, unknown> & { readonly permission: string; readonly args: string[] };
  readonly href: string;
  readonly origin: string;
}

interface ContextCreated {
  readonly context: {
    readonly id: number;
    readonly uniqueId: string;
    readonly name: string;
    readonly auxData?: { readonly frameId: string };
  };
}

let lastId = 0;

/** One page of the app: Electron's WebContents over a DevTools session. */
export class WebContents extends StrictEmitter {
  readonly id: number;
  readonly session: Session;
  readonly #options: PageOptions;
  readonly #frames: FrameTree;
  readonly #contexts = new Map<number, { readonly frameId: string; readonly uniqueId: string }>();
  readonly #requested = new Map<string, string>();
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
    const loaded = this.#whenLoaded(cdp);
    const { errorText, loaderId } = await cdp.send<{ errorText?: string; loaderId?: string }>(
      'Page.navigate',
      { url: toBrowserUrl(url) },
    );
    if (errorText !== undefined) throw this.#loadFailed(errorText, url);
    if (loaderId !== undefined) await loaded(loaderId);
  }

  reload(): void {
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
    void this.#cdp
      .then((cdp) => this.#tell(cdp, this.#mainContext(), { t: 'message', channel, value }))
      .catch(() => undefined);
  }

  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    const cdp = await this.#cdp;
    if (this.#loading) await new Promise((resolve) => this.once('did-stop-loading', resolve));
    const done = await cdp.send<EvaluateResult>('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      userGesture,
    });
    if (done.exceptionDetails)
      throw new Error(done.exceptionDetails.exception?.description ?? done.exceptionDetails.text);
    if (done.result.objectId === undefined) return primitiveOf(done.result);
    const text = await cdp.send<EvaluateResult>('Runtime.callFunctionOn', {
      objectId: done.result.objectId,
      functionDeclaration: `function () { ${codecSource()}; return encode(this); }`,
      returnByValue: true,
    });
    if (text.exceptionDetails) throw new Error('An object could not be cloned.');
    return decode(String(text.result.value));
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
    const answer = await cdp.send<EvaluateResult>('Runtime.evaluate', { expression }).catch(() => undefined);
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
    this.#contexts.clear();
    const details = { reason, exitCode };
    this.emit('render-process-gone', makeEvent({}), details);
    app.emit('render-process-gone', makeEvent({}), this, details);
  }

  ownsFrame(frameId: string): boolean {
    return this.#frames.get(frameId) !== undefined;
  }

  /** Asks the app whether the page may go to an address. What main started itself, or a tool did, is not asked about. */
  async allowsNavigation(frameId: string, url: string, redirected: boolean): Promise<boolean> {
    const cdp = await this.#cdp;
    // The page announces its own navigations; an answer to any question shows that the announcement must have arrived.
    const patience = new Promise((resolve) => setTimeout(resolve, 1000).unref());
    await Promise.race([cdp.send('Page.getFrameTree').catch(() => undefined), patience]);
    const own = this.#requested.get(frameId) === url.replace(/#.*$/s, '');
    if (!own && !redirected) return true;
    this.#requested.delete(frameId);
    const frame = this.#frames.get(frameId);
    const isMainFrame = this.#frames.isMain(frameId);
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
        source: isolatedWorldScript(secret, this.#preloadFacts()),
        worldName: isolatedWorldName,
      }),
    ]);
    const { frameTree } = await cdp.send<{ frameTree: { frame: FrameInfo } }>('Page.getFrameTree');
    if (!this.#navigated) this.#frames.navigated(frameTree.frame);
    else this.#frames.navigated({ ...frameTree.frame, url: toBrowserUrl(this.getURL()) });
    return cdp;
  }

  #preloadFacts(): Parameters<typeof isolatedWorldScript>[1] {
    const { electronVersion, chromeVersion, resourcesPath } = runFacts();
    return {
      preloadPath: this.#options.preload,
      inSubFrames: this.#options.inSubFrames,
      process: {
        type: 'renderer',
        sandboxed: true,
        contextIsolated: true,
        contextId: String(this.id),
        platform: process.platform,
        arch: process.arch,
        argv: [process.execPath, ...this.#options.additionalArguments],
        execPath: process.execPath,
        pid: -1,
        env: { ...process.env },
        resourcesPath,
        versions: { ...process.versions, electron: electronVersion, chrome: chromeVersion },
        isMainFrame: true,
      },
    };
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
    cdp.on(
      'Page.frameRequestedNavigation',
      ({ frameId, url, disposition }: { frameId: string; url: string; disposition: string }) => {
        if (disposition === 'currentTab') this.#requested.set(frameId, url.replace(/#.*$/s, ''));
      },
    );
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
    cdp.on('Runtime.executionContextCreated', ({ context }: ContextCreated) => {
      if (context.name === isolatedWorldName && context.auxData) {
        this.#contexts.set(context.id, { frameId: context.auxData.frameId, uniqueId: context.uniqueId });
      }
    });
    cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }: { executionContextId: number }) => {
      this.#contexts.delete(executionContextId);
    });
    cdp.on('Runtime.executionContextsCleared', () => this.#contexts.clear());
    cdp.on('Runtime.bindingCalled', (call: { name: string; payload: string; executionContextId: number }) => {
      if (call.name === bindingName)
        void this.#heard(cdp, call.executionContextId, JSON.parse(call.payload) as PageMessage);
    });
    cdp.on(
      'Runtime.consoleAPICalled',
      (call: { type: string; args: readonly RemoteValue[]; stackTrace?: StackTrace }) => {
        const at = call.stackTrace?.callFrames[0];
        const level = { error: 'error', warning: 'warning', debug: 'debug' }[call.type] ?? 'info';
        const message = call.args.map((arg) => String(primitiveOf(arg) ?? arg.description ?? '')).join(' ');
        this.emit(
          'console-message',
          makeEvent({
            level,
            message,
            lineNumber: at?.lineNumber ?? 0,
            sourceId: toAppUrl(at?.url ?? ''),
            frame: this.mainFrame,
          }),
        );
      },
    );
  }

  async #heard(cdp: CdpSession, contextId: number, message: PageMessage): Promise<void> {
    const context = this.#contexts.get(contextId);
    const frame = context && this.#frames.get(context.frameId);
    if (!context || !frame) return;
    // The page's isolated world says where it is; the page's own scripts have no hand in that.
    frame.url = toAppUrl(message.href);
    frame.origin = toAppUrl(message.origin);
    const caller: IpcCaller = {
      sender: this,
      senderFrame: frame,
      frameId: frame.routingId,
      processId: frame.processId,
    };
    const reply = (answer: { ok: boolean; value: string }): void =>
      this.#tell(cdp, context.uniqueId, { t: 'reply', n: message.n, ...answer });
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

  #tell(cdp: CdpSession, context: string | undefined, message: CdpParams): void {
    if (context === undefined) return;
    cdp.post('Runtime.evaluate', {
      uniqueContextId: context,
      expression: `${receiverName}(${JSON.stringify(message)})`,
    });
  }

  #mainContext(): string | undefined {
    for (const context of this.#contexts.values()) {
      if (this.#frames.isMain(context.frameId)) return context.uniqueId;
    }
    return undefined;
  }

  #whenLoaded(cdp: CdpSession): (loaderId: string) => Promise<void> {
    const seen = new Set<string>();
    let check: () => void = () => undefined;
    const listener = (event: { frameId: string; loaderId: string; name: string }): void => {
      if (event.name !== 'load') return;
      seen.add(event.loaderId);
      check();
    };
    cdp.on('Page.lifecycleEvent', listener);
    return (loaderId) =>
      new Promise((resolve) => {
        check = () => {
          if (!seen.has(loaderId)) return;
          cdp.off('Page.lifecycleEvent', listener);
          resolve();
        };
        check();
      });
  }

  #loadFailed(errorText: string, url: string): Error {
    const description = errorText.replace('net::', '');
    const code = netErrorCode(description);
    this.#loading = false;
    this.emit(
      'did-fail-load',
      makeEvent({}),
      code,
      description,
      url,
      true,
      this.id,
      this.mainFrame.routingId,
    );
    this.emit('did-stop-loading', makeEvent({}));
    return Object.assign(new Error(`${description} (${code}) loading '${url}'`), {
      errno: code,
      code: description,
      url,
    });
  }

  async #closeTarget(): Promise<void> {
    await this.#cdp.catch(() => undefined);
    const targetId = this.#targetId();
    if (targetId !== undefined)
      await requireBrowser('close')
        .connection.root.send('Target.closeTarget', { targetId })
        .catch(() => undefined);
  }

  #targetId(): string | undefined {
    return targetIdOf(this);
  }
}

interface RemoteValue {
  readonly type: string;
  readonly subtype?: string;
  readonly value?: unknown;
  readonly unserializableValue?: string;
  readonly objectId?: string;
  readonly description?: string;
}

interface StackTrace {
  readonly callFrames: readonly { readonly lineNumber: number; readonly url: string }[];
}

interface EvaluateResult {
  readonly result: RemoteValue;
  readonly exceptionDetails?: {
    readonly text: string;
    readonly exception?: { readonly description?: string };
  };
}

function primitiveOf({ value, unserializableValue, subtype }: RemoteValue): unknown {
  if (subtype === 'null') return null;
  if (unserializableValue === undefined) return value;
  return unserializableValue.endsWith('n')
    ? BigInt(unserializableValue.slice(0, -1))
    : Number(unserializableValue);
}

async function applyZoom(cdp: CdpSession, factor: number): Promise<void> {
  await cdp.send('Emulation.clearDeviceMetricsOverride');
  if (factor === 1) return;
  const { cssVisualViewport: view } = await cdp.send<{
    cssVisualViewport: { clientWidth: number; clientHeight: number };
  }>('Page.getLayoutMetrics');
  const width = Math.round(view.clientWidth / factor);
  const height = Math.round(view.clientHeight / factor);
  await cdp.send('Emulation.setDeviceMetricsOverride', {
    width,
    height,
    deviceScaleFactor: factor,
    mobile: false,
  });
}
