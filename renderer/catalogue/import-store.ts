import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  ImportDefaults,
  ImportField,
  ImportMapping,
  ImportPreview,
  ImportStatus,
  RefusedRow,
} from '../../shared/contract/catalogue.ts';
import type { PosError } from '../../shared/contract/errors.ts';
import type { Pos } from '../../shared/contract/ipc.ts';
import { isHsn } from '../../shared/domain/hsn.ts';
import { asked } from '../app/pos.ts';

/** How many refused rows the report shows; the saved file has them all. */
const REFUSED_SHOWN = 200;

/** What rows of a category get. No rate is chosen for the person: a wrong tax would be charged on every sale. */
export type DefaultDraft = { readonly gstRateBp: number | null; readonly hsn: string | null };
export type DefaultDrafts = { readonly byCategory: Readonly<Record<string, DefaultDraft>> };

/** A file on its way through the wizard. */
type Chosen = {
  readonly fileToken: string;
  /** The sheet of a workbook that is read; undefined for a plain file. */
  readonly sheet: string | undefined;
  readonly preview: ImportPreview;
  readonly defaults: DefaultDrafts;
};

export type ImportStep =
  | { readonly kind: 'idle' }
  | ({ readonly kind: 'mapping' } & Chosen)
  | ({ readonly kind: 'defaults' } & Chosen)
  | { readonly kind: 'running'; readonly status: ImportStatus }
  | {
      readonly kind: 'report';
      readonly status: ImportStatus;
      readonly rows: readonly RefusedRow[];
      readonly total: number;
    };

export type ImportState = {
  readonly step: ImportStep;
  readonly busy: boolean;
  readonly error: PosError | null;
};

export type ImportActions = {
  readonly chooseFile: () => Promise<void>;
  /** Feeds a field from a column, or from none; each column feeds one field only. */
  readonly mapField: (field: ImportField, column: number | null) => Promise<void>;
  readonly chooseSheet: (sheet: string) => Promise<void>;
  readonly next: () => void;
  readonly back: () => void;
  readonly setDefault: (category: string, value: DefaultDraft) => void;
  readonly applyToAll: (category: string) => void;
  readonly start: () => Promise<void>;
  readonly cancel: () => Promise<void>;
  /** An event told that the import moved on: asks how far. */
  readonly refresh: (importId: string) => Promise<void>;
  readonly saveRefused: () => Promise<string | null>;
  readonly finish: () => void;
};

export type ImportStore = StoreApi<ImportState & ImportActions>;
export type ImportCalls = Pick<
  Pos,
  | 'chooseImportFile'
  | 'previewImport'
  | 'startImport'
  | 'getImport'
  | 'cancelImport'
  | 'listRefusedRows'
  | 'saveRefusedRows'
>;

/** The mapping with one field fed from another column; a column that fed another field leaves it. */
export function remapped(mapping: ImportMapping, field: ImportField, column: number | null): ImportMapping {
  const kept = Object.entries(mapping).filter(([name, position]) => name !== field && position !== column);
  return Object.fromEntries(column === null ? kept : [...kept, [field, column]]);
}

/** The category whose default is still wrong: an HSN that is none, or no rate where the file has none; null when all are right. */
export function wrongDefault(defaults: DefaultDrafts, mapping: ImportMapping): string | null {
  const wrong = Object.entries(defaults.byCategory).find(
    ([, { gstRateBp, hsn }]) =>
      (hsn !== null && !isHsn(hsn)) || (gstRateBp === null && mapping.gstRate === undefined),
  );
  return wrong?.[0] ?? null;
}

/** Every category's own default, and that of all others under `*`: what was given before, else a rate still to be chosen. */
export function filledDefaults(preview: ImportPreview): DefaultDrafts {
  const { byCategory } = preview.defaults;
  const others: DefaultDraft = byCategory['*'] ?? { gstRateBp: null, hsn: null };
  const rows = preview.categories.map(({ name }) => [name, byCategory[name] ?? others] as const);
  return { byCategory: { '*': others, ...Object.fromEntries(rows) } };
}

/** The defaults as main takes them: those with a rate. Without one, a row has to bring its own. */
export function givenDefaults(defaults: DefaultDrafts): ImportDefaults {
  const given = Object.entries(defaults.byCategory).flatMap(([category, { gstRateBp, hsn }]) =>
    gstRateBp === null ? [] : [[category, { gstRateBp, hsn }] as const],
  );
  return { byCategory: Object.fromEntries(given) };
}

type Store = Pick<ImportStore, 'setState' | 'getState'>;
type Chosing = Extract<ImportStep, { kind: 'mapping' | 'defaults' }>;

/** The file in the wizard, while its columns or defaults are being chosen. */
function chosen(store: Store): Chosing | null {
  const { step } = store.getState();
  return step.kind === 'mapping' || step.kind === 'defaults' ? step : null;
}

/** Runs a call with `busy` set, and keeps its error for the screen; closing a file dialog is no error. */
async function ask<T>(
  store: Store,
  call: () => Promise<{ ok: true; value: T } | { ok: false; error: PosError }>,
): Promise<T | null> {
  store.setState({ busy: true, error: null });
  const reply = await asked(call());
  const error = reply.ok || reply.error.code === 'cancelled-by-user' ? null : reply.error;
  store.setState({ busy: false, error });
  return reply.ok ? reply.value : null;
}

function choosing(
  calls: () => ImportCalls,
  store: Store,
): Pick<ImportActions, 'chooseFile' | 'mapField' | 'chooseSheet'> {
  const look = async (fileToken: string, mapping?: ImportMapping, sheet?: string): Promise<void> => {
    const request = {
      fileToken,
      ...(mapping === undefined ? {} : { mapping }),
      ...(sheet === undefined ? {} : { sheet }),
    };
    const preview = await ask(store, async () => calls().previewImport(request));
    if (preview !== null) {
      const defaults = filledDefaults(preview);
      const shown = sheet ?? preview.sheets[0];
      store.setState({ step: { kind: 'mapping', fileToken, sheet: shown, preview, defaults } });
    }
  };
  return {
    chooseFile: async () => {
      const file = await ask(store, async () => calls().chooseImportFile());
      if (file !== null) await look(file.fileToken);
    },
    mapField: async (field, column) => {
      const file = chosen(store);
      if (file !== null)
        await look(file.fileToken, remapped(file.preview.mapping, field, column), file.sheet);
    },
    chooseSheet: async (sheet) => {
      const file = chosen(store);
      if (file !== null) await look(file.fileToken, undefined, sheet);
    },
  };
}

/** Shows how far an import is; one that is over becomes a report. */
async function follow(calls: () => ImportCalls, store: Store, status: ImportStatus): Promise<void> {
  if (status.state === 'reading' || status.state === 'applying') {
    store.setState({ step: { kind: 'running', status } });
    return;
  }
  const { importId } = status;
  const refused =
    status.refused === 0
      ? { rows: [], total: 0 }
      : await ask(store, async () =>
          calls().listRefusedRows({ importId, afterRow: 0, limit: REFUSED_SHOWN }),
        );
  store.setState({
    step: { kind: 'report', status, rows: refused?.rows ?? [], total: refused?.total ?? status.refused },
  });
}

function running(
  calls: () => ImportCalls,
  store: Store,
): Pick<ImportActions, 'start' | 'cancel' | 'refresh' | 'saveRefused'> {
  const current = (): ImportStatus | null => {
    const { step } = store.getState();
    return step.kind === 'running' || step.kind === 'report' ? step.status : null;
  };
  const look = async (importId: string): Promise<void> => {
    const reply = await asked(calls().getImport({ importId }));
    if (reply.ok) await follow(calls, store, reply.value);
    else store.setState({ error: reply.error });
  };
  return {
    start: async () => {
      const file = chosen(store);
      if (
        file === null ||
        store.getState().busy ||
        wrongDefault(file.defaults, file.preview.mapping) !== null
      )
        return;
      const { fileToken, sheet, preview, defaults } = file;
      const request = {
        fileToken,
        mapping: preview.mapping,
        defaults: givenDefaults(defaults),
        ...(sheet === undefined ? {} : { sheet }),
      };
      const begun = await ask(store, async () => calls().startImport(request));
      if (begun !== null) await look(begun.importId);
    },
    cancel: async () => {
      const status = current();
      if (status === null) return;
      const { importId } = status;
      const after = await ask(store, async () => calls().cancelImport({ importId }));
      if (after !== null) await follow(calls, store, after);
    },
    refresh: async (importId) => {
      const { step } = store.getState();
      if (step.kind === 'running' && step.status.importId === importId) await look(importId);
    },
    saveRefused: async () => {
      const status = current();
      if (status === null) return null;
      const { importId } = status;
      const saved = await ask(store, async () => calls().saveRefusedRows({ importId }));
      return saved?.fileName ?? null;
    },
  };
}

/** Makes the store of the import wizard. */
export function createImportStore(calls: () => ImportCalls): ImportStore {
  return createStore<ImportState & ImportActions>()((setState, getState) => {
    const store = { setState, getState };
    return {
      step: { kind: 'idle' },
      busy: false,
      error: null,
      ...choosing(calls, store),
      ...running(calls, store),
      next: () => {
        const { step } = getState();
        if (step.kind === 'mapping') setState({ step: { ...step, kind: 'defaults' } });
      },
      back: () => {
        const { step } = getState();
        if (step.kind === 'defaults') setState({ step: { ...step, kind: 'mapping' }, error: null });
        else if (step.kind === 'mapping') setState({ step: { kind: 'idle' }, error: null });
      },
      setDefault: (category, value) => {
        const file = chosen(store);
        if (file === null) return;
        const byCategory = { ...file.defaults.byCategory, [category]: value };
        setState({ step: { ...file, defaults: { byCategory } } });
      },
      applyToAll: (category) => {
        const file = chosen(store);
        const value = file?.defaults.byCategory[category];
        if (file === null || value === undefined) return;
        const names = Object.keys(file.defaults.byCategory);
        setState({
          step: { ...file, defaults: { byCategory: Object.fromEntries(names.map((name) => [name, value])) } },
        });
      },
      finish: () => setState({ step: { kind: 'idle' }, error: null }),
    };
  });
}
