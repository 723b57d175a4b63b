/** A server process of a cluster, as it describes itself in postmaster.pid. */
export type Postmaster = { pid: number; token: string; port: number; status: string };

export function clusterName(cluster: string): string;
export function findPostmaster(cluster: string): Postmaster | null;
