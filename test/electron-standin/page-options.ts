import type { PreloadFacts } from './page/isolated-world.ts';
import { runFacts } from './runtime.ts';
import type { Session } from './session.ts';

/** The events of a page that the stand-in knows. */
export const pageEvents = [
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

/** The app's answer to a page that wants a new window. */
export type OpenHandler = (details: object) => { readonly action: string };

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

/** A message of a page's isolated world. */
export interface PageMessage {
  readonly t: string;
  readonly n: number;
  readonly channel: string;
  readonly value: string;
  readonly details: Record<string, unknown> & { readonly permission: string; readonly args: string[] };
  readonly href: string;
  readonly origin: string;
}

/** Chromium's word of a new script world. */
export interface ContextCreated {
  readonly context: {
    readonly id: number;
    readonly uniqueId: string;
    readonly name: string;
    readonly auxData?: { readonly frameId: string };
  };
}

/** What the preload of a page sees of its process. */
export function preloadFacts(options: PageOptions, pageId: number): PreloadFacts {
  const { electronVersion, chromeVersion, resourcesPath } = runFacts();
  return {
    preloadPath: options.preload,
    inSubFrames: options.inSubFrames,
    process: {
      type: 'renderer',
      sandboxed: true,
      contextIsolated: true,
      contextId: String(pageId),
      platform: process.platform,
      arch: process.arch,
      argv: [process.execPath, ...options.additionalArguments],
      execPath: process.execPath,
      pid: -1,
      env: { ...process.env },
      resourcesPath,
      versions: { ...process.versions, electron: electronVersion, chrome: chromeVersion },
      isMainFrame: true,
    },
  };
}
