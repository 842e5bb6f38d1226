import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Day } from '../../shared/contract/day.ts';
import type { PosError } from '../../shared/contract/errors.ts';
import type { ManagerProof } from '../../shared/contract/people.ts';
import { formatRupees, subtractPaise } from '../../shared/domain/money.ts';
import { ManagerPinDialog } from '../app/manager-pin-dialog.tsx';
import { asked, pos } from '../app/pos.ts';
import { useSnapshot } from '../app/session.ts';
import { dateWords, timeWords } from '../app/time-words.ts';
import { Button } from '../ui/button.tsx';
import { stayWithDay } from './day-view.ts';
import type { LoadedDay } from './use-day.ts';
import { useDayKey } from './use-day-key.ts';

const KEY = 'F10';

type CloseProps = { readonly day: Day } & Pick<LoadedDay, 'take' | 'reload'>;

function Signing({
  day,
  signed,
  onSign,
}: {
  readonly day: Day;
  readonly signed: boolean;
  readonly onSign: (signed: boolean) => void;
}) {
  const { t } = useTranslation();
  const count = day.exceptions.length;
  if (count === 0) return <p className="callout callout-good">{t('day.close.nothingOpen')}</p>;
  const codes = [...new Set(day.exceptions.map(({ code }) => code))];
  return (
    <div className="callout callout-bad stack-s">
      <p>{t('day.close.open', { count })}</p>
      <ul className="day-codes">
        {codes.map((code) => (
          <li key={code}>
            {t('day.close.item', {
              what: t(`day.exception.${code}`),
              count: day.exceptions.filter((exception) => exception.code === code).length,
            })}
          </li>
        ))}
      </ul>
      <label className="choice">
        <input
          type="checkbox"
          checked={signed}
          data-autofocus=""
          onChange={(change) => onSign(change.target.checked)}
        />
        <span>{t('day.close.sign', { count })}</span>
      </label>
    </div>
  );
}

function CloseDialog({ day, take, reload, onClose }: CloseProps & { readonly onClose: () => void }) {
  const { t, i18n } = useTranslation();
  // What was signed is the list that was on screen: another list must be signed anew.
  const [signedList, sign] = useState<Day['exceptions'] | null>(null);
  const signed = signedList !== null && JSON.stringify(signedList) === JSON.stringify(day.exceptions);
  const close = async (manager: ManagerProof): Promise<PosError | null> => {
    const reply = await asked(
      pos().closeDay({ businessDate: day.businessDate, manager, signExceptions: signed }),
    );
    if (reply.ok) {
      stayWithDay(day.businessDate);
      take(reply.value);
      return null;
    }
    reload();
    return reply.error;
  };
  return (
    <ManagerPinDialog
      title={t('day.close.title', { date: dateWords(day.businessDate, i18n.language) })}
      confirm={t('day.close.confirm')}
      ready={day.exceptions.length === 0 || signed}
      onConfirm={close}
      onClose={onClose}
    >
      <p>
        {t('day.close.text', {
          net: formatRupees(subtractPaise(day.salesPaise, day.refundsPaise)),
          bills: day.billCount,
          cash: formatRupees(day.cashPaise),
        })}
      </p>
      <Signing day={day} signed={signed} onSign={(on) => sign(on ? day.exceptions : null)} />
      <p className="soft">{t('day.close.final')}</p>
    </ManagerPinDialog>
  );
}

/** The end of a day: a manager closes it for good, and signs for what is open. A closed day says so. */
export function DayClose(props: CloseProps) {
  const { t, i18n } = useTranslation();
  const zone = useSnapshot()?.shop.zone ?? 'Asia/Kolkata';
  const [isOpen, open] = useState(false);
  const { closedAt, businessDate } = props.day;
  useDayKey(KEY, () => open(closedAt === null));
  if (closedAt !== null && !isOpen) {
    return (
      <p className="callout callout-good day-closed" role="status">
        {t('day.closedAt', {
          date: dateWords(businessDate, i18n.language),
          time: timeWords(closedAt, i18n.language, zone),
        })}
      </p>
    );
  }
  return (
    <>
      <Button look="main" large keyName={KEY} onPress={() => open(true)}>
        {t('day.close.ask')}
      </Button>
      {isOpen ? <CloseDialog {...props} onClose={() => open(false)} /> : null}
    </>
  );
}
