import { z } from 'zod';

/** Every outside system the sandbox stands in for. */
export const standInName = z.enum(['messenger', 'instagram', 'viber', 'vpos']);
export type StandInName = z.infer<typeof standInName>;

const needsAppSecret = (channel: StandInName) => channel === 'messenger' || channel === 'instagram';

/** An account as `POST /control/accounts` takes it. */
export const newAccount = z
  .strictObject({
    channel: standInName,
    key: z.string().regex(/^[\w.-]{1,64}$/),
    /** Page id, Instagram account id, Viber uri. The key where the platform has no such id. */
    externalId: z.string().min(1).optional(),
    token: z.string().min(1),
    appId: z.string().default(''),
    appSecret: z.string().default(''),
    verifyToken: z.string().default(''),
    webhookSecret: z.string().default(''),
    /** How VPOS signs for this account: Standard Webhooks, or `t=,v1=` in one header. */
    webhookProfile: z.enum(['standard', 't-v1']).default('standard'),
    name: z.string().optional(),
    /** Null follows the gateway address. */
    webhookUrl: z
      .url({ protocol: /^https?$/ })
      .nullable()
      .default(null),
  })
  .refine((account) => !needsAppSecret(account.channel) || account.appSecret !== '', {
    path: ['appSecret'],
    error: 'Meta signs webhooks with the app secret',
  })
  .refine((account) => account.channel !== 'vpos' || account.webhookSecret !== '', {
    path: ['webhookSecret'],
    error: 'VPOS signs webhooks with the webhook secret',
  })
  .transform((account) => ({
    ...account,
    externalId: account.externalId ?? account.key,
    name: account.name ?? account.key,
  }));

/** What goes into `AccountStore.register`: only channel, key, token and the channel's secret. */
export type NewAccount = z.input<typeof newAccount>;
/** A shop's account on one stand-in, with everything filled in. */
export type Account = Readonly<z.output<typeof newAccount>>;

/** Who may talk to the stand-ins. Survives a reset. */
export interface AccountStore {
  /** Adds, or replaces the one with the same channel and key. Throws a ZodError when incomplete. */
  register(account: NewAccount): Account;
  byKey(channel: StandInName, key: string): Account | undefined;
  byToken(channel: StandInName, token: string): Account | undefined;
  byExternalId(channel: StandInName, externalId: string): Account | undefined;
  list(): Account[];
}

/** An account store that starts with the given accounts. */
export function createAccountStore(initial: readonly NewAccount[]): AccountStore {
  const byKey = new Map<string, Account>();
  const byToken = new Map<string, Account>();
  const byExternalId = new Map<string, Account>();

  const store: AccountStore = {
    register(input) {
      const account = newAccount.parse(input);
      const { channel } = account;
      const former = byKey.get(slot(channel, account.key));
      if (former) {
        byToken.delete(slot(channel, former.token));
        byExternalId.delete(slot(channel, former.externalId));
      }
      byKey.set(slot(channel, account.key), account);
      byToken.set(slot(channel, account.token), account);
      byExternalId.set(slot(channel, account.externalId), account);
      return account;
    },
    byKey: (channel, key) => byKey.get(slot(channel, key)),
    byToken: (channel, token) => byToken.get(slot(channel, token)),
    byExternalId: (channel, externalId) => byExternalId.get(slot(channel, externalId)),
    list: () => [...byKey.values()],
  };
  for (const account of initial) store.register(account);
  return store;
}

function slot(channel: StandInName, value: string): string {
  return `${channel} ${value}`;
}
