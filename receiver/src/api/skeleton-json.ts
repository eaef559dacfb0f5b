import { dollars } from "../model/cost.ts";
import { costSources } from "../model/skeleton.ts";
import { statuses } from "../model/span.ts";
import { type Skeleton, spanIdAt } from "../skeleton/read-skeleton.ts";
import { costIsKnown, costSourceShift, flag } from "../skeleton/wire.ts";

/** For people, and for programs that would rather read JSON. In pieces, since it may be large. */
export function* skeletonJson(skeleton: Skeleton): Generator<string> {
  const { parent, depth, size, start, duration, flags, input, output, cost, shape, ids, ...facts } = skeleton;
  const flagsAt = (row: number) => flags[row] as number;
  const has = (bit: number) => (row: number) => (flagsAt(row) & bit) !== 0;
  const when =
    (bit: number, values: Float64Array) =>
    (row: number): number | null =>
      has(bit)(row) ? (values[row] as number) : null;
  const columns: Readonly<Record<string, (row: number) => unknown>> = {
    ...(ids === null ? {} : { spanId: (row: number) => spanIdAt(ids, row) || null }),
    parent: (row) => (parent[row] === -1 ? null : parent[row]),
    depth: (row) => depth[row],
    size: (row) => size[row],
    start: (row) => start[row],
    duration: when(flag.ended, duration),
    shape: (row) => shape[row],
    status: (row) => statuses[flagsAt(row) & flag.status],
    counts: has(flag.counts),
    duplicate: has(flag.duplicate),
    orphan: has(flag.orphan),
    cut: has(flag.cut),
    input: when(flag.hasTokens, input),
    output: when(flag.hasTokens, output),
    cost: (row) => (costIsKnown(flagsAt(row)) ? dollars(cost[row] as bigint) : null),
    costSource: (row) => costSources[flagsAt(row) >> costSourceShift],
  };
  yield* withColumns(facts, columns, skeleton.rows);
}

export function* spanIdsJson(version: string, ids: Uint8Array): Generator<string> {
  yield* withColumns({ version }, { spanId: (row) => spanIdAt(ids, row) || null }, ids.length / 8);
}

const rowsAtOnce = 4096;

function* withColumns(
  facts: object,
  columns: Readonly<Record<string, (row: number) => unknown>>,
  rows: number,
): Generator<string> {
  yield `${JSON.stringify(facts).slice(0, -1)},"columns":{`;
  for (const [index, [name, valueAt]] of Object.entries(columns).entries()) {
    yield `${index === 0 ? "" : ","}${JSON.stringify(name)}:[`;
    for (let from = 0; from < rows; from += rowsAtOnce) {
      const values = Array.from({ length: Math.min(rowsAtOnce, rows - from) }, (_, at) => valueAt(from + at));
      yield `${from === 0 ? "" : ","}${JSON.stringify(values).slice(1, -1)}`;
    }
    yield "]";
  }
  yield "}}";
}
