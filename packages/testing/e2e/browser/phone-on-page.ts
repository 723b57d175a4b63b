import type { FrameLocator, Locator, Page } from 'playwright-core';
import type { Channel } from '../stage/sandbox-control.ts';

/** One phone of the page, for fingers: what is not on the screen cannot be pressed. */
export type PhoneOnPage = {
  /** Types and sends, and waits until the shop has answered. */
  say(text: string): Promise<void>;
  /** Presses the key of the keyboard with this label, and waits for the answer. */
  tap(label: string | RegExp): Promise<void>;
  /** Shares the number that the app's own dialog proposes, and waits for the answer. */
  shareNumber(): Promise<void>;
  /** Opens the newest payment link over the chat. */
  openPayPage(): Promise<void>;
  /** The page that lies over the chat. */
  readonly sheet: FrameLocator;
  /** Puts the page away by its own cross. */
  closeSheet(): Promise<void>;
  /** Until the page over the chat has gone by itself. */
  sheetGone(): Promise<void>;
  /** The shop's messages that contain this text. */
  messagesWith(text: string): Locator;
};

/** Where each app shows a payment link: a button, an address in the text, a key. */
const PAY_LINKS: Record<Channel, string> = {
  messenger: '.buttons button:has-text("💳")',
  instagram: '.words a',
  viber: '.keyboard button.link',
};

export function phoneOnPage(page: Page, channel: Channel): PhoneOnPage {
  const phone = page.locator(`.station.${channel}`);
  const said = phone.locator('.row.shop:not(:has(.typing))');
  const keys = phone.locator('.keyboard button');
  const input = phone.locator('.composer input');

  async function answered(act: () => Promise<unknown>): Promise<void> {
    const before = await said.count();
    await act();
    await said.nth(before).waitFor();
  }

  return {
    say: (text) =>
      answered(async () => {
        await input.fill(text);
        await input.press('Enter');
      }),
    tap: (label) => answered(() => keys.filter({ hasText: label }).first().click()),
    shareNumber: () =>
      answered(async () => {
        await keys.filter({ hasText: /📱|phone number/ }).click();
        await phone.locator('.dialog button.main').click();
      }),
    async openPayPage() {
      await phone.locator(PAY_LINKS[channel]).last().click();
      await phone.locator('.sheet iframe').waitFor();
    },
    sheet: phone.frameLocator('.sheet iframe'),
    closeSheet: () => phone.locator('.sheet header button').first().click(),
    sheetGone: () => phone.locator('.sheet').waitFor({ state: 'detached' }),
    messagesWith: (text) => said.filter({ hasText: text }),
  };
}
