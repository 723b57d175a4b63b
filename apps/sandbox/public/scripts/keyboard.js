import { el } from './dom.js';

const ROW_PX = 42;

/** Quick replies as a row of pills; on Viber a grid of six columns. */
export function createKeyboard({ channel, press }) {
  const node = el('div', { class: 'keyboard' });
  let shown = '';

  return {
    node,
    show(taps) {
      const state = JSON.stringify(taps);
      if (state === shown) return;
      shown = state;
      node.style.display = taps.length === 0 ? 'none' : '';
      node.replaceChildren(...taps.map((tap) => (channel === 'viber' ? key(tap) : pill(tap))));
    },
  };

  function pill(tap) {
    return el('button', { onclick: () => press(tap) }, tap.label);
  }

  function key(tap) {
    const { columns, rows, background, color } = tap.look;
    const style = {
      gridColumn: `span ${columns}`,
      gridRow: `span ${rows}`,
      minHeight: `${rows * ROW_PX}px`,
      ...(background && { background }),
      ...(color && { color }),
    };
    return el('button', { class: tap.kind, style, onclick: () => press(tap) }, tap.label);
  }
}
