import { randomBytes } from 'node:crypto';
import { appScheme, printHost } from './app-origin.ts';

export interface PrintPage {
  readonly html: string;
  /** The texts of the style elements in the head, which the page's policy lets through. */
  readonly styles: readonly string[];
}

/** The pages that wait to be printed, each at an address that nobody can guess and that answers once. */
export interface PrintPages {
  add(html: string): string;
  take(pathname: string): PrintPage | null;
}

/** The texts of the `<style>` elements in the head; one in the body would be the shop's data talking, so it stays without effect. */
export function stylesInHead(html: string): string[] {
  const headEnd = html.search(/<\/head>/i);
  const head = headEnd === -1 ? '' : html.slice(0, headEnd);
  return [...head.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/gi)].map((match) => match[1] ?? '');
}

/** Starts with no pages. */
export function createPrintPages(): PrintPages {
  const pages = new Map<string, PrintPage>();
  return {
    add(html) {
      const token = randomBytes(24).toString('base64url');
      pages.set(`/${token}`, { html, styles: stylesInHead(html) });
      return `${appScheme}://${printHost}/${token}`;
    },
    take(pathname) {
      const page = pages.get(pathname) ?? null;
      pages.delete(pathname);
      return page;
    },
  };
}
