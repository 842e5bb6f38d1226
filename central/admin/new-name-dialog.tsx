import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../renderer/ui/button.tsx';
import { Dialog } from '../../renderer/ui/dialog.tsx';
import { TextField } from '../../renderer/ui/field.tsx';

export type NewNameDialogProps = {
  readonly title: string;
  readonly onSave: (code: string, name: string) => void;
  readonly onClose: () => void;
};

/** Asks for the short name and the name of a new shop or till. */
export function NewNameDialog({ title, onSave, onClose }: NewNameDialogProps) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const isRight = /^[A-Za-z0-9._-]{1,40}$/.test(code) && name.trim() !== '';
  return (
    <Dialog title={title} onClose={onClose}>
      <TextField
        label={t('shortName')}
        value={code}
        onChange={setCode}
        hint={t('shortNameHint')}
        maxLength={40}
        autoFocus
      />
      <TextField label={t('name')} value={name} onChange={setName} maxLength={200} />
      <div className="dialog-actions">
        <Button onPress={onClose}>{t('cancel')}</Button>
        <Button look="main" disabled={!isRight} onPress={() => onSave(code, name)}>
          {t('save')}
        </Button>
      </div>
    </Dialog>
  );
}
