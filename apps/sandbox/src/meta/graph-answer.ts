import type { Response } from 'express';
import type { JsonObject } from '../json-value.ts';
import { type GraphFault, graphFault, toFaultBody } from './graph-fault.ts';
import type { MetaDialect } from './meta-dialect.ts';

/** What a Graph call ends in. */
export type GraphAnswer = { kind: 'ok'; body: JsonObject } | { kind: 'fault'; fault: GraphFault };

/** A successful answer. */
export function ok(body: JsonObject): GraphAnswer {
  return { kind: 'ok', body };
}

/** A refusal. */
export function refused(fault: GraphFault): GraphAnswer {
  return { kind: 'fault', fault };
}

/** Writes the answer the way the host does. */
export function writeAnswer(dialect: MetaDialect, response: Response, answer: GraphAnswer): void {
  if (answer.kind === 'ok') {
    response.json(answer.body);
    return;
  }
  const { fault } = answer;
  if (fault.code === 190) {
    const reason = `OAuth "Facebook Platform" "invalid_token" "${fault.message}"`;
    response.set('WWW-Authenticate', reason);
  }
  response.status(fault.httpStatus).json(toFaultBody(fault, dialect.rules.faultType));
}

/** How the Graph API says "slow down" and "we are broken". */
export const BUSY = graphFault(613, '(#613) Calls to this api have exceeded the rate limit.', {
  type: 'OAuthException',
});
export const BROKEN = graphFault(2, 'Service temporarily unavailable', {
  httpStatus: 500,
  type: 'OAuthException',
  transient: true,
});

/** A path that leads nowhere. */
export function unknownPath(method: string, path: string): GraphFault {
  return graphFault(2500, `Unknown path components: ${path} (${method.toLowerCase()})`, {
    type: 'OAuthException',
  });
}
