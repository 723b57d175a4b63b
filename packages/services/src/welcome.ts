import type { HttpReply, MessageContent, ReceivedEvent } from '@chatpay/core';
import { runFlow } from '@chatpay/flows';
import type { Deps } from './deps.ts';
import type { OpenChannel, Receiver } from './directory.ts';
import { flowContext, strangerContact } from './flow-context.ts';

/** Renders the words that go out in the webhook's own answer. Supplied by the app. */
export type RenderWelcome = (open: OpenChannel, content: MessageContent) => HttpReply;

/**
 * Viber lets a bot greet a person who opened the chat only in the answer to the webhook itself. The
 * greeting depends on the shop and the event alone, so a redelivered event gets the same one.
 */
export async function welcomeReply(
  deps: Pick<Deps, 'directory'> & { renderWelcome: RenderWelcome },
  { events, receiver }: { events: ReceivedEvent[]; receiver: Receiver | undefined },
): Promise<HttpReply | undefined> {
  const started = events.find(({ event }) => event.type === 'started' && !event.subscribed);
  const open = started && receiver?.accounts.get(started.account);
  if (started?.event.type !== 'started' || !open) return undefined;
  const snapshot = await deps.directory.read();
  const { effects } = runFlow(open.account.scenario, null, {
    event: { type: 'started', reference: started.event.context },
    context: flowContext({
      open,
      products: snapshot.products.get(open.account.merchantId) ?? [],
      language: null,
      contact: strangerContact(started.profile),
      order: undefined,
    }),
  });
  const said = effects.filter((effect) => effect.type === 'say');
  const last = said.at(-1);
  if (!last) return undefined;
  return deps.renderWelcome(open, {
    text: said.map(({ text }) => text).join('\n\n'),
    choices: last.choices ?? [],
    link: null,
  });
}
