import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdminTillsReply } from '../../shared/contract/central-admin.ts';
import { Button } from '../../renderer/ui/button.tsx';
import { Dialog } from '../../renderer/ui/dialog.tsx';
import { NewNameDialog } from './new-name-dialog.tsx';
import { officeApi } from './office-api.ts';
import { shortMoment } from './orders-page.tsx';
import { ago, lengthOfTime } from './words.ts';

type Till = AdminTillsReply['tills'][number];
type Asked =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'revoke'; readonly tokenId: string }
  | { readonly kind: 'till' };

function TillCard(props: {
  readonly till: Till;
  readonly now: number;
  readonly onToken: () => void;
  readonly onRevoke: (tokenId: string) => void;
}) {
  const { t } = useTranslation();
  const { till, now } = props;
  return (
    <section className="card stack" aria-label={till.name}>
      <h2>{`${till.code} · ${till.name}`}</h2>
      <dl className="sums">
        <div>
          <dt>{t('lastSeen')}</dt>
          <dd>{till.lastSeenAt === null ? t('never') : ago(t, till.lastSeenAt, now)}</dd>
        </div>
        <div>
          <dt>{t('waiting')}</dt>
          <dd className="figures">{till.waiting ?? '—'}</dd>
        </div>
        <div>
          <dt>{t('lag')}</dt>
          <dd className="figures">{till.lagMs === null ? '—' : lengthOfTime(till.lagMs)}</dd>
        </div>
      </dl>
      <h3>{t('tokens')}</h3>
      <ul className="stack">
        {till.tokens.map((token) => (
          <li key={token.tokenId} className="row">
            <code>{`${token.hint}…`}</code>
            <span className="soft">{shortMoment(token.createdAt)}</span>
            {token.revokedAt === null ? (
              <Button
                look="danger"
                label={`${t('revoke')} ${token.hint}`}
                onPress={() => props.onRevoke(token.tokenId)}
              >
                {t('revoke')}
              </Button>
            ) : (
              <span>{`${t('revoked')} ${shortMoment(token.revokedAt)}`}</span>
            )}
          </li>
        ))}
      </ul>
      <div className="row">
        <Button label={`${t('newToken')}: ${till.code}`} onPress={props.onToken}>
          {t('newToken')}
        </Button>
      </div>
    </section>
  );
}

function AskedDialog(props: {
  readonly asked: Asked;
  readonly onClose: () => void;
  readonly onRevoke: (tokenId: string) => void;
  readonly onAdd: (code: string, name: string) => void;
}) {
  const { t } = useTranslation();
  const { asked, onClose } = props;
  if (asked.kind === 'till')
    return <NewNameDialog title={t('addTill')} onSave={props.onAdd} onClose={onClose} />;
  if (asked.kind === 'token') {
    return (
      <Dialog title={t('newToken')} onClose={onClose}>
        <p>{t('tokenOnce')}</p>
        <code className="token">{asked.token}</code>
        <div className="dialog-actions">
          <Button look="main" onPress={onClose} autoFocus>
            {t('done')}
          </Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={t('revoke')} onClose={onClose}>
      <p>{t('revokeSure')}</p>
      <div className="dialog-actions">
        <Button onPress={onClose} autoFocus>
          {t('cancel')}
        </Button>
        <Button look="danger" onPress={() => props.onRevoke(asked.tokenId)}>
          {t('revoke')}
        </Button>
      </div>
    </Dialog>
  );
}

/** The tills of a shop: when each was last seen, how far behind it is, and its tokens. */
export function TillsPage({
  shop,
  onFail,
}: {
  readonly shop: string;
  readonly onFail: (status: number) => void;
}) {
  const { t } = useTranslation();
  const [reply, setReply] = useState<AdminTillsReply | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const load = useCallback(async (): Promise<void> => {
    const tills = await officeApi.tills(shop);
    if (tills.ok) setReply(tills.value);
    else onFail(tills.status);
  }, [shop, onFail]);
  useEffect(() => void load(), [load]);
  const makeToken = async (till: string): Promise<void> => {
    const made = await officeApi.addToken(shop, till);
    if (!made.ok) return onFail(made.status);
    setAsked({ kind: 'token', token: made.value.token });
    return load();
  };
  const finish = async (call: Promise<{ readonly ok: boolean; readonly status?: number }>): Promise<void> => {
    const ended = await call;
    setAsked(null);
    if (!ended.ok) onFail(ended.status ?? 0);
    await load();
  };
  return (
    <div className="stack">
      <h1>{t('tills')}</h1>
      <div className="row">
        <Button onPress={() => setAsked({ kind: 'till' })}>{t('addTill')}</Button>
      </div>
      {reply === null ? <p>{t('loading')}</p> : null}
      {reply?.tills.map((till) => (
        <TillCard
          key={till.code}
          till={till}
          now={reply.now}
          onToken={() => void makeToken(till.code)}
          onRevoke={(tokenId) => setAsked({ kind: 'revoke', tokenId })}
        />
      ))}
      {asked === null ? null : (
        <AskedDialog
          asked={asked}
          onClose={() => setAsked(null)}
          onRevoke={(tokenId) => void finish(officeApi.revoke(shop, tokenId))}
          onAdd={(code, name) => void finish(officeApi.addTill(shop, code, name))}
        />
      )}
    </div>
  );
}
