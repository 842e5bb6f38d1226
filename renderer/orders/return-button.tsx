import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { RefundDialog, type RefundDialogProps } from './refund-dialog.tsx';

const KEY = 'F7';

/** The way to give goods of a paid bill back, with its key. */
export function ReturnButton({ order, onBegun }: Pick<RefundDialogProps, 'order' | 'onBegun'>) {
  const { t } = useTranslation();
  const [isOpen, open] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== KEY || document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      if (!event.repeat) open(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <Button keyName={KEY} onPress={() => open(true)}>
        {t('refunds.open')}
      </Button>
      {isOpen ? <RefundDialog order={order} onBegun={onBegun} onClose={() => open(false)} /> : null}
    </>
  );
}
