type Values = Readonly<Record<string, unknown>>;

/** The address of a question: `:name` in the path is filled with what was given by that name, the rest is its query. */
export function addressOf(path: string, given: Values): string {
  const inPath = new Set<string>();
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    inPath.add(name);
    return encodeURIComponent(String(given[name]));
  });
  const query = queryOf(Object.entries(given).filter(([name]) => !inPath.has(name)));
  return query === "" ? filled : `${filled}?${query}`;
}

function queryOf(entries: readonly (readonly [string, unknown])[]): string {
  const query = new URLSearchParams();
  for (const [name, value] of entries) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) query.append(name, String(one));
    }
  }
  return query.toString();
}
