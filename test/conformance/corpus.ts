import { fileURLToPath } from "node:url";

/** Files of other projects, beside the checkout; absent in most places. */
export const CORPUS = fileURLToPath(new URL("../../../shared/corpus/", import.meta.url));
