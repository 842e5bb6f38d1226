/**
 * Chromium's debugging protocol cannot answer requests of a scheme that Chromium does not know, so `app://bundle/x` travels as
 * `https://bundle.app.localhost/x`. Everything that main sees is turned back.
 */
const standardSchemes = new Set<string>();
const browserSchemes = new Set([
  'http',
  'https',
  'file',
  'data',
  'blob',
  'about',
  'javascript',
  'chrome',
  'devtools',
  'ws',
  'wss',
]);

/** Makes a scheme known; only such schemes are mapped. */
export function addMappedScheme(scheme: string): void {
  standardSchemes.add(scheme.toLowerCase());
}

/** Is this a scheme that Chromium itself serves? */
export function isBrowserScheme(scheme: string): boolean {
  return browserSchemes.has(scheme);
}

/** The address that Chromium gets for an address of the app. */
export function toBrowserUrl(url: string): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(url);
  const scheme = match?.[1]?.toLowerCase();
  if (!match || !scheme || !standardSchemes.has(scheme)) return url;
  const host = match[2] === '' || match[2] === undefined ? 'no-host' : match[2].toLowerCase();
  return `https://${host}.${scheme}.localhost${match[3] ?? ''}`;
}

/** The app's address for an address of Chromium: a whole one or an origin. */
export function toAppUrl(url: string): string {
  const match = /^(?:blob:)?https:\/\/([^/?#]+)\.([a-z0-9+-]+)\.localhost(?=[/?#]|$)(.*)$/is.exec(url);
  if (!match?.[2] || !standardSchemes.has(match[2])) return url;
  const host = match[1] === 'no-host' ? '' : match[1];
  return `${url.startsWith('blob:') ? 'blob:' : ''}${match[2]}://${host}${match[3] ?? ''}`;
}

/** Rewrites the app's schemes in a content security policy to what Chromium sees. */
export function toBrowserPolicy(policy: string): string {
  let text = policy;
  for (const scheme of standardSchemes) {
    text = text.replace(new RegExp(`\\b${scheme}://[^\\s;,]+`, 'gi'), (address) => toBrowserUrl(address));
    text = text.replace(
      new RegExp(`(?<=[\\s;]|^)${scheme}:(?=[\\s;,]|$)`, 'gi'),
      `https://*.${scheme}.localhost`,
    );
  }
  return text;
}
