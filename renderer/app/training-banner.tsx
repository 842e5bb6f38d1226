import { useTranslation } from 'react-i18next';
import { useSnapshot } from './session.ts';

/** Says on every screen of a training till that nothing here is real. */
export function TrainingBanner() {
  const { t } = useTranslation();
  const snapshot = useSnapshot();
  if (snapshot?.mode !== 'training') return null;
  return (
    <section className="training" aria-label={t('app.training.label')}>
      <p>{t('app.training.banner')}</p>
    </section>
  );
}
