import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CdpSession } from './cdp.ts';
import { StrictEmitter, makeEvent } from './strict.ts';

interface DownloadFacts {
  readonly guid: string;
  readonly url: string;
  readonly filename: string;
  readonly root: CdpSession;
  readonly folder: string;
}

/** One download, as `will-download` shows it. */
export class DownloadItem extends StrictEmitter {
  readonly #facts: DownloadFacts;
  #state = 'progressing';
  #savePath = '';
  #received = 0;
  #total = 0;

  constructor(facts: DownloadFacts) {
    super('DownloadItem', ['updated', 'done']);
    this.#facts = facts;
  }

  getURL(): string {
    return this.#facts.url;
  }

  getFilename(): string {
    return this.#facts.filename;
  }

  getState(): string {
    return this.#state;
  }

  getReceivedBytes(): number {
    return this.#received;
  }

  getTotalBytes(): number {
    return this.#total;
  }

  setSavePath(path: string): void {
    this.#savePath = path;
  }

  getSavePath(): string {
    return this.#savePath;
  }

  cancel(): void {
    if (this.#state !== 'progressing') return;
    this.#facts.root.post('Browser.cancelDownload', { guid: this.#facts.guid });
    this.#end('cancelled');
  }

  /** After the listeners: a download without a place would open a native dialog in Electron, which is not here. */
  decide(): void {
    if (this.#state !== 'progressing' || this.#savePath !== '') return;
    process.stderr.write(
      `electron stand-in: the native dialog for saving ${this.getFilename()} is not implemented; the download is cancelled\n`,
    );
    this.cancel();
  }

  /** Chromium's word on how far the download is. */
  progress({
    state,
    receivedBytes,
    totalBytes,
  }: {
    state: string;
    receivedBytes: number;
    totalBytes: number;
  }): void {
    this.#received = receivedBytes;
    this.#total = totalBytes;
    if (this.#state !== 'progressing') return;
    if (state === 'completed') {
      copyFileSync(join(this.#facts.folder, this.#facts.guid), this.#savePath);
      this.#end('completed');
    } else if (state === 'canceled') this.#end('interrupted');
    else this.emit('updated', makeEvent({}), 'progressing');
  }

  #end(state: string): void {
    this.#state = state;
    this.emit('done', makeEvent({}), state);
  }
}
