/** Answers the fields of a line one after another: separated by tabs, and a tab within one is written as `\t`. */
export function fieldsOf(line: string): () => string {
  const fields = line.split("\t");
  const told = line.includes("\\") ? fields.map((field) => field.replace(/\\[\\t]/g, unescaped)) : fields;
  let at = 0;
  return () => told[at++] ?? "";
}

const unescaped = (pair: string) => (pair === "\\t" ? "\t" : "\\");

const none: readonly never[] = [];

/** A field that holds a list: JSON, or nothing. */
export function listFrom<Item>(text: string): readonly Item[] {
  return text === "" ? none : (JSON.parse(text) as Item[]);
}
