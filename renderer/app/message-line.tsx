import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import { cart } from '../counter/till.ts';
import { Button } from '../ui/button.tsx';
import { nameIn } from '../i18n/name-in.ts';
import { errorWords } from './error-words.ts';
import { clearMessage, useMessages, type Message } from './messages.ts';

/** What a sentence's gaps hold when a message has nothing for them. */
const noValues = {
  name: '',
  quantity: '',
  barcode: '',
  query: '',
  count: 0,
  missing: 0,
  amount: '',
  invoiceNumber: '',
  fileName: '',
};

function wordsOf(t: TFunction, message: Message, language: string): string {
  if (message.kind === 'error') return errorWords(t, message.error);
  const { kind, ...values } = message;
  const name = 'product' in values ? { name: nameIn(language, values.product) } : {};
  return t(`messages.${kind}`, { ...noValues, ...values, ...name });
}

function toneOf(message: Message): 'good' | 'wait' | 'bad' {
  switch (message.kind) {
    case 'added':
    case 'removed':
    case 'saved':
    case 'file-saved':
    case 'cart-restored':
    case 'earlier-bill-paid':
      return 'good';
    case 'not-found':
    case 'prices-changed':
    case 'cart-restored-partly':
      return 'wait';
    case 'unknown-barcode':
    case 'bill-frozen':
    case 'bill-full':
    case 'error':
      return 'bad';
  }
}

/** The one line that answers each action; it is read out, and stays until the next action. */
export function MessageLine() {
  const { t, i18n } = useTranslation();
  const message = useMessages((state) => state.message);
  const urgent = message !== null && toneOf(message) === 'bad';
  const undo = (): void => {
    cart.getState().undoRemove();
    clearMessage();
  };
  return (
    <section className="message-place" aria-label={t('messages.label')}>
      <div role={urgent ? 'alert' : 'status'} className="message-live">
        {message === null ? null : (
          <p className={`message message-${toneOf(message)}`}>
            <span>{wordsOf(t, message, i18n.language)}</span>
            {message.kind === 'removed' ? (
              <Button keyName="Ctrl+Z" onPress={undo}>
                {t('messages.undo')}
              </Button>
            ) : null}
            <button
              type="button"
              className="message-close"
              aria-label={t('messages.dismiss')}
              onClick={clearMessage}
            >
              ×
            </button>
          </p>
        )}
      </div>
    </section>
  );
}
