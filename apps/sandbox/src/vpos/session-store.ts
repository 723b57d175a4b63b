import type { Session } from './session.ts';

/** What an idempotency key was first used for. `request` is the whole body of that call. */
export type FirstUse = { session: Session; request: unknown };

export interface SessionStore {
  add(session: Session, key: string, request: unknown): void;
  byId(id: string): Session | undefined;
  byMerchantOrderId(account: string, merchantOrderId: string): Session[];
  byIdempotencyKey(account: string, key: string): FirstUse | undefined;
  /** Oldest first. */
  list(): Session[];
}

/** Keeps the newest `limit` sessions; `forget` hears of each one that is pushed out. */
export function createSessionStore(
  limit: number,
  forget: (session: Session) => void,
): SessionStore & { clear(): void } {
  const sessions = new Map<string, { session: Session; slot: string }>();
  const firstUses = new Map<string, FirstUse>();
  const ofOrder = new Map<string, Session[]>();

  function dropOldest(): void {
    const oldest = sessions.values().next().value;
    if (!oldest) return;
    const { session, slot } = oldest;
    sessions.delete(session.id);
    firstUses.delete(slot);
    const order = `${session.account} ${session.merchantOrderId}`;
    const others = ofOrder.get(order)?.filter((one) => one !== session) ?? [];
    if (others.length > 0) ofOrder.set(order, others);
    else ofOrder.delete(order);
    forget(session);
  }

  return {
    add(session, key, request) {
      const slot = `${session.account} ${key}`;
      const order = `${session.account} ${session.merchantOrderId}`;
      sessions.set(session.id, { session, slot });
      firstUses.set(slot, { session, request });
      ofOrder.set(order, [...(ofOrder.get(order) ?? []), session]);
      if (sessions.size > limit) dropOldest();
    },
    byId: (id) => sessions.get(id)?.session,
    byMerchantOrderId: (account, merchantOrderId) =>
      ofOrder.get(`${account} ${merchantOrderId}`) ?? [],
    byIdempotencyKey: (account, key) => firstUses.get(`${account} ${key}`),
    list: () => [...sessions.values()].map(({ session }) => session),
    clear() {
      for (const { session } of sessions.values()) forget(session);
      sessions.clear();
      firstUses.clear();
      ofOrder.clear();
    },
  };
}
