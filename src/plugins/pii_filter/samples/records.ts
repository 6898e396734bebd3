import type { MakeFields } from "../../samples/define-woven-samples.ts";
import { integer, pick, type Random } from "../../samples/random.ts";
import { toFields } from "../../samples/sensitive-value.ts";
import { filler } from "../../samples/weave.ts";
import { uuid } from "./units.ts";

/** Characters of text in one record, its keys not counted. */
const RECORD_SIZE = 200;

/** How many records one list holds, so that a large result stays below the limit on a list's length. */
const PAGE_LENGTH = 100;

/** Makes one record of a list, with the given personal data in fields of their own. */
type RecordShape = (random: Random, data: Readonly<Record<string, string>>) => Record<string, unknown>;

/** Users as a directory service returns them. */
export const users = recordsOf((random, data) => ({
  id: uuid(random),
  name: pick(random, ["Ana Ruiz", "Ben Okafor", "Chloé Schmidt", "Hana Tanaka", "Jun Novák"]),
  active: random() < 0.9,
  profile: { city: pick(random, ["Oslo", "Lagos", "Kyoto", "Lima"]), roles: ["reader", "editor"], ...data },
}));

/** Articles as a shop returns them. */
export const items = recordsOf((random, data) => ({
  sku: `SKU-${integer(random, 1000, 9999)}`,
  title: pick(random, ["Desk lamp", "Oak shelf", "Water bottle", "Garden chair"]),
  price: { amount: integer(random, 100, 99_999) / 100, currency: "EUR" },
  stock: integer(random, 0, 500),
  tags: ["indoor", "new"],
  supplier: data,
}));

/** A tool result of so many records that it has the given amount of text; lists of records in a list of pages. */
function recordsOf(shape: RecordShape): MakeFields {
  return (size, random, dispense) => {
    const count = Math.max(1, Math.round(size / RECORD_SIZE));
    const pages: { items: Record<string, unknown>[] }[] = [];
    for (let index = 0; index < count; index++) {
      if (index % PAGE_LENGTH === 0) pages.push({ items: [] });
      const record = shape(random, toFields(dispense(index * RECORD_SIZE)));
      pages.at(-1)?.items.push({ ...record, note: filler(RECORD_SIZE - textLength(record)) });
    }
    return { total: count, pages };
  };
}

function textLength(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce((sum: number, part) => sum + textLength(part), 0);
}
