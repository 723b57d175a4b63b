import type { SendOutcome } from '@chatpay/core';
import { type HttpResponse, redact, retryAfterMs } from '@chatpay/http';
import { readJson } from '../read-json.ts';
import { outcomeOfStatus } from '../transport-outcome.ts';
import { classOfCode, type GraphErrorClass } from './graph-error-table.ts';
import { type GraphError, graphFailure, graphSent, graphUsage } from './wire.ts';

const BUSY_MS = 120_000;
const LONGEST_WAIT_MS = 24 * 60 * 60_000;

/**
 * What an answer of the Send API says about the message: by code and subcode, and by HTTP status
 * only where there is no readable body. `secrets` are blanked out of the detail.
 */
export function toGraphOutcome(
  response: HttpResponse,
  { secrets, now }: { secrets: string[]; now: Date },
): SendOutcome {
  const reading = readJson(response.text);
  const body = reading.kind === 'json' ? reading.value : null;
  const failure = graphFailure.safeParse(body);
  if (failure.success) {
    const { error } = failure.data;
    const detail = redact(describe(error), secrets);
    return toOutcome(classify(error, response.status), detail, waitOf(response, now));
  }
  const sent = graphSent.safeParse(body);
  if (response.status === 200 && sent.success) {
    return { kind: 'sent', externalId: sent.data.message_id };
  }
  return outcomeOfStatus(response.status, waitOf(response, now));
}

/** The two cases at the top have no code of their own and are told by their words. */
function classify(error: GraphError, status: number): GraphErrorClass {
  const { code, error_subcode: subcode, message, is_transient } = error;
  if (code === 100 && subcode === null) {
    if (/^(\(#100\) )?Unsupported request - method type/.test(message ?? '')) return 'restricted';
    if (/appsecret_proof/.test(message ?? '')) return 'reconnect';
  }
  const known = classOfCode(code, subcode);
  if (known !== null) return known;
  if (is_transient === true) return 'transient';
  return status >= 500 ? 'ambiguous' : 'content';
}

function toOutcome(found: GraphErrorClass, detail: string, afterMs: number | null): SendOutcome {
  switch (found) {
    case 'transient':
      return { kind: 'retry', reason: detail, scope: 'message', afterMs: null };
    case 'busy':
      return { kind: 'retry', reason: detail, scope: 'message', afterMs: BUSY_MS };
    case 'rate':
      return { kind: 'retry', reason: detail, scope: 'account', afterMs };
    case 'reconnect':
      return { kind: 'refused', reason: 'account_disconnected', detail };
    case 'window':
      return { kind: 'refused', reason: 'window_closed', detail };
    case 'person':
      return { kind: 'refused', reason: 'person_unavailable', detail };
    case 'thread':
      return { kind: 'refused', reason: 'thread_not_ours', detail };
    case 'restricted':
      return { kind: 'refused', reason: 'restricted', detail };
    case 'content':
      return { kind: 'refused', reason: 'bad_content', detail };
    case 'ambiguous':
      return { kind: 'unknown', reason: detail };
  }
}

function describe(error: GraphError): string {
  const { code, error_subcode: subcode, type, message, fbtrace_id: trace } = error;
  const number = subcode === null ? `${code}` : `${code}/${subcode}`;
  const words = (message ?? '').slice(0, 300);
  return `${number} ${type ?? ''} ${words}${trace === null ? '' : ` [${trace}]`}`.trim();
}

/** The longest wait that the usage header asks for, else Retry-After, else null. */
function waitOf(response: HttpResponse, now: Date): number | null {
  const reading = readJson(response.headers['x-business-use-case-usage'] ?? '');
  const usage = graphUsage.safeParse(reading.kind === 'json' ? reading.value : null);
  const uses = Object.values(usage.data ?? {}).flat();
  const minutes = Math.max(0, ...uses.map((use) => use.estimated_time_to_regain_access ?? 0));
  const waitMs = minutes > 0 ? minutes * 60_000 : retryAfterMs(response, now);
  return waitMs === null ? null : Math.min(waitMs, LONGEST_WAIT_MS);
}
