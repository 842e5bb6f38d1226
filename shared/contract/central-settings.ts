import { z } from 'zod';

/* The environment of the central order API. A wrong value stops the start with a sentence that names the variable, never with its value. */

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  );

const whole = (min: number, max: number, standard: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'is a whole number')
    .transform(Number)
    .pipe(z.int().min(min, `is at least ${min}`).max(max, `is at most ${max}`))
    .default(standard);

const webAddress = z.url({
  protocol: /^https?$/,
  error: 'is an address that starts with https:// (or http:// on this machine)',
});

/** Every variable that central reads, with what it means in docs/operations.md. */
export const centralEnvironment = z
  .object({
    DATABASE_URL: z
      .string()
      .regex(/^postgres(?:ql)?:\/\/\S+$/, 'is an address that starts with postgres://')
      .optional(),
    CENTRAL_HOST: z.string().min(1).default('127.0.0.1'),
    CENTRAL_DB_CONNECTIONS: whole(1, 500, 10),
    CENTRAL_TLS_CERT: z.string().min(1).optional(),
    CENTRAL_TLS_KEY: z.string().min(1).optional(),
    CENTRAL_HSTS: z.enum(['on', 'off'], { error: 'is on or off' }).default('off'),
    CENTRAL_TRUSTED_PROXIES: list,
    CENTRAL_CORS_ORIGINS: list.pipe(
      z.array(
        z
          .string()
          .regex(/^https?:\/\/[\w.-]+(?::\d+)?$/, 'is a list of origins such as https://office.example'),
      ),
    ),
    CENTRAL_CALLS_PER_MINUTE: whole(10, 1_000_000, 6000),
    CENTRAL_LOG_LEVEL: z
      .enum(['debug', 'info', 'warn', 'error', 'silent'], { error: 'is debug, info, warn, error or silent' })
      .default('info'),
    CENTRAL_METRICS_TOKEN: z.string().min(16, 'has at least 16 characters').optional(),
    CENTRAL_ADMIN_NAME: z.string().min(1).max(100).optional(),
    CENTRAL_ADMIN_PASSWORD: z.string().min(12, 'has at least 12 characters').max(200).optional(),
    RUPAY_GATEWAY_URL: webAddress.optional(),
    RUPAY_MERCHANT_ID: z.string().min(1).max(64).optional(),
    RUPAY_TERMINAL_ID: z.string().min(1).max(64).optional(),
    RUPAY_API_KEY: z.string().min(1).max(400).optional(),
  })
  .superRefine((given, context) => {
    if ((given.CENTRAL_TLS_CERT === undefined) !== (given.CENTRAL_TLS_KEY === undefined)) {
      context.addIssue({ code: 'custom', path: ['CENTRAL_TLS_KEY'], message: 'goes with CENTRAL_TLS_CERT' });
    }
    if ((given.CENTRAL_ADMIN_NAME === undefined) !== (given.CENTRAL_ADMIN_PASSWORD === undefined)) {
      context.addIssue({
        code: 'custom',
        path: ['CENTRAL_ADMIN_PASSWORD'],
        message: 'goes with CENTRAL_ADMIN_NAME',
      });
    }
    const gateway = [given.RUPAY_GATEWAY_URL, given.RUPAY_MERCHANT_ID, given.RUPAY_API_KEY];
    if (new Set(gateway.map((value) => value === undefined)).size > 1) {
      const message = 'goes with RUPAY_MERCHANT_ID and RUPAY_API_KEY';
      context.addIssue({ code: 'custom', path: ['RUPAY_GATEWAY_URL'], message });
    }
  });
export type CentralEnvironment = z.output<typeof centralEnvironment>;
