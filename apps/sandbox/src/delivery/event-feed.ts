import type { StandInName } from '../accounts.ts';

/** A hint that something changed and may be read again. Never the data itself. */
export type SandboxEvent =
  | { kind: 'message'; standIn: StandInName; account: string; person: string }
  /** Typing, seen marks, keyboards: what the customer sees changed without a message. */
  | { kind: 'phone'; standIn: StandInName; account: string; person: string }
  | { kind: 'session'; account: string; id: string; status: string }
  | { kind: 'delivery'; standIn: StandInName; account: string; label: string; ok: boolean }
  | { kind: 'faults' }
  | { kind: 'accounts' }
  | { kind: 'reset' };

export interface EventFeed {
  publish(event: SandboxEvent): void;
  /** Returns what ends the subscription. */
  subscribe(listener: (event: SandboxEvent) => void): () => void;
}

/** A feed within this process; costs nothing while nobody listens. */
export function createEventFeed(): EventFeed {
  const listeners = new Set<(event: SandboxEvent) => void>();
  return {
    publish(event) {
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
