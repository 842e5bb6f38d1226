export { backupFolder, firstBackupsConfig } from './backup-config.ts';
export type { BackupDeps } from './backup-deps.ts';
export { createBackups, type BackupDesk } from './create-backups.ts';
export { keepMark, type MarkKeeper } from './keep-mark.ts';
export { listBackups } from './list-backups.ts';
export type { HeldElsewhere } from './ports.ts';
export { createRestoredDesk, type RestoredDesk } from './restored-desk.ts';
export { isBackupDue, isCheckDue } from './schedule.ts';
export { passOtherTills, settleOrigin, type OriginDeps } from './settle-origin.ts';
