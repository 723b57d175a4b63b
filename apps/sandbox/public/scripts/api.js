/** Calls the sandbox; a refusal becomes an Error with the sandbox's own words. */
export async function call(method, path, body) {
  const init = { method, headers: {} };
  if (body !== undefined) {
    init.headers['content-type'] = 'application/json';
    init.body = JSON.stringify(body);
  }
  const answer = await fetch(path, init);
  const json = await answer.json().catch(() => null);
  if (!answer.ok) throw new Error(json?.error?.message ?? `status ${answer.status}`);
  return json;
}

/** The address of one customer's phone in the control API. */
export function phonePath({ channel, account, person }, action) {
  const path = [channel, account, person].map(encodeURIComponent).join('/');
  return `/control/phones/${path}${action === undefined ? '' : `/${action}`}`;
}
