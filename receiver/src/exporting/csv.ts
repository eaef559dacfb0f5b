import type { Column } from "./column.ts";

/** Lines as RFC 4180 has them, the names of the columns first. https://www.rfc-editor.org/rfc/rfc4180 */
export async function* csvLines<Item>(
  columns: readonly Column<Item>[],
  batches: AsyncIterable<readonly Item[]>,
): AsyncGenerator<string> {
  yield line(columns.map(({ name }) => name));
  for await (const items of batches) {
    yield items.map((item) => line(columns.map((column) => cell(column, item)))).join("");
  }
}

const line = (cells: readonly string[]) => `${cells.join()}\r\n`;

function cell<Item>(column: Column<Item>, item: Item): string {
  switch (column.type) {
    case "text":
      return quoted(harmless(column.of(item) ?? ""));
    case "time":
      return inWords(column.of(item));
    case "json":
      return quoted(jsonCell(column.of(item)));
    default:
      return String(column.of(item) ?? "");
  }
}

function jsonCell(value: unknown): string {
  return value === null || value === undefined ? "" : harmless(JSON.stringify(value) ?? "");
}

/** What a spreadsheet would take for a formula is told as text. https://owasp.org/www-community/attacks/CSV_Injection */
const harmless = (text: string) => (formula.test(text) ? `'${text}` : text);
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

const quoted = (text: string) => (special.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const special = /[",\r\n]/;

/** ISO 8601 in UTC to the nanosecond: a spreadsheet would round nineteen digits. */
function inWords(nanos: string | null): string {
  if (nanos === null) return "";
  const value = BigInt(nanos);
  const seconds = new Date(Number(value / 1_000_000_000n) * 1000).toISOString().slice(0, -".000Z".length);
  return `${seconds}.${String(value % 1_000_000_000n).padStart(9, "0")}Z`;
}
