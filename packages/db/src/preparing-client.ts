import { createHash } from 'node:crypto';
import pg from 'pg';

/** Texts differ only by the length of their lists, so there are few; the rest stays unprepared. */
const MAX_STATEMENTS = 400;
const names = new Map<string, string>();

/**
 * A connection on which every statement with parameters is prepared once and then only executed:
 * PostgreSQL parses and plans it a handful of times instead of every time. One that gave no answer
 * in time is closed: the next query would only wait behind the one that hangs.
 */
export class PreparingClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    const send = this.query;
    Object.defineProperty(this, 'query', {
      value: (statement: unknown, ...rest: unknown[]): unknown => {
        const sent: unknown = Reflect.apply(send, this, [prepared(statement, rest[0]), ...rest]);
        if (sent instanceof Promise) sent.catch((error: unknown) => this.#closeIfSilent(error));
        return sent;
      },
    });
  }

  #closeIfSilent(error: unknown): void {
    if (!(error instanceof Error) || error.message !== 'Query read timeout') return;
    this.end(() => {});
  }
}

function prepared(statement: unknown, values: unknown): unknown {
  if (!Array.isArray(values) || values.length === 0) return statement;
  if (typeof statement !== 'object' || statement === null || !('text' in statement)) {
    return statement;
  }
  const { text } = statement;
  const named = 'name' in statement && statement.name !== undefined;
  if (named || typeof text !== 'string') return statement;
  const name = nameOf(text);
  return name === undefined ? statement : { ...statement, name };
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size >= MAX_STATEMENTS) return undefined;
  const name = createHash('sha256').update(text).digest('hex').slice(0, 32);
  names.set(text, name);
  return name;
}
