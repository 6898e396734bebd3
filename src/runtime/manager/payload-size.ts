import { PayloadSizeError } from "./errors.ts";
import { codePoints, pythonNumber, pythonString } from "./python-text.ts";

/** CPEX's `MAX_PAYLOAD_SIZE`. It says bytes and counts characters of Python's text form; so does this. */
export const MAX_PAYLOAD_SIZE = 1_000_000;

/** From here on CPEX keeps a prompt's result as plain data and not as a model, which is written differently. */
const MODEL_DEPTH = 20;
const MODEL_BREADTH = 500;

/** A safe upper bound of the text form of one character, and of one value without its characters. */
const WIDEST_CHARACTER = 10;
const WIDEST_SCALAR = 32;

/**
 * Refuses a payload whose `args`, or else whose `result`, are too large. Other fields don't count.
 *
 * @throws {PayloadSizeError}
 */
export function checkPayloadSize(hook: string, payload: unknown): void {
  if (typeof payload !== "object" || payload === null) return;
  const { args, result } = payload as { args?: unknown; result?: unknown };
  if (typeof args === "object" && args !== null && hasKeys(args)) {
    if (withinBound(args)) return;
    let size = 0;
    for (const value of Object.values(args)) size += textLength(value);
    refuse("Payload", size);
  } else if (result !== undefined && result !== null && isTruthy(result)) {
    if (withinBound(result)) return;
    const model = hook === "prompt_post_fetch" && isModel(result, 0);
    refuse("Result", model ? modelFields(result, 0, 1) : textLength(result));
  }
}

function refuse(what: string, size: number): void {
  if (size > MAX_PAYLOAD_SIZE)
    throw new PayloadSizeError(`${what} size ${size} exceeds limit of ${MAX_PAYLOAD_SIZE} bytes`);
}

/** Python's `str(value)`: a string as it is, everything else by `repr`. */
function textLength(value: unknown): number {
  return typeof value === "string" ? codePoints(value) : reprLength(value);
}

function reprLength(value: unknown): number {
  if (typeof value === "string") return codePoints(pythonString(value));
  if (typeof value === "number") return pythonNumber(value).length;
  if (typeof value === "boolean") return value ? 4 : 5;
  if (typeof value !== "object" || value === null) return 4;
  const items = Array.isArray(value) ? value : Object.entries(value);
  let length = 2 + 2 * Math.max(0, items.length - 1);
  if (Array.isArray(value)) for (const item of value) length += reprLength(item);
  else for (const [key, item] of Object.entries(value)) length += reprLength(key) + 2 + reprLength(item);
  return length;
}

/** `key=value` pairs with a separator between them, as pydantic writes the models that prompt results are made of. */
function modelFields(model: object, depth: number, separator: number): number {
  const entries = Object.entries(model);
  let length = separator * Math.max(0, entries.length - 1);
  for (const [key, value] of entries) length += codePoints(key) + 1 + modelLength(value, depth + 1);
  return length;
}

function modelLength(value: unknown, depth: number): number {
  if (isModel(value, depth)) return "StructuredData()".length + modelFields(value, depth, 2);
  if (!Array.isArray(value) || value.length > MODEL_BREADTH) return reprLength(value);
  let length = 2 + 2 * Math.max(0, value.length - 1);
  for (const item of value) length += modelLength(item, depth + 1);
  return length;
}

function isModel(value: unknown, depth: number): value is object {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    depth < MODEL_DEPTH &&
    Object.keys(value).length <= MODEL_BREADTH
  );
}

/** Whether the size can't be over the limit, told without writing anything: the case of nearly every payload. */
function withinBound(root: object | string | number | boolean): boolean {
  let budget = MAX_PAYLOAD_SIZE;
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    budget -= WIDEST_SCALAR;
    if (typeof value === "string") budget -= value.length * WIDEST_CHARACTER;
    else if (typeof value === "object" && value !== null) {
      for (const key in value) {
        budget -= key.length * WIDEST_CHARACTER;
        open.push((value as Record<string, unknown>)[key]);
      }
    }
    if (budget < 0) return false;
  }
  return true;
}

function isTruthy(value: unknown): value is object | string | number | boolean {
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === "object" ? true : Boolean(value);
}

function hasKeys(value: object): boolean {
  for (const _ in value) return true;
  return false;
}
