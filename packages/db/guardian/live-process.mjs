import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A name for a running process that a later process with the same number does not share. */
export function processToken(pid) {
  return `${pid}.${startTicks(pid) ?? 0}`;
}

/** True while the process named by `processToken` runs; a zombie does not count. */
export function isLive(token) {
  const [pid, ticks] = token.split('.').map(Number);
  if (process.platform === 'linux') return startTicks(pid) === ticks;
  return isSignallable(pid);
}

/** The arguments a process was started with, or null when it is gone or the system does not say. */
export function commandLine(pid) {
  try {
    if (process.platform === 'linux') {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || null;
    }
    if (process.platform === 'win32') return null;
    return execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return null;
  }
}

/** Field 22 of proc_pid_stat(5); the name in field 2 may itself hold spaces and brackets. */
function startTicks(pid) {
  if (process.platform !== 'linux') return null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? null : Number(fields[19]);
  } catch {
    return null;
  }
}

function isSignallable(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
