import type { CdpParams, CdpSession } from './cdp.ts';
import type { ContextCreated, PageMessage } from './page-options.ts';
import { bindingName, isolatedWorldName, receiverName } from './page-scripts.ts';

/** One isolated world: that of one document in one frame. */
export interface World {
  readonly frameId: string;
  readonly uniqueId: string;
}

/** The isolated worlds of a page's documents, kept up with Chromium's events. */
export class PageWorlds {
  readonly #worlds = new Map<number, World>();

  /** Follows a page; `hear` gets what its isolated worlds say. */
  listen(cdp: CdpSession, hear: (world: World, message: PageMessage) => void): void {
    cdp.on('Runtime.executionContextCreated', ({ context }: ContextCreated) => {
      if (context.name !== isolatedWorldName || !context.auxData) return;
      this.#worlds.set(context.id, { frameId: context.auxData.frameId, uniqueId: context.uniqueId });
    });
    cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }: { executionContextId: number }) => {
      this.#worlds.delete(executionContextId);
    });
    cdp.on('Runtime.executionContextsCleared', () => this.clear());
    cdp.on('Runtime.bindingCalled', (call: { name: string; payload: string; executionContextId: number }) => {
      const world = this.#worlds.get(call.executionContextId);
      if (call.name === bindingName && world) hear(world, JSON.parse(call.payload) as PageMessage);
    });
  }

  /** The world of the frame for which `isWanted` holds. */
  find(isWanted: (frameId: string) => boolean): World | undefined {
    return [...this.#worlds.values()].find(({ frameId }) => isWanted(frameId));
  }

  clear(): void {
    this.#worlds.clear();
  }
}

/** Says something to a world; it is lost when the document has gone. */
export function tellWorld(cdp: CdpSession, world: World, message: CdpParams): void {
  cdp.post('Runtime.evaluate', {
    uniqueContextId: world.uniqueId,
    expression: `${receiverName}(${JSON.stringify(message)})`,
  });
}
