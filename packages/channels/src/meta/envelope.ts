import { readInstant } from '../read-instant.ts';
import { membersOf } from '../wire-field.ts';
import { graphDelivery, graphEntry } from './wire.ts';

/** One item of a delivery before anybody looked at what it says. */
export type GraphItem = {
  source: 'messaging' | 'standby' | 'change';
  /** The Page or professional account that the item belongs to. */
  account: string;
  members: Record<string, unknown>;
  /** When the platform sent the delivery, or when it came if it does not say. */
  sentAt: Date;
};

export type GraphEnvelope =
  | { kind: 'items'; items: GraphItem[] }
  | { kind: 'unknown object' }
  | { kind: 'unreadable' };

/**
 * Opens a delivery for the given kind of object (`page`, `instagram`). Entries without an id are
 * left out; a delivery may hold several accounts.
 */
export function openEnvelope(
  body: unknown,
  { object, receivedAt }: { object: 'page' | 'instagram'; receivedAt: Date },
): GraphEnvelope {
  const delivery = graphDelivery.safeParse(body);
  if (!delivery.success) return { kind: 'unreadable' };
  if (delivery.data.object !== object) return { kind: 'unknown object' };
  return { kind: 'items', items: delivery.data.entry.flatMap((raw) => itemsOf(raw, receivedAt)) };
}

function itemsOf(raw: unknown, receivedAt: Date): GraphItem[] {
  const parsed = graphEntry.safeParse(raw);
  if (!parsed.success) return [];
  const entry = parsed.data;
  const about = { account: entry.id, sentAt: readInstant(entry.time) ?? receivedAt };
  const toItem = (source: GraphItem['source']) => (item: unknown) => {
    return { source, members: membersOf(item), ...about };
  };
  const flat = entry.field === null ? [] : [{ field: entry.field, value: entry.value }];
  const changes = [...entry.changes, ...flat].map(membersOf);
  return [
    ...entry.messaging.map(toItem('messaging')),
    ...entry.standby.map(toItem('standby')),
    ...changes.map((change) => {
      const source = sourceOf(change);
      return toItem(source)(source === 'change' ? change : change.value);
    }),
  ];
}

/** The dashboard's "Test" button sends what belongs under `messaging` as the value of a change. */
function sourceOf({ field, value }: Record<string, unknown>): GraphItem['source'] {
  const names = Object.keys(membersOf(value));
  if (!names.includes('sender') || !names.includes('recipient')) return 'change';
  return field === 'standby' ? 'standby' : 'messaging';
}
