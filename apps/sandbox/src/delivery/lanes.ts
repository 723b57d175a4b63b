/** Tasks of one lane run one after another; lanes do not know each other. */
export interface Lanes {
  run(lane: string, task: () => Promise<void>): Promise<void>;
}

/** Lanes that vanish when they are empty. A task must not throw. */
export function createLanes(): Lanes {
  const tails = new Map<string, Promise<void>>();

  return {
    async run(lane, task) {
      const former = tails.get(lane);
      const mine = former ? former.then(task) : task();
      tails.set(lane, mine);
      await mine;
      if (tails.get(lane) === mine) tails.delete(lane);
    },
  };
}
