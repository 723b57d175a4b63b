import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const MB = 1024 * 1024;
const PAGE_KB = 1024;
/** Linux counts CPU time in ticks of this many a second, on every architecture Node runs on. */
const TICKS_PER_SECOND = 100;
const EVERY_MS = 500;

/** Resident memory of a process, in megabytes (1024 x 1024 bytes). */
export function residentMb(pid: number): number {
  return (residentKb(pid) * PAGE_KB) / MB;
}

/** CPU time a process has used, user and system, in seconds; NaN where /proc is not there. */
export function cpuSeconds(pid: number): number {
  const stat = readProc(pid, 'stat');
  if (stat === undefined) return Number.NaN;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Looks at the memory of a process again and again. `stop` gives the most it saw. */
export function watchMemory(pid: number): { stop(): number } {
  let most = residentMb(pid);
  const timer = setInterval(() => {
    most = Math.max(most, residentMb(pid));
  }, EVERY_MS);
  return {
    stop() {
      clearInterval(timer);
      return Math.max(most, residentMb(pid));
    },
  };
}

function residentKb(pid: number): number {
  const status = readProc(pid, 'status');
  if (status !== undefined) return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]);
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}
