/** So many files are in hand at once: enough to hide the wait for the disk, far below any limit of open files. */
const AT_ONCE = 16;

/**
 * Does one thing for each item, several at a time, and returns the results in the items' order. After the first failure no
 * item is begun, and those under way are waited for, so that nothing is left half done.
 *
 * @throws what the action threw first
 */
export async function mapConcurrent<Item, Result>(
  items: readonly Item[],
  action: (item: Item) => Promise<Result>,
  atOnce = AT_ONCE,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const failures: unknown[] = [];
  const rest = items.entries();
  const work = async (): Promise<void> => {
    for (const [index, item] of rest) {
      if (failures.length > 0) return;
      try {
        results[index] = await action(item);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  if (failures.length > 0) throw failures[0];
  return results;
}
