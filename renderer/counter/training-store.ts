import { create } from 'zustand';
import type { CustomerAct, TrainingTerminal } from '../../shared/contract/training.ts';
import type { PosError } from '../../shared/contract/errors.ts';
import type { AttemptId } from '../../shared/domain/ids.ts';
import type { Result } from '../../shared/domain/result.ts';
import { sayError } from '../app/messages.ts';
import { asked, pos } from '../app/pos.ts';

/** The training terminal as main last told it; null until it was asked, and where there is none. */
export const useTrainingTerminal = create<{ readonly terminal: TrainingTerminal | null }>(() => ({
  terminal: null,
}));

function take(reply: Result<TrainingTerminal, PosError>): void {
  if (reply.ok) useTrainingTerminal.setState({ terminal: reply.value });
  else if (reply.error.code !== 'training-over') sayError(reply.error);
}

/** Asks main what the training terminal shows; a till without one is no failure to speak of. */
export async function lookAtTerminal(): Promise<void> {
  const reply = await asked(pos().getTrainingTerminal());
  useTrainingTerminal.setState({ terminal: reply.ok ? reply.value : null });
}

/** Plays the customer of the payment that waits at the terminal. */
export async function playCustomer(attemptId: AttemptId, act: CustomerAct): Promise<void> {
  take(await asked(pos().playCustomer({ attemptId, act })));
  await lookAtTerminal();
}

/** Lets a person play the customer, or the terminal by itself. */
export async function playByHand(byHand: boolean): Promise<void> {
  take(await asked(pos().setTrainingByHand({ byHand })));
}
