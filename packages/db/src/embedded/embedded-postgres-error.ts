export type EmbeddedPostgresErrorCode =
  | 'unsupported_platform'
  | 'wrong_version'
  | 'not_permitted'
  | 'disk'
  | 'in_use'
  | 'not_started';

/** A fault of the embedded server. `message` is one sentence for the person who started it. */
export class EmbeddedPostgresError extends Error {
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'EmbeddedPostgresError';
    this.code = code;
  }
}

/** Any error met on the way, in words: what the file system says is told with the folder it is about. */
export function toEmbeddedFault(error: unknown, dataDir: string): EmbeddedPostgresError {
  if (error instanceof EmbeddedPostgresError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return explainText(detail, dataDir, error) ?? notStarted(detail, dataDir, error);
}

function notStarted(detail: string, dataDir: string, cause: unknown): EmbeddedPostgresError {
  const text = `The embedded PostgreSQL in ${dataDir} did not start: ${detail}`;
  return new EmbeddedPostgresError('not_started', text, cause);
}

const EXPLANATIONS: [RegExp, EmbeddedPostgresErrorCode, (dataDir: string) => string][] = [
  [
    /spawn \S+ E[A-Z]+/,
    'unsupported_platform',
    (dataDir) =>
      `This system does not let the PostgreSQL binaries for ${dataDir} run: set DATABASE_URL to a PostgreSQL server instead.`,
  ],
  [
    /ENOSPC|EDQUOT|(?<!semaphores: )No space left on device|Disk quota exceeded/,
    'disk',
    (dataDir) => `The disk that holds ${dataDir} is full: free some space and start again.`,
  ],
  [
    /EROFS|Read-only file system/,
    'not_permitted',
    (dataDir) => `The data directory ${dataDir} is on a read-only disk: set DATA_DIR elsewhere.`,
  ],
  [
    /ENOTDIR|EEXIST/,
    'not_permitted',
    (dataDir) => `The data directory ${dataDir} cannot be made because a file stands in its way.`,
  ],
  [
    /EACCES|EPERM|Permission denied|Operation not permitted/,
    'not_permitted',
    (dataDir) =>
      `No permission to use the data directory ${dataDir}: give this user the right to write there or set DATA_DIR elsewhere.`,
  ],
  [/EIO|Input\/output error/, 'disk', (dataDir) => `The disk that holds ${dataDir} is failing.`],
];

function explainText(
  detail: string,
  dataDir: string,
  cause: unknown,
): EmbeddedPostgresError | undefined {
  const found = EXPLANATIONS.find(([pattern]) => pattern.test(detail));
  return found && new EmbeddedPostgresError(found[1], found[2](dataDir), cause);
}
