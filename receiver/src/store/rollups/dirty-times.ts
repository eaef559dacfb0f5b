import type { Length } from "./lengths.ts";

/** Of a quarter of an hour, by its number since 1970, in `ledger`: as the projection there says it. */
export const quarterOfEntry = "intDiv(start, 900000000000)";

/**
 * The times of these lengths whose rollup is missing or cannot be believed: something was written later than it holds,
 * or entries came of age since, or it had too many cells to be kept.
 */
export function dirtyTimes(of: readonly Length[]): string {
  const lengths = `[${of.join(", ")}]`;
  return `
    SELECT whose, long, begun, max(last_written) AS changed, sum(lines) AS entries, max(leaves) AS until,
      cityHash64(arraySort(groupUniqArrayIf(class, class != 0))) AS lie_in,
      changed > argMax(holds, made) OR lie_in != argMax(lay_in, made) AS is_stale
    FROM (
      SELECT whose, toUInt8(arrayJoin(${lengths})) AS long, toUInt32(numbered - numbered % long) AS begun,
        last_written, lines, toDate(least(toUInt32(day) + days, 65535)) AS leaves,
        toUInt64(days) * 65536 + toUInt16(day) + 1 AS class,
        toUInt64(0) AS made, toUInt64(0) AS holds, toUInt64(0) AS lay_in, true AS is_whole
      FROM (
        SELECT project AS whose, ${quarterOfEntry} AS numbered, retention AS days, toDate(received) AS day,
          max(written) AS last_written, count() AS lines
        FROM ledger
        GROUP BY whose, numbered, days, day
      )
      UNION ALL
      SELECT project, quarters, begin, 0, 0, expires, 0, version, through, classes, whole
      FROM rollups
      WHERE quarters IN ${lengths} AND project != ''
    )
    GROUP BY whose, long, begun
    HAVING is_stale OR NOT argMax(is_whole, made)`;
}
