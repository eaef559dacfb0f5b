import type { Column } from "../parts/item-list.tsx";

/** A column that can be chosen; those that are not usual wait until they are. */
export interface ChosenColumn<Item> extends Column<Item> {
  readonly name: string;
  readonly isUsual: boolean;
}

export const usualColumns = <Item>(columns: readonly ChosenColumn<Item>[]) => columns.filter(({ isUsual }) => isUsual);

/** The columns an address asks for: `cols=name,agent`. The first, which says what the row is, is always among them. */
export function shownColumns<Item>(
  columns: readonly ChosenColumn<Item>[],
  cols: string | undefined,
): readonly ChosenColumn<Item>[] {
  if (cols === undefined) return usualColumns(columns);
  const asked = new Set(cols.split(","));
  return columns.filter(({ name }, at) => at === 0 || asked.has(name));
}

/** What the address says once a column was put in or taken out; nothing for the usual ones. */
export function colsWith<Item>(
  columns: readonly ChosenColumn<Item>[],
  cols: string | undefined,
  turned: string,
): string | undefined {
  const shown = new Set(shownColumns(columns, cols).map(({ name }) => name));
  if (!shown.delete(turned)) shown.add(turned);
  const next = columns.filter(({ name }) => shown.has(name)).map(({ name }) => name);
  const usual = usualColumns(columns).map(({ name }) => name);
  return next.join() === usual.join() ? undefined : next.join();
}
