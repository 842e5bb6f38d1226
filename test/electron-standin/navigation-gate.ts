import type { CdpSession } from './cdp.ts';
import { toBrowserUrl } from './scheme-urls.ts';

/** How long a navigation that nobody announced is given for its announcement to arrive. */
const announcementTimeoutMs = 200;

function withoutHash(url: string): string {
  return url.replace(/#.*$/s, '');
}

/** Tells a navigation that a page began by itself from one that main or a test tool began. */
export class NavigationGate {
  readonly #announced = new Map<string, string>();
  readonly #expected = new Set<string>();

  listen(cdp: CdpSession): void {
    cdp.on(
      'Page.frameRequestedNavigation',
      ({ frameId, url, disposition }: { frameId: string; url: string; disposition: string }) => {
        if (disposition === 'currentTab') this.#announced.set(frameId, withoutHash(url));
      },
    );
  }

  /** Main is about to go to this address of the app. */
  expect(url: string): void {
    this.#expected.add(withoutHash(toBrowserUrl(url)));
  }

  /** Main's navigation to this address of the app is over. */
  forget(url: string): void {
    this.#expected.delete(withoutHash(toBrowserUrl(url)));
  }

  /** Is it the page that goes to this address of the browser? Pages announce their navigations before they ask for them. */
  async isOfPage(frameId: string, url: string): Promise<boolean> {
    const bare = withoutHash(url);
    if (this.#expected.delete(bare)) return false;
    if (this.#announced.get(frameId) !== bare) {
      await new Promise((resolve) => setTimeout(resolve, announcementTimeoutMs));
    }
    if (this.#announced.get(frameId) !== bare) return false;
    this.#announced.delete(frameId);
    return true;
  }
}
