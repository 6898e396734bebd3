import * as fc from "fast-check";

/** A value with what fast-check needs to shrink it. */
export interface Generated<T> {
  readonly value: T;
  readonly shrink: () => Iterable<Generated<T>>;
}

/** Generates values; the same seed gives the same ones. Nothing is run or shrunk here, which keeps it quick. */
export function generate<T>(arbitrary: fc.Arbitrary<T>, seed: number, count: number): Generated<T>[] {
  return fc.sample(new WithContext(arbitrary), { seed, numRuns: count });
}

/** `sample` gives bare values; this one gives them with their contexts. */
class WithContext<T> extends fc.Arbitrary<Generated<T>> {
  readonly #inner: fc.Arbitrary<T>;

  constructor(inner: fc.Arbitrary<T>) {
    super();
    this.#inner = inner;
  }

  generate(random: fc.Random, bias: number | undefined): fc.Value<Generated<T>> {
    return new fc.Value(toGenerated(this.#inner, this.#inner.generate(random, bias)), undefined);
  }

  canShrinkWithoutContext(_value: unknown): _value is Generated<T> {
    return false;
  }

  shrink(): fc.Stream<fc.Value<Generated<T>>> {
    return fc.Stream.nil();
  }
}

function toGenerated<T>(arbitrary: fc.Arbitrary<T>, value: fc.Value<T>): Generated<T> {
  return { value: value.value, shrink: () => shrink(arbitrary, value) };
}

function* shrink<T>(arbitrary: fc.Arbitrary<T>, value: fc.Value<T>): Iterable<Generated<T>> {
  for (const smaller of arbitrary.shrink(value.value, value.context)) yield toGenerated(arbitrary, smaller);
}

/** A value that is as small as it gets. */
export function fixed<T>(value: T): Generated<T> {
  return { value, shrink: () => [] };
}
