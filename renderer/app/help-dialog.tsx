import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { showHelp } from './navigation.ts';

/** Every key of the till, and the name of what it does. */
export const helpKeys = [
  { id: 'counter', keys: ['F2'] },
  { id: 'orders', keys: ['F3'] },
  { id: 'catalogue', keys: ['F4'] },
  { id: 'day', keys: ['F5'] },
  { id: 'settings', keys: ['F6'] },
  { id: 'add', keys: ['Enter'] },
  { id: 'choose', keys: ['↑', '↓'] },
  { id: 'quantity', keys: ['+', '−'] },
  { id: 'edit', keys: ['*'] },
  { id: 'remove', keys: ['Delete'] },
  { id: 'undo', keys: ['Ctrl+Z'] },
  { id: 'card', keys: ['F8'] },
  { id: 'cash', keys: ['F9'] },
  { id: 'customer', keys: ['F7'] },
  { id: 'part', keys: ['F11'] },
  { id: 'upi', keys: ['F12'] },
  { id: 'slip', keys: ['Shift+F8'] },
  { id: 'return', keys: ['F7'] },
  { id: 'compare', keys: ['F7'] },
  { id: 'close', keys: ['F10'] },
  { id: 'days', keys: ['PageUp', 'PageDown'] },
  { id: 'reviewPdf', keys: ['F8'] },
  { id: 'reviewCsv', keys: ['F9'] },
  { id: 'clear', keys: ['F10'] },
  { id: 'back', keys: ['Esc'] },
  { id: 'help', keys: ['F1'] },
] as const;

/** The keys of the till over the screen, on F1. */
export function HelpDialog() {
  const { t } = useTranslation();
  return (
    <Dialog title={t('app.help.title')} onClose={() => showHelp(false)} wide>
      <dl className="help-keys">
        {helpKeys.map(({ id, keys }) => (
          <div key={id} className="help-key">
            <dt>
              {keys.map((key) => (
                <KeyHint key={key} name={key} />
              ))}
              <span className="visually-hidden">{keys.join(' ')}</span>
            </dt>
            <dd>{t(`app.help.keys.${id}`)}</dd>
          </div>
        ))}
      </dl>
      <div className="dialog-actions">
        <Button look="main" autoFocus onPress={() => showHelp(false)}>
          {t('app.help.close')}
        </Button>
      </div>
    </Dialog>
  );
}
