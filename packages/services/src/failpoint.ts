/** Named places between two steps where a test can stop the process. */
export const FAILPOINTS = [
  'intake:stored',
  'advance:claimed',
  'advance:decided',
  'advance:committed',
  'deliver:leased',
  'deliver:started',
  'deliver:sent',
  'deliver:recorded',
  'payment:claimed',
  'payment:decided',
  'payment:committed',
  'lookup:claimed',
  'lookup:answered',
  'checkout:created',
  'checkout:opened',
  'expire:decided',
] as const;

export type FailpointName = (typeof FAILPOINTS)[number];

/** Called at every named place; does nothing in a normal run. */
export type Failpoint = (name: FailpointName) => void;

export const noFailpoint: Failpoint = () => {};

/** Ends the process with SIGKILL the moment `name` is reached for the `nth` time. */
export function killAt(name: FailpointName, nth = 1): Failpoint {
  let left = nth;
  return (reached) => {
    if (reached !== name) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  };
}

/** Reads `name` or `name@nth`. Throws, listing the names, for anything else. */
export function toFailpoint(setting: string | undefined): Failpoint {
  if (!setting) return noFailpoint;
  const name = FAILPOINTS.find((known) => setting === known || setting.startsWith(`${known}@`));
  const nth = name ? Number(setting.slice(name.length + 1) || '1') : Number.NaN;
  if (!name || !Number.isInteger(nth)) {
    throw new Error(`FAILPOINT ${setting} is none of: ${FAILPOINTS.join(', ')}`);
  }
  return killAt(name, nth);
}
