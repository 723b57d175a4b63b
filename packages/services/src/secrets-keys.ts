import { z } from 'zod';

const SAMPLE = /^(change|secret|sample|example|password|test|12345)/i;

/**
 * SECRETS_KEY as apps read it: one or more keys, separated by commas, the first of which seals.
 * Missing, short and sample keys are refused, so that no app starts with one (rule R65).
 */
export const secretsKeys = z
  .string()
  .transform((keys) => keys.split(',').map((key) => key.trim()))
  .refine((keys) => keys.every((key) => key.length >= 32), 'each key needs 32 characters or more')
  .refine(
    (keys) => keys.every((key) => !SAMPLE.test(key) && new Set(key).size > 8),
    'use a random key, such as the output of: openssl rand -base64 32',
  );
