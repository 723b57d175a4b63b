import { z } from 'zod';
import type { StandInName } from '../accounts.ts';

/** How often: a probability, `true` for always, or the next n times and then never. */
const chance = z.union([
  z.number().min(0).max(1),
  z.boolean().transform(Number),
  z.strictObject({ next: z.int().min(0) }),
]);

const waitMs = z.int().min(0).max(600_000);

export const faultSettings = z.strictObject({
  /** Webhooks: how many times each is sent again after its first try. */
  duplicate: z.int().min(0).max(100),
  delayMs: waitMs,
  /** Webhooks are held for a moment and let go in random order. */
  reorder: z.boolean(),
  /** The webhook is lost for good: no try, no retry. */
  drop: chance,
  /** One try carries a signature of other bytes. The retry decides again. */
  wrongSignature: chance,
  /** VPOS: what is added to the charged sum, in minor units. */
  wrongAmount: z.int(),
  /** VPOS: the currency charged instead; `true` means USD, null or `false` the right one. */
  wrongCurrency: z.union([
    z.string().length(3),
    z.boolean().transform((isWrong) => (isWrong ? 'USD' : null)),
    z.null(),
  ]),
  /** VPOS: the session is paid and its webhook answered before the create call is. */
  webhookBeforeAnswer: z.boolean(),
  answerDelayMs: waitMs,
  /** API calls act, then the connection breaks. */
  lostAnswer: chance,
  /** API calls are turned away without acting. */
  status429: chance,
  status5xx: chance,
  receipts: z.boolean(),
  echoes: z.boolean(),
  /** Echo and receipts reach the gateway before the send call is answered. */
  echoBeforeAnswer: z.boolean(),
});
export type FaultSettings = Readonly<z.output<typeof faultSettings>>;

export const faultPatch = faultSettings.partial();
export type FaultPatch = Partial<FaultSettings>;

/** The faults that strike by chance. */
export type ChanceFault = 'drop' | 'wrongSignature' | 'lostAnswer' | 'status429' | 'status5xx';

const NO_FAULTS: FaultSettings = {
  duplicate: 0,
  delayMs: 0,
  reorder: false,
  drop: 0,
  wrongSignature: 0,
  wrongAmount: 0,
  wrongCurrency: null,
  webhookBeforeAnswer: false,
  answerDelayMs: 0,
  lostAnswer: 0,
  status429: 0,
  status5xx: 0,
  receipts: true,
  echoes: true,
  echoBeforeAnswer: false,
};

/** What goes wrong, per stand-in. */
export interface FaultDial {
  /** The current settings; read anew whenever a decision is taken. */
  of(standIn: StandInName): FaultSettings;
  /** Merges into what is set. */
  turn(standIn: StandInName, patch: FaultPatch): void;
  /** Decides whether this fault happens now, and uses up one of `next: n`. */
  strikes(standIn: StandInName, fault: ChanceFault): boolean;
  reset(): void;
}

/** A dial with nothing wrong. `random` gives 0..1. */
export function createFaultDial(random: () => number): FaultDial {
  const settings = new Map<StandInName, FaultSettings>();
  const of = (standIn: StandInName) => settings.get(standIn) ?? NO_FAULTS;

  return {
    of,
    turn(standIn, patch) {
      settings.set(standIn, { ...of(standIn), ...patch });
    },
    strikes(standIn, fault) {
      const how = of(standIn)[fault];
      if (typeof how === 'number') return how > 0 && random() < how;
      if (how.next === 0) return false;
      settings.set(standIn, { ...of(standIn), [fault]: { next: how.next - 1 } });
      return true;
    },
    reset() {
      settings.clear();
    },
  };
}
