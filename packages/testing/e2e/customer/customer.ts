import { randomBytes } from 'node:crypto';
import type { Stage } from '../stage/open-stage.ts';
import type { Bubble, Channel, PhoneView, Tap } from '../stage/sandbox-control.ts';
import { until } from '../stage/until.ts';

export type Language = 'hy' | 'ru' | 'en';

/** A person with a phone in their hand. They see what the phone shows and nothing else. */
export type Customer = {
  readonly channel: Channel;
  readonly person: string;
  readonly language: Language;
  say(text: string): Promise<void>;
  tap(tap: Tap): Promise<void>;
  act(action: string, body?: object): Promise<void>;
  look(): Promise<PhoneView>;
  /** What the shop said since the customer's own last act, once `fits` finds it there. */
  hears<T>(
    fits: (said: Bubble[], view: PhoneView) => T | null | undefined,
    what: string,
  ): Promise<T>;
};

export type CustomerConfig = {
  channel: Channel;
  language?: Language;
  /** Made up when it is left out. */
  person?: string;
};

const HEARS_MS = 30_000;

/** A customer of the demo shop on the sandbox of this stage. */
export function createCustomer(
  stage: Pick<Stage, 'control' | 'feed' | 'complaints'>,
  config: CustomerConfig,
): Customer {
  const { control } = stage;
  const { channel, language = 'en', person = newPerson(channel) } = config;
  const path = `${channel}/demo-${channel}/${encodeURIComponent(person)}`;
  const look = () => control.phone(path);
  let heardBefore: string | undefined;
  const act = async (action: string, body: object = {}) => {
    heardBefore = (await look()).messages.findLast(isOfShop)?.id;
    await control.act(path, action, body);
  };
  return {
    channel,
    person,
    language,
    act,
    look,
    say: (text) => act('say', { text }),
    tap: ({ payload, url, label }) => act('tap', { payload: payload ?? url, label }),
    hears(fits, what) {
      return until(
        async () => {
          const view = await look();
          const said = view.messages.filter(isOfShop);
          const start = said.findIndex(({ id }) => id === heardBefore) + 1;
          return fits(said.slice(start), view);
        },
        {
          what: `${what} in ${path}`,
          timeoutMs: HEARS_MS,
          change: () => stage.feed.changed(person),
          explain: async () => [transcript(await look()), ...stage.complaints()].join('\n'),
        },
      );
    },
  };
}

/** Everything that can be pressed now: under the newest words of the shop, and the keyboard. */
export function tapsIn(said: Bubble[], { keyboard }: PhoneView): Tap[] {
  return said.length === 0 ? [] : [...keyboard, ...said.flatMap(({ buttons }) => buttons)];
}

function isOfShop({ from }: Bubble): boolean {
  return from === 'shop';
}

export function transcript({ messages, keyboard }: PhoneView): string {
  const lines = messages.slice(-14).map(({ from, text, buttons }) => {
    const labels = buttons.map(({ label }) => `[${label}]`).join(' ');
    return `  ${from}: ${text ?? '(no text)'} ${labels}`;
  });
  return [...lines, `  keyboard: ${keyboard.map(({ label }) => label).join(' | ')}`].join('\n');
}

/** As the platforms number people: digits at Meta, base64 at Viber. */
function newPerson(channel: Channel): string {
  if (channel === 'viber') return randomBytes(16).toString('base64');
  return `7${BigInt(`0x${randomBytes(8).toString('hex')}`)}`.slice(0, 16);
}
