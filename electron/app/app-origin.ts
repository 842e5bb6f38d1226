/** The scheme under which the window is served; standard and secure, so that pages have an origin and storage rules of their own. */
export const appScheme = 'app';

/** The one host that serves the window. */
export const bundleHost = 'bundle';

/** The origin of the window; calls from any other are refused. */
export const appOrigin = `${appScheme}://${bundleHost}`;

/** The only page that the window ever shows. */
export const appEntryUrl = `${appOrigin}/index.html`;

/** Tells whether an address is the window's own page, whatever its query or fragment. */
export function isAppEntry(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === `${appScheme}:` && url.host === bundleHost && url.pathname === '/index.html';
}
