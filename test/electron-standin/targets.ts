import { app } from './app.ts';
import type { CdpSession } from './cdp.ts';
import { makeEvent } from './strict.ts';
import { pageOfTarget } from './web-contents-registry.ts';

interface TargetInfo {
  readonly targetId: string;
  readonly type: string;
  readonly title: string;
  readonly url: string;
  readonly openerId?: string;
}

const closeAgainAfterMs = 250;

/** Closes a window until it is gone: a client that attaches to it in the same moment can swallow the first word. */
function closeForGood(root: CdpSession, targetId: string): void {
  const close = (): void => root.post('Target.closeTarget', { targetId });
  const again = setInterval(close, closeAgainAfterMs);
  again.unref();
  root.on('Target.targetDestroyed', ({ targetId: gone }: { targetId: string }) => {
    if (gone === targetId) clearInterval(again);
  });
  close();
}

/** Follows the browser's targets: pages that went, that crashed, and windows that nobody allowed. */
export async function watchTargets(root: CdpSession): Promise<void> {
  root.on('Target.targetCreated', ({ targetInfo }: { targetInfo: TargetInfo }) => {
    if (targetInfo.type !== 'page' || targetInfo.openerId === undefined) return;
    process.stderr.write(
      `electron stand-in: a window that slipped past setWindowOpenHandler was closed: ${targetInfo.url}\n`,
    );
    closeForGood(root, targetInfo.targetId);
  });
  root.on('Target.targetDestroyed', ({ targetId }: { targetId: string }) =>
    pageOfTarget(targetId)?.targetGone(),
  );
  root.on(
    'Target.targetCrashed',
    ({ targetId, status, errorCode }: { targetId: string; status: string; errorCode: number }) => {
      const page = pageOfTarget(targetId);
      page?.rendererGone(status === 'killed' ? 'killed' : 'crashed', errorCode);
      if (!page)
        app.emit('child-process-gone', makeEvent({}), {
          type: 'Utility',
          reason: status,
          exitCode: errorCode,
        });
    },
  );
  await root.send('Target.setDiscoverTargets', { discover: true });
}
