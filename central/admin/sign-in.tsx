import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../renderer/ui/button.tsx';
import { TextField } from '../../renderer/ui/field.tsx';
import { EnterSubmits } from './enter-submits.tsx';
import { officeApi } from './office-api.ts';

const reasonOf = (status: number): string =>
  status === 401 ? 'wrongPassword' : status === 429 ? 'tooOften' : 'failed';

/** Name and password of the office; a till's token opens nothing here. */
export function SignIn({ onDone }: { readonly onDone: (name: string) => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState<string | undefined>();
  const submit = async (): Promise<void> => {
    const me = await officeApi.login(name, password);
    if (me.ok) onDone(me.value.name);
    else setWrong(t(reasonOf(me.status)));
  };
  return (
    <main className="sign-in">
      <form
        className="card stack"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <h1>{t('title')}</h1>
        <TextField label={t('name')} value={name} onChange={setName} autoComplete="username" />
        <TextField
          label={t('password')}
          value={password}
          onChange={setPassword}
          type="password"
          autoComplete="current-password"
          error={wrong}
        />
        <Button look="main" onPress={() => void submit()}>
          {t('signIn')}
        </Button>
        <EnterSubmits />
      </form>
    </main>
  );
}
