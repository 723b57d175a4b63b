/** The few things the sandbox says to its operator. A pino logger fits. */
export interface SandboxLog {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}

/** For tests. */
export const silentLog: SandboxLog = { info() {}, warn() {}, error() {} };
