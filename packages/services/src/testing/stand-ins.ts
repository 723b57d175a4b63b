import type {
  Attempt,
  ChannelAdapter,
  Checkout,
  OutboundMessage,
  PaymentEvent,
  PaymentProvider,
  SendOutcome,
} from '@chatpay/core';
import { OK, RemoteError } from '@chatpay/core';

/** A chat platform in memory: it keeps what it was asked to send and answers as it was told. */
export type StandInChannel = ChannelAdapter & {
  sent: OutboundMessage[];
  /** Answers for the next sends, in order; afterwards every send succeeds. */
  answers: ((message: OutboundMessage) => Promise<SendOutcome> | SendOutcome)[];
};

export function createStandInChannel(): StandInChannel {
  const sent: OutboundMessage[] = [];
  const answers: StandInChannel['answers'] = [];
  return {
    channel: 'messenger',
    capabilities: {
      textLimit: 2000,
      textUnit: 'utf16',
      maxChoices: 13,
      choiceLabelLimit: 20,
      canAskPhone: true,
      echoesCorrelation: true,
    },
    sent,
    answers,
    receive: () => ({ kind: 'rejected', status: 401, reason: 'the stand-in receives nothing' }),
    async send(message) {
      const answer = answers.shift();
      const outcome = answer ? await answer(message) : null;
      if (outcome === null || outcome.kind === 'sent') sent.push(message);
      return outcome ?? { kind: 'sent', externalId: `m_${message.id}` };
    },
  };
}

/** A payment provider in memory, idempotent by attempt as the real ones are. */
export type StandInProvider = PaymentProvider & {
  sessions: Map<string, Attempt>;
  /** Answers for the next calls to open a session; afterwards every call succeeds. */
  checkouts: ((attempt: Attempt) => Promise<Checkout> | Checkout)[];
  /** What a lookup says, by attempt id; otherwise there is no news. */
  facts: Map<string, PaymentEvent>;
  /** While true every lookup fails. */
  away: boolean;
};

export function createStandInProvider(): StandInProvider {
  const sessions = new Map<string, Attempt>();
  const checkouts: StandInProvider['checkouts'] = [];
  const facts = new Map<string, PaymentEvent>();
  const standIn: StandInProvider = {
    provider: 'vpos',
    away: false,
    sessions,
    checkouts,
    facts,
    async createCheckout(attempt) {
      sessions.set(attempt.id, attempt);
      const answer = checkouts.shift();
      if (answer) return answer(attempt);
      return {
        kind: 'opened',
        providerRef: `ps_${attempt.id}`,
        redirectUrl: `https://provider.example/${attempt.id}`,
        expiresAt: new Date(Date.now() + 20 * 60_000),
      };
    },
    receive: () => ({ kind: 'rejected', status: 401, reason: 'the stand-in receives nothing' }),
    reply: () => OK,
    async lookup(attempt) {
      if (standIn.away) throw new RemoteError('vpos', 'unreachable', 'away');
      return facts.get(attempt.id) ?? 'no-news';
    },
  };
  return standIn;
}
