import { channelName, language, providerName } from '@chatpay/core';
import { z } from 'zod';

/** PostgreSQL stores neither NUL nor halves of surrogate pairs. */
const storable = (text: string) => !/[\0\p{Cs}]/u.test(text);
const text = (longest: number) =>
  z.string().trim().min(1).max(longest).refine(storable, 'holds a character that cannot be stored');

const localized = z.strictObject({ hy: text(600), ru: text(600), en: text(600) });

/** Names things in addresses and stays for ever: lower-case letters, digits and dashes. */
const key = z.string().regex(/^[a-z0-9][a-z0-9-]{1,62}$/, 'use lower-case letters, digits, dashes');

/** A value, or the name of the environment variable that holds it. */
const secretReference = z.strictObject({ env: z.string().min(1) });

const account = { key, settings: z.record(z.string(), z.unknown()).default({}) };

const product = z.strictObject({
  sku: z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, 'use letters, digits, - and _'),
  names: localized,
  descriptions: localized,
  /** Whole dram. */
  price: z.int().min(1).max(100_000_000),
});

/** A shop in one file, for `chatpay apply`. Secrets may be given as `{ "env": "NAME" }`. */
export const shopFile = z
  .strictObject({
    $schema: z.string().optional(),
    key,
    name: text(60),
    scenario: z.enum(['shop']).default('shop'),
    defaultLanguage: language.default('hy'),
    texts: z.strictObject({ nextSteps: localized, support: localized }),
    link: z
      .strictObject({
        /** From 5 minutes to 30 days. */
        lifetimeMinutes: z.int().min(5).max(43_200).default(1_440),
        acceptLate: z.enum(['auto', 'review']).default('review'),
        maxDeclines: z.int().min(1).max(20).default(5),
      })
      .prefault({}),
    takeover: z
      .strictObject({
        /** After so long without a word from a person the bot takes a conversation back. */
        handBackMinutes: z.int().min(1).max(10_080).default(240),
      })
      .prefault({}),
    channels: z
      .array(
        z.strictObject({
          ...account,
          channel: channelName,
          externalId: text(200),
          name: text(60),
          credentials: z.record(z.string(), z.unknown()),
        }),
      )
      .min(1),
    payments: z
      .array(
        z.strictObject({
          ...account,
          provider: providerName,
          credentials: z.record(z.string(), z.unknown()),
        }),
      )
      .min(1),
    catalogue: z.array(product).min(1).max(500),
  })
  .superRefine((shop, context) => {
    reportRepeats(
      context,
      'channels',
      shop.channels.map((item) => item.key),
    );
    reportRepeats(
      context,
      'channels',
      shop.channels.map(({ channel, externalId }) => `the ${channel} account ${externalId}`),
    );
    reportRepeats(
      context,
      'payments',
      shop.payments.map((item) => item.key),
    );
    reportRepeats(
      context,
      'catalogue',
      shop.catalogue.map((item) => item.sku),
    );
  });
export type ShopFile = z.infer<typeof shopFile>;

function reportRepeats(context: z.RefinementCtx, path: string, keys: string[]): void {
  const repeated = keys.filter((value, index) => keys.indexOf(value) !== index);
  for (const value of new Set(repeated)) {
    context.addIssue({ code: 'custom', path: [path], message: `${value} stands there twice` });
  }
}

/** Puts values in the place of `{ "env": "NAME" }`. Throws, naming the variable, where one is missing. */
export function resolveSecrets(
  value: unknown,
  readSecret: (name: string) => string | undefined,
): unknown {
  const reference = secretReference.safeParse(value);
  if (reference.success) {
    const secret = readSecret(reference.data.env);
    if (!secret) throw new Error(`Set the environment variable ${reference.data.env}`);
    return secret;
  }
  if (Array.isArray(value)) return value.map((item) => resolveSecrets(item, readSecret));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, resolveSecrets(item, readSecret)]),
  );
}
