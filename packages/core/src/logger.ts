/** Fields that may stand in a log line. Bodies, texts, names, phones and tokens are not among them. */
export type LogFields = {
  merchantId?: string;
  accountId?: string;
  account?: string;
  channel?: string;
  provider?: string;
  conversationId?: string;
  messageId?: string;
  inboxId?: string;
  orderId?: string;
  requestId?: string;
  attemptId?: string;
  job?: string;
  kind?: string;
  reason?: string;
  status?: number | string;
  count?: number;
  attempts?: number;
  durationMs?: number;
  port?: number;
  error?: unknown;
};

export interface Logger {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

/** For tests and tools that have nothing to say. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
