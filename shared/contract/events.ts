import { z } from 'zod';

/**
 * Main tells the renderer that something changed, never what it is now: the renderer asks. `version` grows per id, so that a late event is told from a new one.
 * Topics: `checkout` (id: order), `attempt` (id: attempt), `order` (id: order), `import` (id: import), `catalogue`, `settings`, `snapshot`, `training` (id: empty),
 * `day` (id: business date). `sync` (id: empty). A refund that moves on is an `order` event of its order.
 */
export const posEventSchema = z.object({
  topic: z.enum([
    'checkout',
    'attempt',
    'order',
    'import',
    'catalogue',
    'settings',
    'snapshot',
    'day',
    'training',
    'backup',
    'sync',
  ]),
  id: z.string(),
  version: z.int(),
});
export type PosEvent = z.infer<typeof posEventSchema>;
