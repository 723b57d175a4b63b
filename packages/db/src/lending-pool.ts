import pg from 'pg';

type Callback = Parameters<pg.Pool['connect']>[0];

/**
 * A pool that takes back connections that died while they were lent. The query builder forgets one
 * that dies at the BEGIN of a transaction, and a pool of such would stay empty for ever.
 */
export class LendingPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Callback): void;
  override connect(callback?: Callback): Promise<pg.PoolClient> | undefined {
    if (!callback) return super.connect().then(giveBackWhenDead);
    super.connect(callback);
    return undefined;
  }
}

function giveBackWhenDead(client: pg.PoolClient): pg.PoolClient {
  const { release } = client;
  let isDead = false;
  const giveBack = () => {
    isDead = true;
    release(new Error('the connection ended'));
  };
  client.once('end', giveBack);
  client.release = (error) => {
    client.removeListener('end', giveBack);
    if (!isDead) release(error);
  };
  return client;
}
