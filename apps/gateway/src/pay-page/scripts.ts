/** Asks our own state while a payment is being checked: after 2 s, then slower, for 3 minutes. */
export const POLL_SCRIPT = `
(() => {
  const address = document.currentScript.dataset.status;
  const started = Date.now();
  let pause = 2000;
  const ask = async () => {
    try {
      const answer = await fetch(address, { cache: 'no-store' });
      const { settled } = await answer.json();
      if (settled) return location.reload();
    } catch {}
    pause = Math.min(pause * 1.3, 10000);
    if (Date.now() - started < 180000) setTimeout(ask, pause);
  };
  setTimeout(ask, pause);
})();
`;

/** Says on the button that the bank is being asked, which may take it seconds. */
export const PRESS_SCRIPT = `
(() => {
  const form = document.querySelector('form');
  const button = form.querySelector('button');
  const label = button.textContent;
  form.addEventListener('submit', () => {
    button.textContent = button.dataset.pressed;
    button.setAttribute('aria-busy', 'true');
  });
  addEventListener('pageshow', () => {
    button.textContent = label;
    button.removeAttribute('aria-busy');
  });
})();
`;
