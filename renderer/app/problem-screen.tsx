import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PosError } from '../../shared/contract/errors.ts';
import type { Snapshot, StoreProblem } from '../../shared/contract/till.ts';
import type { Result } from '../../shared/domain/result.ts';
import { RestoreScreen } from '../backups/restore-screen.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { errorWords } from './error-words.ts';
import { asked, pos } from './pos.ts';
import { applySnapshot, loadSnapshot } from './session.ts';
import { restoreSavedCart } from '../counter/till.ts';

type Way = StoreProblem['actions'][number];

/** What happened to the store: in words, with the file's place and what the system said. */
function ProblemText({ problem }: { readonly problem: StoreProblem }) {
  const { t } = useTranslation();
  return (
    <>
      <p>{t(`problem.text.${problem.code}`)}</p>
      <p className="callout callout-wait">
        <strong>{t(`problem.todo.${problem.code}`)}</strong>
      </p>
      <dl className="problem-facts">
        <dt>{t('problem.where')}</dt>
        <dd>
          <code>{problem.path}</code>
        </dd>
        <dt>{t('problem.detail')}</dt>
        <dd>
          <code>{problem.detail}</code>
        </dd>
      </dl>
      <p className="soft">{t('problem.safe')}</p>
    </>
  );
}

/** Takes the answer of a way out: the till opens, or the screen says again why not. */
async function follow(reply: Promise<Result<Snapshot, PosError>>): Promise<void> {
  const answer = await asked(reply);
  applySnapshot(answer);
  if (answer.ok && answer.value.kind === 'ready') await restoreSavedCart();
}

type WaysOutProps = { readonly ways: readonly Way[]; readonly onRestore: () => void };

function WaysOut({ ways, onRestore }: WaysOutProps) {
  const { t } = useTranslation();
  const [asking, ask] = useState(false);
  const press: Readonly<Record<Way, () => void>> = {
    retry: () => void follow(pos().retryOpenStore()),
    create: () => ask(true),
    restore: onRestore,
    quit: () => void asked(pos().quitApp()),
  };
  return (
    <div className="row">
      {ways.map((way) => (
        <Button
          key={way}
          look={way === 'retry' ? 'main' : way === 'create' ? 'danger' : 'plain'}
          onPress={press[way]}
        >
          {t(`problem.${way}`)}
        </Button>
      ))}
      {asking ? (
        <Dialog title={t('problem.create')} onClose={() => ask(false)}>
          <p>{t('problem.createConfirm')}</p>
          <div className="dialog-actions">
            <Button autoFocus onPress={() => ask(false)}>
              {t('app.cancel')}
            </Button>
            <Button look="danger" onPress={() => void follow(pos().createMissingStore())}>
              {t('problem.create')}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}

export type ProblemScreenProps = { readonly problem?: StoreProblem; readonly error?: PosError };

/** The screen in place of the till when the store can't be opened: what happened, where the file is, what to do. */
export function ProblemScreen({ problem, error }: ProblemScreenProps) {
  const { t } = useTranslation();
  const [restoring, setRestoring] = useState(false);
  const title = problem === undefined ? t('app.loadFailed') : t(`problem.title.${problem.code}`);
  return (
    <main className="problem">
      <div className="problem-page card stack">
        <span className="wordmark wordmark-red" lang="hi" translate="no">
          गल्ला
        </span>
        <h1>{title}</h1>
        {problem === undefined ? null : <ProblemText problem={problem} />}
        {error === undefined ? null : <p role="alert">{errorWords(t, error)}</p>}
        {problem !== undefined && restoring ? <RestoreScreen damaged={problem.code === 'corrupt'} /> : null}
        {problem === undefined ? (
          <div className="row">
            <Button look="main" onPress={() => void loadSnapshot()}>
              {t('app.tryAgain')}
            </Button>
          </div>
        ) : (
          <WaysOut ways={problem.actions} onRestore={() => setRestoring(true)} />
        )}
      </div>
    </main>
  );
}
