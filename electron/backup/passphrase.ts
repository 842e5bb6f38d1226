import type { BackupsConfig } from '../../shared/contract/config.ts';
import { posError, type PosError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { BackupDeps } from './backup-deps.ts';

/** The passphrase that backups of this till are sealed with; null when they are not. `secrets-unavailable` when it can't be read: a backup is then not made unsealed. */
export async function openPassphrase({
  config,
  secrets,
}: Pick<BackupDeps, 'config' | 'secrets'>): Promise<Result<string | null, PosError>> {
  const { sealedPassphrase: sealed } = config.read();
  if (sealed === null) return ok(null);
  const opened = await secrets.unseal(Buffer.from(sealed, 'base64'));
  return opened.ok ? opened : err(posError('secrets-unavailable'));
}

/** What is kept of a new passphrase: sealed by the system's key store. Absent keeps the one there is, null takes it away. */
export async function sealedPassphrase(
  { secrets }: Pick<BackupDeps, 'secrets'>,
  config: BackupsConfig,
  passphrase: string | null | undefined,
): Promise<Result<string | null, PosError>> {
  if (passphrase === undefined) return ok(config.sealedPassphrase);
  if (passphrase === null) return ok(null);
  const sealed = await secrets.seal(passphrase);
  return sealed.ok ? ok(Buffer.from(sealed.value).toString('base64')) : err(posError('secrets-unavailable'));
}
