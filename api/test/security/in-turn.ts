/** Does all of them, a few at a time. */
export async function atATime<T>(
  most: number,
  all: readonly T[],
  act: (one: T) => Promise<void>,
): Promise<void> {
  const waiting = all.values();
  await Promise.all(
    Array.from({ length: most }, async () => {
      for (const one of waiting) await act(one);
    }),
  );
}
