import type { Job, JobName } from '@chatpay/core';

/** What BullMQ stands upon. Everything here is safe to call while the server is away. */
export interface Backend {
  openProducer(name: JobName): Producer;
  openConsumer(options: ConsumerOptions): Consumer;
  /** The same pending promise for as long as jobs cannot be added; rejects only after close. */
  ready(): Promise<void>;
  /** Asks the server once. Rejects when it is away. */
  check(): Promise<Fitness>;
  /** Lets go of every connection, within seconds. Consumers are closed before. */
  close(): Promise<void>;
}

/** `reason` is one sentence for the person who runs the server. */
export type Fitness = { kind: 'fit' } | { kind: 'unfit'; reason: string };

export interface Producer {
  add(jobs: Job[]): Promise<void>;
}

export type ConsumerOptions = {
  name: JobName;
  /** Gets the stored payload as it was found. Never rejects. */
  handle: (payload: unknown) => Promise<void>;
  concurrency: number;
};

export interface Consumer {
  /** Takes nothing more and waits for what runs, at most `drainMs`; then lets go. */
  close(drainMs: number): Promise<void>;
}
