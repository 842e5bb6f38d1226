import type { WebContents } from './web-contents.ts';

const pages = new Map<number, WebContents>();
const targets = new Map<string, WebContents>();

export function rememberPage(page: WebContents): void {
  pages.set(page.id, page);
}

export function rememberTarget(targetId: string, page: WebContents): void {
  targets.set(targetId, page);
}

export function forgetPage(page: WebContents): void {
  pages.delete(page.id);
  const targetId = targetIdOf(page);
  if (targetId !== undefined) targets.delete(targetId);
}

export function allPages(): WebContents[] {
  return [...pages.values()];
}

export function pageOfTarget(targetId: string): WebContents | undefined {
  return targets.get(targetId);
}

export function pageOfFrame(frameId: string): WebContents | undefined {
  return allPages().find((page) => page.ownsFrame(frameId));
}

/** The DevTools target of a page, once it has one. */
export function targetIdOf(page: WebContents): string | undefined {
  for (const [targetId, owner] of targets) if (owner === page) return targetId;
  return undefined;
}
