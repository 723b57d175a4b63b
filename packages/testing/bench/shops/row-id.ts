/** Rows of the bench: the part of their ids that says what they are. */
export const ROWS = {
  contact: 'c01',
  conversation: 'c02',
  order: 'c03',
  item: 'c04',
  request: 'c05',
  attempt: 'c06',
  message: 'd00',
  event: 'e00',
} as const;

/** The age of the oldest row, in milliseconds since 1970: the summer of 2025. */
const OLDEST_MS = 1_750_000_000_000;
const ROWS_PER_MS = 4;
const FIRST_PERSON = 2_500_000_000_000_000;

/** The UUID (version 7, so ids grow with time as ours do) of the row with this number. */
export function rowId(kind: string, number: number): string {
  const time = (OLDEST_MS + Math.floor(number / ROWS_PER_MS)).toString(16).padStart(12, '0');
  const rest = number.toString(16).padStart(15, '0');
  const parts = [
    time.slice(0, 8),
    time.slice(8),
    `7${kind}`,
    `8${rest.slice(0, 3)}`,
    rest.slice(3),
  ];
  return parts.join('-');
}

/** The same in SQL, of a column or expression that counts. */
export function rowIdSql(kind: string, number: string): string {
  const time = `lpad(to_hex(${OLDEST_MS} + (${number})::bigint / ${ROWS_PER_MS}), 12, '0')`;
  return `(${time} || '7${kind}8' || lpad(to_hex((${number})::bigint), 15, '0'))::uuid`;
}

/** A person's page-scoped id. */
export function personId(number: number): string {
  return String(FIRST_PERSON + number);
}

export function personIdSql(number: string): string {
  return `(${FIRST_PERSON} + (${number})::bigint)::text`;
}

/** The number of a person, or NaN for anybody else. */
export function numberOfPerson(id: unknown): number {
  return typeof id === 'string' && /^25\d{14}$/.test(id) ? Number(id) - FIRST_PERSON : Number.NaN;
}
