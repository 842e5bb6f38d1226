import { StrictObject } from './strict.ts';
import { toAppUrl } from './scheme-urls.ts';

/** What Chromium says about a frame. */
export interface FrameInfo {
  readonly id: string;
  readonly parentId?: string;
  readonly name?: string;
  readonly url: string;
  readonly urlFragment?: string;
  readonly securityOrigin?: string;
}

let lastRoutingId = 0;

/** One frame of a page, as `senderFrame` and `mainFrame` show it. */
export class WebFrameMain extends StrictObject {
  readonly routingId: number;
  readonly frameTreeNodeId: number;
  readonly processId: number;
  readonly name: string;
  readonly #tree: FrameTree;
  readonly #id: string;
  url: string;
  origin: string;
  detached = false;

  constructor(tree: FrameTree, info: FrameInfo, processId: number) {
    super('WebFrameMain');
    lastRoutingId += 1;
    this.routingId = lastRoutingId;
    this.frameTreeNodeId = lastRoutingId;
    this.processId = processId;
    this.name = info.name ?? '';
    this.#tree = tree;
    this.#id = info.id;
    this.url = toAppUrl(info.url + (info.urlFragment ?? ''));
    this.origin = toAppUrl(info.securityOrigin ?? 'null');
  }

  get parent(): WebFrameMain | null {
    return this.#tree.parentOf(this.#id);
  }

  get top(): WebFrameMain | null {
    return this.#tree.main();
  }

  get frames(): WebFrameMain[] {
    return this.#tree.childrenOf(this.#id);
  }

  get framesInSubtree(): WebFrameMain[] {
    return [this, ...this.frames.flatMap((frame) => frame.framesInSubtree)];
  }

  isDestroyed(): boolean {
    return this.detached;
  }
}

/** The frames of one page, kept up with Chromium's events. */
export class FrameTree {
  readonly #frames = new Map<string, WebFrameMain>();
  readonly #parents = new Map<string, string | undefined>();
  readonly #processId: number;
  #mainId: string;

  constructor(processId: number) {
    this.#processId = processId;
    this.#mainId = `before page ${processId}`;
    this.navigated({ id: this.#mainId, url: '' });
  }

  /** A frame has a document: a new one for a new frame, another one for a known frame. */
  navigated(info: FrameInfo): void {
    const known = this.#frames.get(info.id);
    if (known) {
      known.url = toAppUrl(info.url + (info.urlFragment ?? ''));
      if (info.securityOrigin !== undefined)
        known.origin = toAppUrl(info.securityOrigin === '://' ? 'null' : info.securityOrigin);
      return;
    }
    if (info.parentId === undefined) this.#adoptMain(info.id);
    this.#parents.set(info.id, info.parentId);
    if (!this.#frames.has(info.id)) this.#frames.set(info.id, new WebFrameMain(this, info, this.#processId));
    if (info.parentId === undefined) this.navigated(info);
  }

  detached(id: string): void {
    const frame = this.#frames.get(id);
    if (!frame || id === this.#mainId) return;
    frame.detached = true;
    this.#frames.delete(id);
    this.#parents.delete(id);
  }

  main(): WebFrameMain {
    const frame = this.#frames.get(this.#mainId);
    if (!frame) throw new Error('electron stand-in: a page without a main frame');
    return frame;
  }

  isMain(id: string): boolean {
    return id === this.#mainId;
  }

  get(id: string): WebFrameMain | undefined {
    return this.#frames.get(id);
  }

  parentOf(id: string): WebFrameMain | null {
    const parent = this.#parents.get(id);
    return (parent === undefined ? undefined : this.#frames.get(parent)) ?? null;
  }

  childrenOf(id: string): WebFrameMain[] {
    return [...this.#frames].filter(([child]) => this.#parents.get(child) === id).map(([, frame]) => frame);
  }

  // The page's main frame exists before Chromium has named it; the object stays the same.
  #adoptMain(id: string): void {
    if (id === this.#mainId) return;
    const frame = this.main();
    this.#frames.delete(this.#mainId);
    this.#parents.delete(this.#mainId);
    this.#mainId = id;
    this.#frames.set(id, frame);
  }
}
