import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { showHelp } from './navigation.ts';

/** Every key of the till by the screen on which it works, and the name of what it does there; no screen gives one key two meanings. */
export const helpGroups = [
  {
    id: 'everywhere',
    keys: [
      { id: 'counter', keys: ['F2'] },
      { id: 'orders', keys: ['F3'] },
      { id: 'catalogue', keys: ['F4'] },
      { id: 'day', keys: ['F5'] },
      { id: 'settings', keys: ['F6'] },
      { id: 'office', keys: ['Shift+F3'] },
      { id: 'help', keys: ['F1'] },
      { id: 'back', keys: ['Esc'] },
    ],
  },
  {
    id: 'counter',
    keys: [
      { id: 'add', keys: ['Enter'] },
      { id: 'choose', keys: ['↑', '↓'] },
      { id: 'quantity', keys: ['+', '−'] },
      { id: 'edit', keys: ['*'] },
      { id: 'remove', keys: ['Delete'] },
      { id: 'undo', keys: ['Ctrl+Z'] },
      { id: 'customer', keys: ['F7'] },
      { id: 'card', keys: ['F8'] },
      { id: 'cash', keys: ['F9'] },
      { id: 'clear', keys: ['F10'] },
      { id: 'part', keys: ['F11'] },
      { id: 'upi', keys: ['F12'] },
      { id: 'slip', keys: ['Shift+F8'] },
      { id: 'typed', keys: ['Shift+F9'] },
    ],
  },
  { id: 'orders', keys: [{ id: 'return', keys: ['F7'] }] },
  {
    id: 'day',
    keys: [
      { id: 'compare', keys: ['F7'] },
      { id: 'reviewPdf', keys: ['F8'] },
      { id: 'reviewCsv', keys: ['F9'] },
      { id: 'close', keys: ['F10'] },
      { id: 'days', keys: ['PageUp', 'PageDown'] },
    ],
  },
] as const;

type Group = (typeof helpGroups)[number];

function Keys({ group }: { readonly group: Group }) {
  const { t } = useTranslation();
  return (
    <section className="help-group">
      <h3>{t(`app.help.groups.${group.id}`)}</h3>
      <dl>
        {group.keys.map(({ id, keys }) => (
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
    </section>
  );
}

/** The keys of the till over the screen, on F1. */
export function HelpDialog() {
  const { t } = useTranslation();
  return (
    <Dialog title={t('app.help.title')} onClose={() => showHelp(false)} wide>
      <div className="help-keys">
        {helpGroups.map((group) => (
          <Keys key={group.id} group={group} />
        ))}
      </div>
      <div className="dialog-actions">
        <Button look="main" autoFocus onPress={() => showHelp(false)}>
          {t('app.help.close')}
        </Button>
      </div>
    </Dialog>
  );
}
