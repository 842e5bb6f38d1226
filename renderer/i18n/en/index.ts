import { app, messages, notices, problem } from './app.ts';
import { attempt, counter } from './counter.ts';
import { errors } from './errors.ts';
import { reasons } from './reasons.ts';
import { receipt, tender } from './receipt.ts';

/** All English words; the Hindi ones have the same shape. */
export const en = {
  app,
  messages,
  notices,
  problem,
  errors,
  counter,
  attempt,
  reasons,
  receipt,
  tender,
} as const;
