const WAIT_MS = 60;

/**
 * Listens to the sandbox's changes. Each watcher runs soon after a change it cares about, once for
 * many, and once whenever the connection is new.
 */
export function listen(onState) {
  const watchers = new Set();
  const source = new EventSource('/control/events');

  source.onopen = () => {
    onState('live');
    for (const watcher of watchers) watcher.soon();
  };
  source.onerror = () => onState('lost');
  source.onmessage = ({ data }) => {
    const event = JSON.parse(data);
    for (const watcher of watchers) {
      if (event.kind === 'reset' || watcher.cares(event)) watcher.soon();
    }
  };

  return {
    watch(cares, run) {
      let timer = null;
      const soon = () => {
        if (timer !== null) return;
        timer = setTimeout(() => {
          timer = null;
          run();
        }, WAIT_MS);
      };
      const watcher = { cares, soon };
      watchers.add(watcher);
      soon();
      return { soon, stop: () => watchers.delete(watcher) };
    },
  };
}
