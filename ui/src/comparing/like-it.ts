import type { Status } from "../../../receiver/src/model/span.ts";
import type { Stripped } from "../strip/strip-query.ts";

/** A session or trace, as far as it says what it is like. */
export interface Like extends Stripped {
  readonly name: string;
  readonly agentName: string | null;
  readonly service: string | null;
  readonly status: Status;
  readonly userId: string | null;
  /** Nanoseconds; null while it runs. */
  readonly durationNanos: string | null;
}

/** Others, the ones of the same name first, and of these the ones that began nearest to it. */
export function nearestFirst(one: Like, others: readonly Like[]): readonly Like[] {
  const start = BigInt(one.startTime);
  const away = ({ startTime }: Like) =>
    BigInt(startTime) < start ? start - BigInt(startTime) : BigInt(startTime) - start;
  const byNearness = others
    .filter(({ id }) => id !== one.id)
    .toSorted((left, right) => (away(left) < away(right) ? -1 : 1));
  return [...byNearness.filter(({ name }) => name === one.name), ...byNearness.filter(({ name }) => name !== one.name)];
}
