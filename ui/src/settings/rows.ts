/** Rows have no names: one is known by what it says. Where it says so no longer, another changed it meanwhile. */
function placeOf<Row>(rows: readonly Row[], row: Row): number | undefined {
  const said = JSON.stringify(row);
  const at = rows.findIndex((one) => JSON.stringify(one) === said);
  return at === -1 ? undefined : at;
}

export function withoutRow<Row>(rows: readonly Row[], row: Row): readonly Row[] | undefined {
  const at = placeOf(rows, row);
  return at === undefined ? undefined : rows.toSpliced(at, 1);
}

export function withRowAs<Row>(rows: readonly Row[], row: Row, next: Row): readonly Row[] | undefined {
  const at = placeOf(rows, row);
  return at === undefined ? undefined : rows.with(at, next);
}

/** One place nearer to the front; the first stays where it is. */
export function withRowRaised<Row>(rows: readonly Row[], row: Row): readonly Row[] | undefined {
  const at = placeOf(rows, row);
  if (at === undefined) return undefined;
  const before = rows[at - 1];
  return before === undefined ? rows : rows.toSpliced(at - 1, 2, row, before);
}
