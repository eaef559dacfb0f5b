export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  /** What was found, or what to do. */
  readonly told: string;
}

/** Does one check: what it resolves to was found, what it throws is wrong and `mend` says what to do. */
export async function look(name: string, check: () => Promise<string> | string, mend: string): Promise<Finding> {
  try {
    return { name, ok: true, told: await check() };
  } catch (error) {
    return { name, ok: false, told: `${(error as Error).message}; ${mend}` };
  }
}

export function findingsTable(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ name }) => name.length));
  return findings.map(({ name, ok, told }) => `${ok ? "✓" : "✗"} ${name.padEnd(width)}  ${told}\n`).join("");
}
