import type { Result } from '../../shared/domain/result.ts';

/** How well this machine keeps a secret: in the system's key store, under a password that everybody knows, or not at all. */
export type SecretStrength = 'key-store' | 'hard-coded-password' | 'none';

export interface SecretsError {
  readonly code: 'secrets-unavailable' | 'secret-unreadable';
}

/** Seals API keys and tokens with the system's key store; the sealed bytes may be kept in the database. */
export interface Secrets {
  /** What the system offers now, by its own name and by worth; the owner is told before accepting less than the key store. */
  status(): Promise<{ readonly backend: string; readonly strength: SecretStrength }>;
  /** Refuses with `secrets-unavailable` where only a hard-coded password is offered and the owner has not accepted that. */
  seal(secret: string): Promise<Result<Uint8Array, SecretsError>>;
  /** Refuses with `secret-unreadable` what another machine, another user or a changed key store had sealed. */
  unseal(sealed: Uint8Array): Promise<Result<string, SecretsError>>;
}

/**
 * Turns a page of the bundle, such as `receipt.html?order=…`, into a PDF. The page has `window.pos` and says on its root element
 * `data-print="ready"` (or `failed`) when it can be printed. The paper is what its CSS says in `@page`, else A4. Rejects when the page
 * cannot be loaded, shown or printed.
 */
export interface PdfPrinter {
  printPdf(page: { readonly path: string }): Promise<Uint8Array>;
}

/** What a file dialog offers: a name for people and the extensions without their dots. */
export interface FileKind {
  readonly name: string;
  readonly extensions: readonly string[];
}

/** A file that a person chose. The window gets this; the path stays in main, behind the token. */
export interface ChosenFile {
  readonly fileToken: string;
  readonly fileName: string;
}

/** Native file dialogs. Null means that the person closed the dialog. */
export interface Dialogs {
  openFile(options: {
    readonly title: string;
    readonly kinds: readonly FileKind[];
  }): Promise<ChosenFile | null>;
  saveFile(options: {
    readonly title: string;
    readonly suggestedName: string;
    readonly kinds: readonly FileKind[];
  }): Promise<ChosenFile | null>;
  /** A folder; absent where there is nobody to choose one. */
  openFolder?(options: { readonly title: string }): Promise<ChosenFile | null>;
  /** The path behind a token of this run, or null for a token that was never given out. */
  pathOf(fileToken: string): string | null;
}

/** What the shell lends to compose: all that needs Electron. The commands and tests lend their own. */
export interface Ports {
  readonly secrets: Secrets;
  readonly pdf: PdfPrinter;
  readonly dialogs: Dialogs;
}

/** What a part reports about itself; the log allow-lists and scrubs it. */
export type Report = (event: string, details?: Readonly<Record<string, string | number | boolean>>) => void;
