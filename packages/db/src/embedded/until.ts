const POLL_MS = 20;

/** Asks again and again until the answer is truthy; null when it is not within `patienceMs`. */
export async function until<T>(
  ask: () => Promise<T | null> | T | null,
  patienceMs: number,
): Promise<T | null> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > deadline) return null;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
