/** What is to be done about a refusal of the Graph API. */
export type GraphErrorClass =
  | 'transient'
  /** Transient, but only after minutes. */
  | 'busy'
  /** A limit of the whole account or app. */
  | 'rate'
  /** The token, the login or the app's set-up needs a person. */
  | 'reconnect'
  | 'window'
  | 'person'
  | 'thread'
  | 'restricted'
  | 'content'
  /** The message may have been sent in spite of the error. */
  | 'ambiguous';

/** Subcodes that mean something only together with their code. */
const PAIRS = new Map<string, GraphErrorClass>([['100/33', 'reconnect']]);

/**
 * Codes and subcodes that are unique by themselves; Meta's table prints some of them bare, so each
 * is looked for in both places. Source: Messenger Platform, "Error codes" (25 June 2026).
 */
const EITHER = new Map<number, GraphErrorClass>([
  [1357046, 'ambiguous'],
  [1404170, 'restricted'],
  [1545041, 'person'],
  [1545133, 'transient'],
  [1893015, 'person'],
  [1893016, 'content'],
  [1893063, 'restricted'],
  [2018001, 'person'],
  [2018008, 'transient'],
  [2018022, 'rate'],
  [2018027, 'reconnect'],
  [2018028, 'reconnect'],
  [2018065, 'window'],
  [2018108, 'person'],
  [2018164, 'reconnect'],
  [2018171, 'thread'],
  [2018218, 'content'],
  [2018247, 'content'],
  [2018278, 'window'],
  [2018300, 'thread'],
  [2018321, 'busy'],
  [2018336, 'reconnect'],
  [2018338, 'rate'],
  [2018344, 'reconnect'],
  [2018352, 'rate'],
  [2018354, 'rate'],
  [2018382, 'content'],
  [2534001, 'person'],
  [2534013, 'reconnect'],
  [2534014, 'person'],
  [2534015, 'content'],
  [2534022, 'window'],
  [2534025, 'content'],
  [2534029, 'restricted'],
  [2534037, 'thread'],
  [2534040, 'rate'],
  [2534041, 'reconnect'],
  [2534068, 'content'],
  [2534077, 'reconnect'],
  [2534122, 'restricted'],
  [9000001, 'content'],
]);

const CODES = new Map<number, GraphErrorClass>([
  [1, 'transient'],
  [2, 'transient'],
  [3, 'reconnect'],
  [4, 'rate'],
  [9, 'rate'],
  [10, 'reconnect'],
  [17, 'rate'],
  [32, 'rate'],
  [100, 'content'],
  [102, 'reconnect'],
  [190, 'reconnect'],
  [230, 'person'],
  [341, 'rate'],
  [368, 'restricted'],
  [551, 'person'],
  [613, 'rate'],
  [1200, 'transient'],
  [2022, 'restricted'],
  [9010, 'person'],
  [10303, 'content'],
  [36103, 'reconnect'],
  [80001, 'rate'],
  [80002, 'rate'],
  [80006, 'rate'],
]);

/** The class of a documented code and subcode, or null for one that we have never heard of. */
export function classOfCode(code: number, subcode: number | null): GraphErrorClass | null {
  const known =
    PAIRS.get(`${code}/${subcode}`) ??
    EITHER.get(subcode ?? 0) ??
    EITHER.get(code) ??
    CODES.get(code);
  const isPermission = code >= 200 && code <= 299;
  return known ?? (isPermission ? 'reconnect' : null);
}
