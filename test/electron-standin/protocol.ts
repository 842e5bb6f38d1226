import { runningBrowser } from './runtime.ts';
import { addMappedScheme, isBrowserScheme } from './scheme-urls.ts';
import { notImplemented, strict } from './strict.ts';

type ProtocolHandler = (request: Request) => Response | Promise<Response>;

interface CustomScheme {
  readonly scheme: string;
  readonly privileges?: { readonly standard?: boolean; readonly secure?: boolean };
}

const handlers = new Map<string, ProtocolHandler>();
const privileged = new Map<string, CustomScheme>();

/** The app's handler for a scheme. */
export function protocolHandler(scheme: string): ProtocolHandler | undefined {
  return handlers.get(scheme);
}

function handle(scheme: string, handler: ProtocolHandler): void {
  if (handlers.has(scheme))
    throw new Error(`Failed to register protocol: ${scheme}. The scheme has been registered`);
  if (isBrowserScheme(scheme)) throw notImplemented(`protocol.handle('${scheme}')`);
  // What is asked for as https here would be an opaque origin in Electron: better to refuse than to show something else.
  if (privileged.get(scheme)?.privileges?.standard !== true)
    throw notImplemented(`protocol.handle for '${scheme}', which is not registered as a standard scheme,`);
  addMappedScheme(scheme);
  handlers.set(scheme, handler);
}

/** Electron's `protocol`, for the one session there is. */
export const protocol = strict(
  {
    registerSchemesAsPrivileged(schemes: readonly CustomScheme[]): void {
      if (runningBrowser())
        throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
      privileged.clear();
      for (const scheme of schemes) {
        privileged.set(scheme.scheme, scheme);
        if (scheme.privileges?.standard === true && !isBrowserScheme(scheme.scheme))
          addMappedScheme(scheme.scheme);
      }
    },
    handle,
    unhandle(scheme: string): void {
      if (!handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
    },
    isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
  },
  'protocol',
);
