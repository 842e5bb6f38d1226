import '../../ui/tokens.css';
import '../../ui/base.css';
import { createRoot } from 'react-dom/client';
import { useTranslation } from 'react-i18next';
import type { Review } from '../../../shared/contract/review.ts';
import type { Settings } from '../../../shared/contract/till.ts';
import { asked, pos } from '../../app/pos.ts';
import { dateWords, timeWords } from '../../app/time-words.ts';
import { startWords } from '../../i18n/i18n.ts';
import { tellPrinter } from '../../receipt/tell-printer.ts';
import { ReviewParts } from './review-parts.tsx';
import { rangeWords } from './words.ts';
import '../../orders/orders.css';
import '../day.css';
import './review.css';
import './print.css';

const wanted = new URLSearchParams(location.search);

/** The review on paper: whose it is, of which days, when it was printed, and all its figures with nothing folded. */
function ReviewPaper({ review, settings }: { readonly review: Review; readonly settings: Settings }) {
  const { t, i18n } = useTranslation();
  const { shop, mode } = settings;
  const now = Date.now();
  const words = (side: { readonly from: string; readonly to: string }): string =>
    rangeWords(t, side.from, side.to, i18n.language);
  const printedOn = new Intl.DateTimeFormat('en-CA', { timeZone: shop.zone }).format(now);
  return (
    <article className="review-paper stack">
      {mode === 'training' ? (
        <>
          <div className="review-watermark" aria-hidden="true">
            {t('receipt.training')}
          </div>
          <p className="review-training">{t('review.print.training')}</p>
        </>
      ) : null}
      <header className="review-paper-head">
        <div>
          <h1>{words(review)}</h1>
          <p>{t('review.print.before', { range: words(review.before) })}</p>
        </div>
        <div className="review-paper-shop">
          <strong>{shop.name}</strong>
          <p>
            {t('app.till', { code: shop.tillCode })}
            {shop.gstin === null ? '' : ` · ${shop.gstin}`}
          </p>
          <p>
            {t('review.print.printed', {
              date: dateWords(printedOn, i18n.language),
              time: timeWords(now, i18n.language, shop.zone),
            })}
          </p>
        </div>
      </header>
      <ReviewParts review={review} whole />
    </article>
  );
}

async function print(): Promise<void> {
  const root = document.getElementById('root');
  const days = Number(wanted.get('days') ?? '1');
  const [reply, settings] = await Promise.all([
    asked(pos().getReview({ to: wanted.get('to'), days })),
    asked(pos().getSettings()),
  ]);
  await startWords(settings.ok ? settings.value.language : 'en');
  if (root === null || !reply.ok || !settings.ok) {
    tellPrinter(reply.ok ? 'internal' : reply.error.code);
    return;
  }
  document.title = `${reply.value.from} ${reply.value.to}`;
  createRoot(root).render(<ReviewPaper review={reply.value} settings={settings.value} />);
  await document.fonts.ready;
  tellPrinter(null);
}

void print();
