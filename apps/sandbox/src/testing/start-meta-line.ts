import { asArray, asObject, type JsonObject } from '../json-value.ts';
import { type Answer, type Stand, startStand } from './start-stand.ts';

type LineConfig = {
  channel: 'messenger' | 'instagram';
  /** Where the account's calls go: `/graph/v26.0/<id>`. */
  base: string;
  token: string;
  person: string;
};

/** One customer and one account of Messenger or Instagram in a running sandbox. */
export type MetaLine = {
  stand: Stand;
  headers: Record<string, string>;
  send(message: unknown, path?: string): Promise<Answer>;
  act(action: string, body?: unknown): Promise<Answer>;
  faults(dial: object): Promise<Answer>;
  phone(): Promise<unknown>;
  /** The `messaging` objects received so far that carry this key. */
  updates(key: string): JsonObject[];
  /** What stands under the key, in the order it came. */
  told(key: string): JsonObject[];
  arrived(key: string, count?: number): Promise<void>;
};

/** Starts a sandbox for one line. */
export async function startMetaLine(config: LineConfig): Promise<MetaLine> {
  const { channel, base, token, person } = config;
  const stand = await startStand();
  const headers = { authorization: `Bearer ${token}` };
  const path = `/control/phones/${channel}/demo-${channel}/${person}`;
  const updates = (key: string) =>
    stand.receiver.received.map(({ body }) => messagingOf(body)).filter((one) => key in one);

  return {
    stand,
    headers,
    send: (message, to = `${base}/messages`) =>
      stand.call('POST', to, { headers, body: { recipient: { id: person }, message } }),
    act: (action, body = {}) => stand.call('POST', `${path}/${action}`, { body }),
    faults: (dial) => stand.call('POST', '/control/faults', { body: { target: channel, ...dial } }),
    phone: async () => (await stand.call('GET', path)).json,
    updates,
    told: (key) => updates(key).map((update) => asObject(update[key]) ?? {}),
    arrived: (key, count = 1) => stand.until(() => updates(key).length >= count),
  };
}

function messagingOf(body: string): JsonObject {
  const parsed = asObject(body === '' ? {} : JSON.parse(body));
  const entry = asObject(asArray(parsed?.entry)?.[0]);
  return asObject(asArray(entry?.messaging)?.[0]) ?? {};
}
