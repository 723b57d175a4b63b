import { createHmac } from 'node:crypto';
import type { Request } from 'express';
import type { Account, AccountStore } from '../accounts.ts';
import { asObject, asString, type JsonObject, readJson } from '../json-value.ts';
import { type GraphFault, graphFault, invalidToken, unknownObject } from './graph-fault.ts';

export type Access = { kind: 'account'; account: Account } | { kind: 'fault'; fault: GraphFault };

type Door = { accounts: AccountStore; channel: 'messenger' | 'instagram' };

/** Whose token it is; checked before the path, as the platform does. `id` may be `me`. */
export function openAccount(door: Door, request: Request, id: string): Access {
  const token = readToken(request);
  if (token === null) {
    return fault(invalidToken('An access token is required to request this resource.'));
  }
  const account = door.accounts.byToken(door.channel, token);
  if (!account) {
    return fault(invalidToken('Invalid OAuth access token - Cannot parse access token'));
  }
  if (!isProven(request, account)) {
    const message = 'Invalid appsecret_proof provided in the API argument';
    return fault(graphFault(100, message, { type: 'GraphMethodException' }));
  }
  if (id !== 'me' && id !== account.externalId) return fault(unknownObject(request.method, id));
  return { kind: 'account', account };
}

/** From the header, the query or the body: all three are accepted. */
export function readToken(request: Request): string | null {
  const bearer = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return bearer ?? asString(request.query.access_token) ?? asString(readBody(request).access_token);
}

/** JSON, or a form whose fields hold JSON. */
export function readBody(request: Request): JsonObject {
  const body = asObject(request.body) ?? {};
  if (request.is('application/x-www-form-urlencoded') === false) return body;
  const fields = Object.entries(body).map(([name, value]) => [name, fieldValue(value)] as const);
  return Object.fromEntries(fields);
}

function fieldValue(value: unknown): unknown {
  const text = asString(value);
  if (text === null || !/^[[{]/.test(text)) return value;
  return readJson(text) ?? value;
}

function isProven(request: Request, { appSecret, token }: Account): boolean {
  const proof =
    asString(request.query.appsecret_proof) ?? asString(readBody(request).appsecret_proof);
  if (proof === null) return true;
  return proof === createHmac('sha256', appSecret).update(token).digest('hex');
}

function fault(value: GraphFault): Access {
  return { kind: 'fault', fault: value };
}
