import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { clearMessage, say } from '../app/messages.ts';
import { SCAN_FIELD_ID } from '../app/scan-fields.ts';
import { KeyHint } from '../ui/key-hint.tsx';
import { SearchResults, resultId, SEARCH_LIST_ID } from './search-results.tsx';
import { addInTurn, addToBill, search, takeScan } from './till.ts';

// Eight digits is the shortest retail code; fewer are somebody typing a name such as "7up".
const TYPED_BARCODE = /^\d{8,}$/;

/** Enter in the scan field: a typed barcode is looked up, anything else adds the product that is marked. */
async function onEnter(): Promise<void> {
  const query = search.getState().query.trim();
  if (query === '') return;
  if (TYPED_BARCODE.test(query)) {
    search.getState().clear();
    await takeScan(query);
    return;
  }
  await addInTurn(async () => {
    const product = await search.getState().pick();
    if (product === null) {
      if (search.getState().query.trim() === query) say({ kind: 'not-found', query });
      return;
    }
    search.getState().clear();
    clearMessage();
    addToBill(product, null);
  });
}

/** The field that scans and searches, with what was found under it. It takes the focus whenever the counter appears. */
export function ScanField() {
  const { t } = useTranslation();
  const ref = useRef<HTMLInputElement>(null);
  const query = useStore(search, (state) => state.query);
  const open = useStore(search, (state) => state.query.trim() !== '' && state.answeredQuery !== '');
  const active = useStore(search, (state) => state.products[state.activeIndex]?.id);
  useEffect(() => ref.current?.focus(), []);
  return (
    <div className="scan">
      <label className="visually-hidden" htmlFor={SCAN_FIELD_ID}>
        {t('counter.scan.label')}
      </label>
      <input
        ref={ref}
        id={SCAN_FIELD_ID}
        className="input scan-input"
        role="combobox"
        aria-expanded={open}
        aria-controls={SEARCH_LIST_ID}
        aria-activedescendant={open && active !== undefined ? resultId(active) : undefined}
        aria-autocomplete="list"
        aria-keyshortcuts="F2"
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="done"
        placeholder={t('counter.scan.placeholder')}
        value={query}
        onChange={(change) => {
          clearMessage();
          search.getState().setQuery(change.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          void onEnter();
        }}
      />
      <span className="scan-key">
        <KeyHint name="F2" />
      </span>
      {open ? <SearchResults /> : null}
    </div>
  );
}
