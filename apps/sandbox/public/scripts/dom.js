/** Makes an element. `on…` are listeners, `style` an object, null and false are left out. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'style') Object.assign(node.style, value);
    else if (name === 'class') node.className = value;
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== false));
  return node;
}

/** Shows the items in order, touching only the nodes whose item changed. `keyOf` must be unique. */
export function showList(parent, items, { keyOf, render }) {
  const former = parent.shown ?? new Map();
  const shown = new Map();
  for (const item of items) {
    const state = JSON.stringify(item);
    const known = former.get(keyOf(item));
    if (known?.state === state) shown.set(keyOf(item), known);
    else shown.set(keyOf(item), { state, node: render(item, known === undefined) });
  }
  const nodes = [...shown.values()].map(({ node }) => node);
  const isSame =
    parent.children.length === nodes.length &&
    nodes.every((node, index) => parent.children[index] === node);
  if (!isSame) parent.replaceChildren(...nodes);
  parent.shown = shown;
}
