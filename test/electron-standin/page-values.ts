import type { CdpSession } from './cdp.ts';
import { decode } from './codec.ts';
import { codecSource } from './page-scripts.ts';
import { toAppUrl } from './scheme-urls.ts';

/** A value of a page as the protocol tells of it. */
export interface RemoteValue {
  readonly type: string;
  readonly subtype?: string;
  readonly value?: unknown;
  readonly unserializableValue?: string;
  readonly objectId?: string;
  readonly description?: string;
}

/** Where a message of the console came from. */
export interface StackTrace {
  readonly callFrames: readonly { readonly lineNumber: number; readonly url: string }[];
}

/** The answer to code run in a page. */
export interface EvaluateResult {
  readonly result: RemoteValue;
  readonly exceptionDetails?: {
    readonly text: string;
    readonly exception?: { readonly description?: string };
  };
}

/** The primitive that a remote value stands for; undefined for objects. */
export function primitiveOf({ value, unserializableValue, subtype }: RemoteValue): unknown {
  if (subtype === 'null') return null;
  if (unserializableValue === undefined) return value;
  return unserializableValue.endsWith('n')
    ? BigInt(unserializableValue.slice(0, -1))
    : Number(unserializableValue);
}

/** Lays the page out as a browser does at this zoom factor: a smaller view in larger pixels. */
export async function applyZoom(cdp: CdpSession, factor: number): Promise<void> {
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

/** Runs code in the page's own world and brings its value over, as structured cloning would. */
export async function runInPage(cdp: CdpSession, code: string, userGesture: boolean): Promise<unknown> {
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

/** Starts to watch; the returned function resolves once the document of a loader has loaded. */
export function watchLoads(cdp: CdpSession): (loaderId: string) => Promise<void> {
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

/** What Chromium says of a call of the console. */
export interface ConsoleCall {
  readonly type: string;
  readonly args: readonly RemoteValue[];
  readonly stackTrace?: StackTrace;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined');
}

/** Electron's details of a console message. */
export function consoleDetails({ type, args, stackTrace }: ConsoleCall): Record<string, unknown> {
  const at = stackTrace?.callFrames[0];
  return {
    level: { error: 'error', warning: 'warning', debug: 'debug' }[type] ?? 'info',
    message: args
      .map((arg) => arg.description ?? `${arg.unserializableValue ?? textOf(arg.value)}`)
      .join(' '),
    lineNumber: at?.lineNumber ?? 0,
    sourceId: toAppUrl(at?.url ?? ''),
  };
}
