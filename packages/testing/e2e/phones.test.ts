import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { assertBooksAgree } from './books/books-agree.ts';
import { readContents } from './books/read-contents.ts';
import { browsers, CHROMIUM_PATH } from './browser/browsers.ts';
import { openWindow, startBrowser, type Window } from './browser/open-window.ts';
import { type PhoneOnPage, phoneOnPage } from './browser/phone-on-page.ts';
import { createCustomer, type Language } from './customer/customer.ts';
import { HELLO, orderUntilLink, WISH } from './customer/order-walk.ts';
import { env } from './env.ts';
import { type DatabaseServer, openDatabaseServer } from './stage/database-server.ts';
import { openStage, type Stage } from './stage/open-stage.ts';
import { postgresQueue } from './stage/queue-backends.ts';
import type { Channel } from './stage/sandbox-control.ts';

const WALKS: [Channel, Language][] = [
  ['messenger', 'en'],
  ['instagram', 'ru'],
  ['viber', 'hy'],
];
const OWN_NAMES: Record<Language, string> = { hy: 'Հայերեն', ru: 'Русский', en: 'English' };
const MOST_BYTES = 50_000;
const MOST_TABS = 10;
/** A form that goes nowhere leaves time to look at its button. */
const HOLD_FORM =
  "document.querySelector('form').addEventListener('submit', (event) => event.preventDefault())";

if (browsers.length === 0) {
  process.stderr.write(
    `No browser at ${CHROMIUM_PATH}: nobody looks at the phones page. Set CHROMIUM_PATH.\n`,
  );
}

test('the browser that CHROMIUM_PATH names is there', () => {
  expect(env.CHROMIUM_PATH === undefined || browsers.length > 0).toBe(true);
});

let server: DatabaseServer;
let stage: Stage;
beforeAll(async () => {
  if (browsers.length === 0) return;
  server = await openDatabaseServer();
  stage = await openStage({ server, queue: postgresQueue });
}, 60_000);
afterAll(async () => {
  await stage?.close();
  await server?.close();
});

for (const listed of browsers) {
  describe(`in ${listed.name}`, () => {
    let browser: Browser;
    let window: Window;
    beforeAll(async () => {
      browser = await startBrowser(listed);
    });
    afterAll(() => browser.close());
    beforeEach(async () => {
      window = await openWindow(browser);
    });
    afterEach(() => window.close());

    test.each(WALKS)(
      'on %s in %s, fingers alone lead from hello to paid in the same chat',
      async (channel, language) => {
        await window.page.goto(stage.control.baseUrl);
        const phone = phoneOnPage(window.page, channel);
        await orderByTaps(phone, { channel, language });
        await phone.openPayPage();
        await phone.sheet.locator('form button').click();
        await phone.sheet.locator('button.pay').click();
        await seesPaid(phone, language);
        await phone.sheet.locator('a.button').click();
        await phone.sheetGone();
        expect(window.complaints).toEqual([]);
        await assertBooksAgree(stage);
      },
      60_000,
    );

    test('who leaves the bank, is declined and tries again has paid once', async () => {
      await window.page.goto(stage.control.baseUrl);
      const phone = phoneOnPage(window.page, 'messenger');
      await orderByTaps(phone, { channel: 'messenger', language: 'en' });
      await phone.openPayPage();
      const { sheet } = phone;
      await sheet.locator('form button').click();
      await sheet.locator('button.leave').click();
      await sheet.locator('h1.wait').waitFor();
      await phone.closeSheet();
      await phone.openPayPage();
      await sheet.locator('form button').click();
      await sheet.locator('button.leave').click();
      await sheet.locator('p.aside a').click();
      await sheet.locator('form button').click();
      await sheet.locator('button.decline').click();
      await sheet.locator('h1.bad').waitFor();
      await sheet.locator('form button').click();
      await sheet.locator('button.pay').click();
      await seesPaid(phone, 'en');
      expect(window.complaints).toEqual([]);
      await assertBooksAgree(stage);
    }, 60_000);

    test('the pay page is small, can be used without a finger, and reading it changes nothing', async () => {
      const customer = createCustomer(stage, { channel: 'instagram', language: 'ru' });
      const link = await orderUntilLink(customer);
      await assertBooksAgree(stage);
      const before = await readContents(stage.pool);
      const { page } = window;
      const bytes = weigh(window);
      await page.goto(link, { waitUntil: 'networkidle' });
      expect(await page.locator('html').getAttribute('lang')).toBe('ru');
      expect(await page.locator('h1').count()).toBe(1);
      expect(await namelessControls(window)).toEqual([]);
      expect(await bytes()).toBeLessThan(MOST_BYTES);
      await page.setViewportSize({ width: 320, height: 640 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
      await page.locator('nav a', { hasText: 'Հայ' }).click();
      expect(await page.locator('html').getAttribute('lang')).toBe('hy');
      await fetch(link, { method: 'HEAD' });
      expect(await readContents(stage.pool)).toEqual(before);

      await page.evaluate(HOLD_FORM);
      await focusButton(window);
      await page.keyboard.press('Enter');
      expect(await page.locator('button').getAttribute('aria-busy')).toBe('true');
      await page.reload();
      await focusButton(window);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/vpos\/checkout\//);
      expect(window.complaints).toEqual([]);
      const opened = await readContents(stage.pool);
      expect(opened.attempt).not.toBe(before.attempt);
    }, 60_000);
  });
}

/** From hello to the payment link, by what the phone shows. */
async function orderByTaps(
  phone: PhoneOnPage,
  { channel, language }: { channel: Channel; language: Language },
): Promise<void> {
  const wanted = stage.shop.catalogue.find(({ sku }) => sku === WISH.sku);
  await phone.say(HELLO[language]);
  await phone.tap(OWN_NAMES[language]);
  await phone.tap(wanted?.names[language] ?? WISH.sku);
  await phone.tap(/^2$/);
  await phone.tap('✅');
  await (channel === 'instagram' ? phone.say(WISH.phone) : phone.shareNumber());
  await phone.say(WISH.address);
  await phone.tap('✅');
}

/** The page over the chat and the chat beneath it both say so, the chat once. */
async function seesPaid(phone: PhoneOnPage, language: Language): Promise<void> {
  const next = stage.shop.texts.nextSteps[language];
  await phone.sheet.locator('h1.good').waitFor();
  expect(await phone.sheet.locator('section').innerText()).toContain(next);
  await phone.messagesWith(next).first().waitFor();
  expect(await phone.messagesWith(next).count()).toBe(1);
}

/** How many bytes came for the pages of a window from now on, bodies only. */
function weigh({ page }: Window): () => Promise<number> {
  const bodies: Promise<number>[] = [];
  page.on('response', (response) => {
    bodies.push(
      response.body().then(
        ({ length }) => length,
        () => 0,
      ),
    );
  });
  return async () => (await Promise.all(bodies)).reduce((sum, length) => sum + length, 0);
}

/** Links, buttons, fields and pictures that a screen reader could not name. */
function namelessControls({ page }: Window): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll('a,button,input,select,nav,img')]
    .filter((node) => !(node.getAttribute('aria-label') ?? node.getAttribute('alt') ??
      node.textContent).trim())
    .map((node) => node.outerHTML)`);
}

/** Goes to the page's button by the tabulator key; throws when that does not lead there. */
async function focusButton({ page }: Window): Promise<void> {
  for (let press = 0; press < MOST_TABS; press += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate('document.activeElement?.tagName')) === 'BUTTON') return;
  }
  throw new Error(`The button is not among the first ${MOST_TABS} stops of the tabulator key`);
}
