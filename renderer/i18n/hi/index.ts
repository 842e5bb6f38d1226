import type { Words } from '../words.ts';
import { app, messages, notices, problem } from './app.ts';
import { backups } from './backups.ts';
import { catalogue } from './catalogue.ts';
import { attempt, counter } from './counter.ts';
import { customer } from './customer.ts';
import { errors } from './errors.ts';
import { manager } from './manager.ts';
import { office } from './office.ts';
import { orders } from './orders.ts';
import { reasons } from './reasons.ts';
import { receipt, scheme, tender } from './receipt.ts';
import { refunds } from './refunds.ts';
import { review } from './review.ts';
import { day } from './day.ts';
import { settings } from './settings.ts';
import { cardEntry, keyed, otp, speaks } from './typed-card.ts';
import { byManager, giveUp, slip, split, training, upi } from './ways.ts';

/** All Hindi words. */
export const hi: Words = {
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
  scheme,
  manager,
  office,
  orders,
  backups,
  catalogue,
  refunds,
  day,
  review,
  settings,
  customer,
  split,
  giveUp,
  byManager,
  upi,
  slip,
  cardEntry,
  otp,
  keyed,
  speaks,
  training,
};
