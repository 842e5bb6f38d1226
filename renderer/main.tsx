import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { startLive } from './app/live.ts';
import { loadSnapshot, useSession } from './app/session.ts';
import { startTill } from './app/start-till.ts';
import { startWords } from './i18n/i18n.ts';

/** Listens first and asks then, so that no change falls between the snapshot and the first event. */
async function start(): Promise<void> {
  startLive();
  await loadSnapshot();
  const { view } = useSession.getState();
  await startWords(
    view.kind === 'ready' ? view.snapshot.language : view.kind === 'problem' ? view.language : 'en',
  );
  const root = document.getElementById('root');
  if (root === null) return;
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  await startTill();
}

void start();
