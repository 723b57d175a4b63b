import type { HttpClient, HttpResponse } from '@chatpay/http';
import TextMessage from 'viber-bot/lib/message/text-message.js';
import LibraryClient, { type ViberLogger } from 'viber-bot/lib/viber-client.js';
import { readJson } from '../read-json.ts';
import type { Keyboard } from './keyboard.ts';
import { viberAnswer } from './wire.ts';

export type ViberSender = { name: string; avatar: string | null };

/** What one message needs of `send_message`; nulls are left out on the way. */
export type ViberContent = {
  message: { type: string; text: string };
  keyboard: Keyboard | null;
  minApiVersion: number | null;
};

/** What the API said. Faults of the transport are thrown as RemoteError. */
export type ViberAnswer =
  | { kind: 'answered'; status: number; statusMessage: string | null; token: string | null }
  | { kind: 'unreadable'; response: HttpResponse };

export interface ViberClient {
  send(receiver: string, content: ViberContent): Promise<ViberAnswer>;
}

const ENDPOINTS = new Map([
  ['setWebhook', '/set_webhook'],
  ['getAccountInfo', '/get_account_info'],
  ['getUserDetails', '/get_user_details'],
  ['getOnlineStatus', '/get_online'],
  ['sendMessage', '/send_message'],
  ['post', '/post'],
]);

/** The library logs whole messages and has nothing to say that an answer does not. */
const SILENT: ViberLogger = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * viber-bot assembles requests and messages; its transport is replaced by ours, which keeps all
 * digits of a token, has deadlines, and puts the auth token (a header of `http`) into no body.
 */
export function createViberClient(http: HttpClient, sender: ViberSender): ViberClient {
  const client = new OwnTransportClient(http, sender);
  return {
    send(receiver, { message, keyboard, minApiVersion: level }) {
      return client.sendMessage(receiver, message.type, message, null, keyboard, null, level);
    },
  };
}

/** A text message in the library's words. */
export function textPayload(text: string): ViberContent['message'] {
  return new TextMessage(text).toJson();
}

class OwnTransportClient extends LibraryClient<ViberAnswer> {
  readonly #http: HttpClient;

  constructor(http: HttpClient, sender: ViberSender) {
    super(SILENT, sender, '', []);
    this.#http = http;
  }

  protected override async _sendRequest(endpoint: string, data: Record<string, unknown>) {
    const path = ENDPOINTS.get(endpoint);
    if (path === undefined) throw new Error(`viber-bot asks for the unknown call ${endpoint}`);
    const response = await this.#http.request({ method: 'POST', path, json: withoutNulls(data) });
    const reading = readJson(response.text);
    const answer = viberAnswer.safeParse(reading.kind === 'json' ? reading.value : null);
    if (response.status !== 200 || !answer.success) {
      return { kind: 'unreadable' as const, response };
    }
    const { status, status_message: statusMessage, message_token: token } = answer.data;
    return { kind: 'answered' as const, status, statusMessage, token };
  }

  /** The library would send the JSON of a string, or of nothing. */
  protected override _serializeTrackingData(trackingData: string | null) {
    return trackingData ?? undefined;
  }
}

/** The server's tolerance of null is not documented. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member)]));
}
