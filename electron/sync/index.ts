export { createSync, type Sync } from './create-sync.ts';
export type { LineTimeouts } from './line.ts';
export { defaultPauses, type Pauses } from './pauses.ts';
export type { Office, SyncDeps } from './ports.ts';
