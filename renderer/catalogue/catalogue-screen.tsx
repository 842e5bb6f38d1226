import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Reply } from '../../shared/contract/ipc.ts';
import { errorWords } from '../app/error-words.ts';
import { onTopic } from '../app/live.ts';
import { sayError } from '../app/messages.ts';
import { asked, pos } from '../app/pos.ts';
import { Button } from '../ui/button.tsx';
import { wizard } from './catalogue.ts';
import { DefaultsStep } from './defaults-step.tsx';
import { MappingStep } from './mapping-step.tsx';
import { ProgressStep } from './progress-step.tsx';
import { ReportStep } from './report-step.tsx';
import './catalogue.css';

type Summary = Reply<'getCatalogueSummary'>;

/** What the catalogue holds, kept current by events. */
function useSummary(): Summary | null {
  const [summary, setSummary] = useState<Summary | null>(null);
  useEffect(() => {
    let gone = false;
    const load = async (): Promise<void> => {
      const reply = await asked(pos().getCatalogueSummary());
      if (gone) return;
      if (reply.ok) setSummary(reply.value);
      else sayError(reply.error);
    };
    void load();
    const stop = onTopic('catalogue', () => void load());
    return () => {
      gone = true;
      stop();
    };
  }, []);
  return summary;
}

function SummaryCard({ summary }: { readonly summary: Summary }) {
  const { t } = useTranslation();
  const { productCount, categories, lastImport } = summary;
  return (
    <section className="card stack">
      <p className="catalogue-count figures">{t('catalogue.count', { count: productCount })}</p>
      {lastImport === null ? null : <p className="soft">{t('catalogue.lastImport', { ...lastImport })}</p>}
      {categories.length === 0 ? null : (
        <>
          <h2>{t('catalogue.categories')}</h2>
          <ul className="categories">
            {categories.map(({ name, productCount: count }) => (
              <li key={name} className="sum">
                <span>{name === '' ? t('catalogue.noCategory') : name}</span>
                <span className="figures">{count}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function ImportCard() {
  const { t } = useTranslation();
  const { step, busy, error } = useStore(wizard);
  useEffect(() => onTopic('import', ({ id }) => void wizard.getState().refresh(id)), []);
  return (
    <section className="card stack" aria-label={t('catalogue.import.title')} aria-busy={busy}>
      <h2>{t('catalogue.import.title')}</h2>
      {error === null ? null : (
        <p role="alert" className="callout callout-bad">
          {errorWords(t, error)}
        </p>
      )}
      {step.kind === 'idle' ? (
        <>
          <p>{t('catalogue.import.intro')}</p>
          <div className="row">
            <Button look="main" large disabled={busy} onPress={() => void wizard.getState().chooseFile()}>
              {t('catalogue.import.choose')}
            </Button>
          </div>
        </>
      ) : null}
      {step.kind === 'mapping' ? <MappingStep preview={step.preview} sheet={step.sheet} /> : null}
      {step.kind === 'defaults' ? <DefaultsStep preview={step.preview} defaults={step.defaults} /> : null}
      {step.kind === 'running' ? <ProgressStep status={step.status} /> : null}
      {step.kind === 'report' ? (
        <ReportStep status={step.status} rows={step.rows} total={step.total} />
      ) : null}
    </section>
  );
}

/** The products: how many there are, and how more come in. */
export function CatalogueScreen() {
  const { t } = useTranslation();
  const idle = useStore(wizard, (state) => state.step.kind === 'idle');
  const summary = useSummary();
  return (
    <div className="page">
      <div className="page-column stack">
        <h1>{t('catalogue.title')}</h1>
        <ImportCard />
        {idle && summary !== null ? <SummaryCard summary={summary} /> : null}
      </div>
    </div>
  );
}
