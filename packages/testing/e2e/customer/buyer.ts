/** What a browser shows: where it ended up and the page itself. */
export type Page = { url: string; status: number; html: string };

/** Opens an address as a browser does, following redirects. */
export async function openPage(url: string, init: RequestInit = {}): Promise<Page> {
  const response = await fetch(url, init);
  return { url: response.url, status: response.status, html: await response.text() };
}

/**
 * Presses "pay" on our own page and lands on the provider's checkout page. Throws, with the page,
 * when there is no such button or it leads nowhere.
 */
export async function pressPay(payUrl: string): Promise<Page> {
  const page = await openPage(payUrl);
  const form = /<form[^>]* action="([^"]+)"/.exec(page.html)?.[1];
  if (form === undefined) throw new Error(`No pay button (${page.status}) on\n${page.html}`);
  const address = new URL(form.replaceAll('&amp;', '&'), page.url);
  const checkout = await openPage(address.href, { method: 'POST' });
  if (!checkout.url.includes('/vpos/checkout/')) {
    throw new Error(`Pay led to ${checkout.url} (${checkout.status})\n${checkout.html}`);
  }
  return checkout;
}

/** Presses a button of the provider's page and comes back to ours. */
export function finishCheckout(checkout: Page, button: 'pay' | 'decline' | 'leave'): Promise<Page> {
  const { origin, pathname } = new URL(checkout.url);
  return openPage(`${origin}${pathname}/${button}`, { method: 'POST' });
}

/** From the link in the chat to the end of the provider's page. Returns our page after it. */
export async function payByLink(payUrl: string): Promise<Page> {
  return finishCheckout(await pressPay(payUrl), 'pay');
}

/** The session that a checkout page is about. */
export function sessionOf({ url }: Page): string {
  return new URL(url).pathname.split('/').at(-1) ?? '';
}
