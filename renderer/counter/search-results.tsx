import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Product } from '../../shared/contract/catalogue.ts';
import { UNITS } from '../../shared/domain/quantity.ts';
import { errorWords } from '../app/error-words.ts';
import { Money } from '../ui/money.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { unitOf } from './cart-lines.ts';
import { focusScanField } from './focus.ts';
import { addToBill, search } from './till.ts';

export const SEARCH_LIST_ID = 'search-results';

/** The id of the option that shows a product. */
export function resultId(productId: string): string {
  return `result-${productId}`;
}

function choose(product: Product): void {
  search.getState().clear();
  addToBill(product, null);
  focusScanField();
}

function Result({ product, active }: { readonly product: Product; readonly active: boolean }) {
  const { i18n } = useTranslation();
  const names = [product.name, product.nameHi].filter((name) => name !== null);
  const [first, second] = i18n.language === 'hi' ? names.toReversed() : names;
  return (
    <li
      id={resultId(product.id)}
      role="option"
      aria-selected={active}
      className="result"
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => choose(product)}
    >
      <span className="result-name">
        <strong>{first}</strong>
        <span className="soft small">{[second, product.brand, product.sku].filter(Boolean).join(' · ')}</span>
      </span>
      <span className="result-price">
        <Money paise={product.pricePaise} />
        {product.soldBy === 'weight' ? <span className="soft"> / {UNITS[unitOf(product)].label}</span> : null}
      </span>
    </li>
  );
}

/** The products found, under the scan field. */
export function SearchResults() {
  const { t } = useTranslation();
  const { products, activeIndex, corrected, error } = useStore(search);
  const activeId = products[activeIndex]?.id;
  useEffect(() => {
    if (activeId !== undefined)
      document.getElementById(resultId(activeId))?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);
  return (
    <div className="results">
      {corrected && products.length > 0 ? (
        <p className="results-note">{t('counter.scan.corrected')}</p>
      ) : null}
      {products.length === 0 ? (
        <p className="results-note">{error === null ? t('counter.scan.none') : errorWords(t, error)}</p>
      ) : null}
      <ul id={SEARCH_LIST_ID} role="listbox" aria-label={t('counter.scan.results')} className="results-list">
        {products.map((product, index) => (
          <Result key={product.id} product={product} active={index === activeIndex} />
        ))}
      </ul>
      <p className="results-keys" aria-hidden="true">
        <KeyHint name="↑" />
        <KeyHint name="↓" /> {t('counter.scan.choose')} <KeyHint name="Enter" /> {t('counter.scan.add')}
      </p>
      <p className="visually-hidden" role="status">
        {t('counter.scan.resultCount', { count: products.length })}
      </p>
    </div>
  );
}
