export function processToken(pid: number): string;
export function isLive(token: string): boolean;
export function commandLine(pid: number): string | null;
