import type { Request } from '../../shared/contract/ipc.ts';
import type { SyncSettings } from '../../shared/contract/sync.ts';
import { basePaymentMethods, type BasePaymentMethod } from '../../shared/contract/base-contract.ts';

/** The office's server as it is being written. */
export type OfficeDraft = {
  readonly url: string;
  readonly token: string;
  readonly server: SyncSettings['server'];
  readonly cashMethod: BasePaymentMethod;
  readonly splitMethod: BasePaymentMethod;
  readonly walkInName: string;
  readonly walkInEmail: string;
  /** Who accepts a weaker place for the token, and why. */
  readonly accept: string;
};

/** What the form begins with. The token is written and never shown again. */
export function draftOfOffice({ url, server, mapping }: SyncSettings): OfficeDraft {
  return { url, server, token: '', accept: '', ...mapping };
}

/** A way to pay by its name; a wallet for a name that is none. */
export function methodOf(text: string): BasePaymentMethod {
  return basePaymentMethods.find((method) => method === text) ?? 'wallet';
}

/** Which fields are wrong. */
export function officeProblems(draft: OfficeDraft): { readonly name: boolean; readonly email: boolean } {
  return {
    name: draft.walkInName.trim() === '',
    email: !/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(draft.walkInEmail.trim()),
  };
}

/** What is saved, the manager's leave aside. */
export function officeRequestOf(draft: OfficeDraft): Omit<Request<'saveSyncSettings'>, 'manager'> {
  const { url, server, cashMethod, splitMethod, walkInName, walkInEmail } = draft;
  const token = draft.token.trim();
  return {
    url: url.trim(),
    server,
    mapping: { cashMethod, splitMethod, walkInName: walkInName.trim(), walkInEmail: walkInEmail.trim() },
    ...(token === '' ? {} : { token }),
    ...(draft.accept.trim() === '' ? {} : { acceptWeakStorage: draft.accept.trim() }),
  };
}
