import '../../renderer/ui/tokens.css';
import '../../renderer/ui/base.css';
import '../../renderer/ui/controls.css';
import './office.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Office } from './office.tsx';
import { officeApi } from './office-api.ts';
import { startWords } from './words.ts';

async function start(): Promise<void> {
  await startWords();
  const me = await officeApi.me();
  const root = document.getElementById('root');
  if (root === null) return;
  createRoot(root).render(
    <StrictMode>
      <Office signedIn={me.ok} />
    </StrictMode>,
  );
}

void start();
