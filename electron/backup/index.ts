export { backupFolder, firstBackupsConfig } from './backup-config.ts';
export type { BackupDeps } from './backup-deps.ts';
export { createBackups, type BackupDesk } from './create-backups.ts';
export { keepMark, type MarkKeeper } from './keep-mark.ts';
export { listBackups } from './list-backups.ts';
export { heldNowhere, type HeldElsewhere } from './ports.ts';
export { createRestoredDesk, type RestoredDesk } from './restored-desk.ts';
export { isBackupDue, isCheckDue } from './schedule.ts';
export { settleOrigin } from './settle-origin.ts';
