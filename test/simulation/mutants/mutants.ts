/** Text that is found exactly once in a file, and what stands there instead. */
export type Patch = { readonly file: string; readonly find: string; readonly replace: string };

/** The program without one of its safeguards: the simulator must notice. */
export type Mutant = { readonly without: string; readonly patches: readonly Patch[] };

const driver = 'electron/payments/driver.ts';
const createPayments = 'electron/payments/create-payments.ts';
const machine = 'shared/domain/payment-transitions.ts';
const beginCharge = 'electron/store/units/begin-charge.ts';
const writeOrder = 'electron/store/units/write-order.ts';
const schema = 'electron/store/migrations/0001/payments.ts';

/** One for each safeguard that FIELD section 4 asks for. Where two walls stand behind each other, both go, or one would hide the other. */
export const mutants: readonly Mutant[] = [
  {
    without: 'SENDING on disk before the sale goes out',
    patches: [
      {
        file: 'electron/payments/apply-event.ts',
        find: '    const saved = save(deps, step, effects);',
        replace: `    if (event.type === 'send') queueMicrotask(() => void save(deps, step, effects));
    const saved = event.type === 'send' ? 'saved' : save(deps, step, effects);`,
      },
    ],
  },
  {
    without: 'one open attempt per order',
    patches: [
      {
        file: schema,
        find: 'CREATE UNIQUE INDEX one_open_attempt_per_order',
        replace: 'CREATE INDEX one_open_attempt_per_order',
      },
      {
        file: schema,
        find: 'CREATE UNIQUE INDEX one_open_attempt_per_terminal',
        replace: 'CREATE INDEX one_open_attempt_per_terminal',
      },
      {
        file: writeOrder,
        find: `  if (known?.state === 'paying') return err({ code: 'attempt-open' });`,
        replace: `  if (known?.state === 'paying') return ok(known);`,
      },
      {
        file: beginCharge,
        find: `  if (busy !== null)`,
        replace: `  if (busy !== null && busy.orderId !== order.orderId)`,
      },
    ],
  },
  {
    without: 'one open attempt per terminal',
    patches: [
      {
        file: schema,
        find: 'CREATE UNIQUE INDEX one_open_attempt_per_terminal',
        replace: 'CREATE INDEX one_open_attempt_per_terminal',
      },
      {
        file: beginCharge,
        find: `  if (busy !== null)`,
        replace: `  if (busy !== null && busy.orderId === order.orderId)`,
      },
    ],
  },
  {
    without: 'the compare and swap of a step',
    patches: [
      {
        file: 'electron/store/repositories/attempts.ts',
        find: 'WHERE attempt_id = @attemptId AND version = @version`;',
        replace: 'WHERE attempt_id = @attemptId AND @version > 0`;',
      },
    ],
  },
  {
    without: 'the tombstone before "not found" is final',
    patches: [
      {
        file: 'shared/domain/payment-window.ts',
        find: 'return facts.windowOver && facts.tombstoned;',
        replace: 'return facts.windowOver;',
      },
    ],
  },
  {
    without: 'the amount of an approval being checked',
    patches: [
      {
        file: 'shared/domain/payment-approval.ts',
        find: `  if (amountPaise === attempt.amountPaise) return { kind: 'approved', approval };`,
        replace: `  if (amountPaise > 0) return { kind: 'approved', approval };`,
      },
    ],
  },
  {
    without: 'asking on start',
    patches: [
      {
        file: createPayments,
        find: '    for (const record of left.value) resume(driver, record);',
        replace: '    if (left.value.length > 1_000_000) return left;',
      },
    ],
  },
  {
    without: 'the void of a late approval',
    patches: [
      {
        file: machine,
        find: `  pending: 'contradict',\n  approved: 'take-back',`,
        replace: `  pending: 'contradict',\n  approved: 'stay',`,
      },
    ],
  },
  {
    without: 'the second look after an end unpaid',
    patches: [
      {
        file: driver,
        find: `if (keeper.secondLook === 'planned') return true;`,
        replace: `if (keeper.secondLook === 'none') return false;`,
      },
    ],
  },
  {
    without: 'the approval kept when its sale fails',
    patches: [
      {
        file: 'electron/store/units/take-approval.ts',
        find: '  const kept = commitApprovalAlone(db, input.approval);',
        replace: `  if (because.code === 'bug') return err({ code: 'io-error', detail: 'rolled back' });
  const kept = commitApprovalAlone(db, input.approval);`,
      },
    ],
  },
  {
    without: 'the same press answering the same',
    patches: [
      {
        file: beginCharge,
        find: '  if (known === null) return ok(null);',
        replace: '  if (known === null || known.bodyHash !== press.bodyHash) return ok(null);',
      },
      {
        file: beginCharge,
        find: `  return ok({ kind: 'repeated', orderId: known.orderId, attemptId: known.attemptId });`,
        replace: '  return ok(null);',
      },
    ],
  },
  {
    without: 'frozen lines of a part-paid bill',
    patches: [
      {
        file: 'electron/sales/charge.ts',
        find: `  return same ? ok({ order, lines }) : err(posError('order-frozen'));`,
        replace: `  return same || lines.length > 0 ? ok({ order, lines }) : err(posError('order-frozen'));`,
      },
    ],
  },
  {
    without: 'a refusal at the door being of this very request',
    patches: [
      {
        file: 'electron/gateway/rupay/signed-call.ts',
        find: `  if (oneHeader(reply, gatewayHeaders.nonce) !== nonce) return`,
        replace: `  if (nonce === '') return`,
      },
    ],
  },
  {
    without: 'the void being repeated until it is certain',
    patches: [
      {
        file: machine,
        find: `  VOID_DUE: { ...goingBack, 'void-lost': 'VOID_UNKNOWN',`,
        replace: `  VOID_DUE: { ...goingBack, 'void-lost': 'VOIDED',`,
      },
    ],
  },
  {
    without: 'a slip of another machine paying one bill only',
    patches: [
      {
        file: 'electron/sales/charge-slip.ts',
        find: `  return isUsed ? posError('slip-used') : null;`,
        replace: `  return isUsed && rrn === '' ? posError('slip-used') : null;`,
      },
    ],
  },
  {
    without: 'a return being the same however often it is pressed',
    patches: [
      {
        file: 'electron/store/units/begin-return.ts',
        find: '  return known.bodyHash === press.bodyHash ? ok(true)',
        replace: '  return known.bodyHash !== press.bodyHash ? ok(true)',
      },
    ],
  },
  {
    without: 'a lost refund being asked for again under the same id',
    patches: [
      {
        file: 'electron/sales/refunds/drive.ts',
        find: `{ refundId, amountPaise, kind, isUnknown }`,
        replace: `{ refundId: isUnknown ? deps.ids.next<RefundId>() : refundId, amountPaise, kind, isUnknown }`,
      },
    ],
  },
  {
    without: 'refunds being gone on with at a start',
    patches: [
      {
        file: 'electron/sales/refunds/drive.ts',
        find: `      for (const refund of listUnfinishedRefunds(deps.db)) {`,
        replace: `      for (const refund of listUnfinishedRefunds(deps.db).slice(1_000_000)) {`,
      },
    ],
  },
  {
    without: 'the time in which a shown QR may still be paid',
    patches: [
      {
        file: driver,
        find: `return isCustomers ? qrMs + windowMs : windowMs;`,
        replace: `return isCustomers ? 1000 : windowMs;`,
      },
      {
        file: 'shared/domain/payment-window.ts',
        find: 'return facts.windowOver && facts.tombstoned;',
        replace: 'return facts.windowOver;',
      },
      {
        file: driver,
        find: `if (keeper.secondLook === 'planned') return true;`,
        replace: `if (keeper.secondLook === 'none') return false;`,
      },
    ],
  },
];
