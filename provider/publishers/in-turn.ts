const tails = new Map<string, Promise<void>>();

/**
 * Runs tasks of one key one after another. The engine makes resources side by side; their changes to one account go in
 * turn, since each reads before it writes, and registries limit how much is asked at once.
 */
export async function inTurn<T>(key: string, task: () => Promise<T>): Promise<T> {
  const before = tails.get(key) ?? Promise.resolve();
  const result = before.then(task);
  const tail = result.then(done, done);
  tails.set(key, tail);
  try {
    return await result;
  } finally {
    if (tails.get(key) === tail) tails.delete(key);
  }
}

function done(): void {
  // The next one starts, however this one ended.
}
