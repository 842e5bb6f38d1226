import { useTranslation } from 'react-i18next';
import { formatRupees } from '../../shared/domain/money.ts';
import { Button } from '../ui/button.tsx';
import { noticesAlike } from './notices-alike.ts';
import { dismissNotices, useSnapshot } from './session.ts';

/** What an unclean stop left and what was done about it; each stays until somebody has read it. */
export function Notices() {
  const { t } = useTranslation();
  const notices = useSnapshot()?.notices ?? [];
  if (notices.length === 0) return null;
  return (
    <section className="notices" aria-label={t('app.notices.title')}>
      <ul>
        {noticesAlike(notices).map((alike) => {
          const [notice] = alike;
          return (
            <li key={notice.id} className="notice">
              <span>
                {t(`notices.${notice.code}`, {
                  amount: notice.amountPaise === null ? '' : formatRupees(notice.amountPaise),
                  invoice: notice.invoiceNumber ?? '–',
                })}
              </span>
              <Button onPress={() => void dismissNotices(alike)}>{t('app.notices.dismiss')}</Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
