import type { ChannelReceipt, RawRequest, ReceivedEvent } from '@chatpay/core';
import { readJson } from '../read-json.ts';
import { isSigned } from '../signature.ts';
import { type GraphItem, openEnvelope } from './envelope.ts';
import { answerHandshake } from './handshake.ts';

export type GraphWebhook = {
  object: 'page' | 'instagram';
  /** Every secret that may sign; several while one is being replaced. */
  appSecrets: string[];
  verifyToken: string;
  /** Null for an item that concerns nobody, such as one without a sender. */
  toInbound(item: GraphItem): ReceivedEvent | null;
};

/** Everything a Meta webhook may ask of us: handshake, signature, envelope, events. */
export function receiveGraphWebhook(request: RawRequest, webhook: GraphWebhook): ChannelReceipt {
  if (request.method === 'GET') return answerHandshake(request, webhook.verifyToken);
  if (request.method !== 'POST') return rejected(400, 'neither GET nor POST');
  const signature = /^sha256=(.*)$/.exec(request.headers['x-hub-signature-256'] ?? '')?.[1];
  if (signature === undefined) return rejected(401, 'no signature');
  if (!isSigned(request.body, signature, webhook.appSecrets)) return rejected(401, 'bad signature');

  const reading = readJson(request.body);
  if (reading.kind === 'unreadable') return rejected(400, reading.reason);
  const { object, toInbound } = webhook;
  const envelope = openEnvelope(reading.value, { object, receivedAt: request.receivedAt });
  if (envelope.kind === 'unreadable') return rejected(400, 'not a webhook delivery');
  if (envelope.kind === 'unknown object') return rejected(404, `object is not ${object}`);
  const events = envelope.items.map(toInbound).filter((event) => event !== null);
  return { kind: 'events', events };
}

function rejected(status: 400 | 401 | 404, reason: string): ChannelReceipt {
  return { kind: 'rejected', status, reason };
}
