import { useTranslation } from 'react-i18next';
import { CatalogueScreen } from '../catalogue/catalogue-screen.tsx';
import { CounterScreen } from '../counter/counter-screen.tsx';
import { DayScreen } from '../day/day-screen.tsx';
import { OfficeScreen } from '../office/office-screen.tsx';
import { OrdersScreen } from '../orders/orders-screen.tsx';
import { SettingsScreen } from '../settings/settings-screen.tsx';
import { AttemptStrip } from './attempt-strip.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { MessageLine } from './message-line.tsx';
import { useNavigation } from './navigation.ts';
import { Notices } from './notices.tsx';
import { ProblemScreen } from './problem-screen.tsx';
import { useSession } from './session.ts';
import { TopBar } from './top-bar.tsx';
import { TrainingBanner } from './training-banner.tsx';
import { useShellKeys } from './shell-keys.ts';
import './app.css';

/** Shows the screen that the person chose. */
function CurrentScreen() {
  const screen = useNavigation((state) => state.screen);
  switch (screen) {
    case 'counter':
      return <CounterScreen />;
    case 'orders':
      return <OrdersScreen />;
    case 'day':
      return <DayScreen />;
    case 'catalogue':
      return <CatalogueScreen />;
    case 'office':
      return <OfficeScreen />;
    case 'settings':
      return <SettingsScreen />;
  }
}

function Till() {
  const helpOpen = useNavigation((state) => state.helpOpen);
  useShellKeys();
  return (
    <div className="shell">
      <TopBar />
      <TrainingBanner />
      <AttemptStrip />
      <main className="shell-main">
        <Notices />
        <CurrentScreen />
      </main>
      <MessageLine />
      {helpOpen ? <HelpDialog /> : null}
    </div>
  );
}

/** The window: the till, or why there is none. */
export function App() {
  const { t } = useTranslation();
  const view = useSession((state) => state.view);
  switch (view.kind) {
    case 'starting':
      return <p className="shell-wait">{t('app.starting')}</p>;
    case 'ready':
      return <Till />;
    case 'problem':
      return <ProblemScreen problem={view.problem} />;
    case 'failed':
      return <ProblemScreen error={view.error} />;
  }
}
