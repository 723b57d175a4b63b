import { RemoteError, type RemoteErrorCode } from '@chatpay/core';
import type { Call } from './build-call.ts';
import { redact } from './redact.ts';

export type CallContext = {
  party: string;
  call: Call;
  secrets: string[];
  /** Whether the request may have left this machine. */
  connected: boolean;
  timedOutAfterMs: number | null;
};

/**
 * A transport fault as RemoteError. The original error is not kept: it carries headers and the
 * body of the request. Its message and code are, with secrets blanked out.
 */
export function toRemoteError(fault: unknown, context: CallContext): RemoteError {
  const { party, call, secrets, timedOutAfterMs } = context;
  const { message, code } = describe(fault);
  const what = timedOutAfterMs === null ? message : `no answer within ${timedOutAfterMs} ms`;
  const cause = new Error(redact(`${code} ${message}`.trim(), secrets));
  return new RemoteError(
    party,
    toCode({ message, code }, context),
    redact(`${call.method} ${call.shownUrl}: ${what}`, secrets),
    { cause },
  );
}

function toCode(fault: { message: string; code: string }, context: CallContext): RemoteErrorCode {
  if (!context.connected) return 'unreachable';
  if (context.timedOutAfterMs !== null) return 'timeout';
  if (fault.message.startsWith('maxContentLength')) return 'unreadable';
  if (/^(HPE_|Z_|ERR__ERROR_)/.test(fault.code)) return 'unreadable';
  return 'interrupted';
}

function describe(fault: unknown): { message: string; code: string } {
  if (!(fault instanceof Error)) return { message: String(fault), code: '' };
  const code = 'code' in fault && typeof fault.code === 'string' ? fault.code : '';
  return { message: fault.message || code || fault.name, code };
}
