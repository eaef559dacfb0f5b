const MAX_KINDS = 16;
const MAX_EXAMPLE = 80;

/** What had to be left out or mended, each kind told once, with its first example and how often it happened. */
export class Warnings {
  private readonly kinds = new Map<string, { readonly text: string; times: number }>();

  /** `kind` completes to a sentence by the example in quotes before it, if there is one. */
  add(kind: string, example?: string): void {
    const known = this.kinds.get(kind);
    if (known) known.times++;
    else if (this.kinds.size < MAX_KINDS) this.kinds.set(kind, { text: sentence(kind, example), times: 1 });
  }

  list(): string[] {
    return [...this.kinds.values()].map(({ text, times }) => (times === 1 ? text : `${text} (${times} times)`));
  }
}

function sentence(kind: string, example: string | undefined): string {
  if (example === undefined) return kind;
  return `${JSON.stringify(example.length > MAX_EXAMPLE ? `${example.slice(0, MAX_EXAMPLE)}…` : example)} ${kind}`;
}
