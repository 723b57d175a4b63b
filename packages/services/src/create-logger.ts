import type { LogFields, Logger } from '@chatpay/core';
import { pino } from 'pino';
import { safeMessage } from './safe-message.ts';

/**
 * Writes JSON lines to standard output. Only the fields of LogFields can get in, and of an error
 * only its name, message, code and stack: adapters keep secrets and bodies out of messages.
 */
export function createLogger(
  options: { level: string; app: string },
  destination?: NodeJS.WritableStream,
): Logger {
  const settings = {
    level: options.level,
    base: { app: options.app },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  const log = destination ? pino(settings, destination) : pino(settings);
  return {
    debug: (fields, message) => log.debug(allowed(fields), message),
    info: (fields, message) => log.info(allowed(fields), message),
    warn: (fields, message) => log.warn(allowed(fields), message),
    error: (fields, message) => log.error(allowed(fields), message),
  };
}

const ALLOWED = [
  'merchantId',
  'accountId',
  'account',
  'channel',
  'provider',
  'conversationId',
  'messageId',
  'inboxId',
  'orderId',
  'requestId',
  'attemptId',
  'job',
  'kind',
  'reason',
  'status',
  'count',
  'attempts',
  'durationMs',
  'port',
] as const satisfies (keyof LogFields)[];

function allowed(fields: LogFields): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const name of ALLOWED) {
    if (fields[name] !== undefined) kept[name] = fields[name];
  }
  if (fields.error !== undefined) kept.error = describeError(fields.error);
  return kept;
}

function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: 'not an Error' };
  const cause = error.cause instanceof Error ? error.cause : undefined;
  return {
    name: error.name,
    message: safeMessage(error),
    ...('code' in error ? { code: error.code } : {}),
    ...(cause ? { cause: describeError(cause) } : {}),
    stack: error.stack
      ?.split('\n')
      .filter((line) => line.trimStart().startsWith('at '))
      .slice(0, 8),
  };
}
