import { parseArgs } from 'node:util';

export const PARTS = ['paid', 'intake', 'start'] as const;
export type Part = (typeof PARTS)[number];

/** How much is measured. Durations are in seconds, rates in arrivals per second. */
export type Options = {
  parts: ReadonlySet<Part>;
  grow: boolean;
  quick: boolean;
  shops: number;
  persons: number;
  intake: {
    connections: number;
    perSecond: number;
    rounds: number;
    warmUpSeconds: number;
    seconds: number;
  };
  paid: { warmUpSeconds: number; seconds: number };
  /** What is stored besides for `--grow`. */
  grown: { conversations: number; messagesEach: number };
  starts: number;
  /** Payments a second, in place of the rate the targets are set for. */
  rate: number | undefined;
  /** The folder where Node writes a CPU profile of every measured program. */
  profiles: string | undefined;
};

export const HELP = `npm run bench [-- options]
  --quick             about half a minute: shows that the bench works, not how fast chatpay is
  --grow              the same once more with 1 M conversations and 10 M messages stored
  --only=<parts>      some of ${PARTS.join(',')}
  --rate=<n>          payments a second, in place of the rate that the targets are set for
  --profile=<folder>  a CPU profile of every gateway and worker, for the tools of Chrome
  --help
REDIS_URL adds PostgreSQL + Redis, on the server of DATABASE_URL or else the embedded one.
`;

/** Throws, with the usage, on an option it does not know. */
export function readOptions(words: string[]): Options | 'help' {
  const { values } = parse(words);
  if (values.help) return 'help';
  const named = values.only?.split(',') ?? [...PARTS];
  const parts = PARTS.filter((part) => named.includes(part));
  if (parts.length !== named.length) throw new Error(`--only takes ${PARTS.join(',')}\n\n${HELP}`);
  const rate = values.rate === undefined ? undefined : Number(values.rate);
  if (rate !== undefined && !(rate > 0)) throw new Error(`--rate takes a number\n\n${HELP}`);
  return {
    ...(values.quick ? QUICK : FULL),
    parts: new Set(parts),
    grow: values.grow,
    quick: values.quick,
    rate,
    profiles: values.profile,
  };
}

type Amounts = Omit<Options, 'parts' | 'grow' | 'quick' | 'rate' | 'profiles'>;

const FULL: Amounts = {
  shops: 20,
  persons: 10_000,
  intake: { connections: 64, perSecond: 500, rounds: 5, warmUpSeconds: 1, seconds: 5 },
  paid: { warmUpSeconds: 5, seconds: 30 },
  grown: { conversations: 1_000_000, messagesEach: 10 },
  starts: 3,
};

const QUICK: Amounts = {
  shops: 4,
  persons: 1_000,
  intake: { connections: 32, perSecond: 200, rounds: 2, warmUpSeconds: 0.3, seconds: 0.7 },
  paid: { warmUpSeconds: 1, seconds: 3 },
  grown: { conversations: 10_000, messagesEach: 10 },
  starts: 1,
};

function parse(words: string[]) {
  try {
    return parseArgs({
      args: words,
      options: {
        quick: { type: 'boolean', default: false },
        grow: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        only: { type: 'string' },
        rate: { type: 'string' },
        profile: { type: 'string' },
      },
    });
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  }
}
