import { literal } from "./parameter-text.ts";

interface Column {
  readonly name: string;
  readonly type: string;
}

/** Asks for the columns of a table that a row brings along, in the order of their bytes in it. */
export const columnsOf = (table: string): string => `
  SELECT name, type FROM system.columns
  WHERE database = currentDatabase() AND table = ${literal(table)} AND default_kind != 'MATERIALIZED'
  ORDER BY position
`;

/**
 * How rows of these columns lie in a file, to be told to the engine as it reads one. The bytes are the same, but plain
 * texts are read twice as fast as dictionaries, into which the insert turns them afterwards, a column at a time.
 */
export function plainStructure(columns: readonly Column[]): string {
  return columns.map(({ name, type }) => `\`${name}\` ${type.replace(dictionary, "$1")}`).join(", ");
}

const dictionary = /LowCardinality\((\w+(?:\(\d+\))?)\)/g;
