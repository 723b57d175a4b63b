/** The visit behind `/?channel=…&reference=…`: where "back to the chat" of a pay page leads. */
export function cameBack({ search }) {
  const query = new URLSearchParams(search);
  const channel = query.get('channel');
  if (channel === null) return null;
  return { kind: 'came-back', channel, reference: query.get('reference') };
}

/** Hands the visit to the page with the phones when this is its sheet or its window. */
export function goHome(visit) {
  const home = window.parent !== window ? window.parent : window.opener;
  if (!home) return false;
  home.postMessage(visit, location.origin);
  window.close();
  return true;
}
