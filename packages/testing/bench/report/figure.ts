/** One line of the report. */
export type Figure = {
  what: string;
  /** With its unit, for people. */
  value: string;
  /** What it has to be, and how it compares: `held`, or by how much it is missed. */
  target?: { text: string; verdict: string };
};

/** A figure that nothing was promised about. */
export function figure(what: string, value: number, format: Format): Figure {
  return { what, value: format(value) };
}

/** A figure that must not exceed `limit`. */
export function atMost(what: string, value: number, to: { limit: number; format: Format }): Figure {
  return {
    ...figure(what, value, to.format),
    target: {
      text: `<= ${to.format(to.limit)}`,
      verdict: verdict(value <= to.limit, value / to.limit - 1),
    },
  };
}

/** A figure that must reach `limit`. */
export function atLeast(
  what: string,
  value: number,
  to: { limit: number; format: Format },
): Figure {
  return {
    ...figure(what, value, to.format),
    target: {
      text: `>= ${to.format(to.limit)}`,
      verdict: verdict(value >= to.limit, 1 - value / to.limit),
    },
  };
}

export type Format = (value: number) => string;

export const milliseconds: Format = (value) =>
  value === Number.POSITIVE_INFINITY ? 'never' : `${value.toFixed(value < 10 ? 2 : 1)} ms`;
export const perSecond: Format = (value) => `${Math.round(value)}/s`;
export const percent: Format = (value) => `${(value * 100).toFixed(1)} %`;
export const megabytes: Format = (value) => `${Math.round(value)} MB`;
export const seconds: Format = (value) => `${value.toFixed(2)} s`;
export const count: Format = (value) => String(value);

/** `missed` is the share of the target by which it is missed. */
function verdict(isHeld: boolean, missed: number): string {
  if (isHeld) return 'held';
  if (!Number.isFinite(missed)) return 'MISSED';
  const times = `${(missed + 1).toFixed(1)} times`;
  return `MISSED by ${missed < 1 ? `${Math.max(1, Math.round(missed * 100))} %` : times}`;
}
