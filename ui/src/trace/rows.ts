import type { TreeNode } from "./tree.ts";

export interface Row {
  readonly node: TreeNode;
  readonly depth: number;
  readonly isOpen: boolean;
}

/** The rows to draw, from the top, without what lies under a closed node. */
export function visibleRows(roots: readonly TreeNode[], closed: ReadonlySet<string>): Row[] {
  const rows: Row[] = [];
  const waiting = roots.map((node) => ({ node, depth: 0 })).reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, depth } = next;
    const isOpen = node.children.length > 0 && !closed.has(node.id);
    rows.push({ node, depth, isOpen });
    if (!isOpen) continue;
    for (let i = node.children.length - 1; i >= 0; i--) {
      const child = node.children[i];
      if (child) waiting.push({ node: child, depth: depth + 1 });
    }
  }
  return rows;
}

/** The set with `id` put in if it was out, and out if it was in. */
export function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** The nodes above a span, which must be open for it to be seen. */
export function ancestorsOf(roots: readonly TreeNode[], id: string): string[] {
  const above = new Map<string, string>();
  const waiting = [...roots];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    for (const child of node.children) {
      above.set(child.id, node.id);
      waiting.push(child);
    }
  }
  const found: string[] = [];
  for (let up = above.get(id); up !== undefined; up = above.get(up)) found.push(up);
  return found;
}

/** The next row after `index` for which `matches` holds, from the top again after the last. */
export function nextRow(rows: readonly Row[], index: number, matches: (row: Row) => boolean): Row | undefined {
  return [...rows.slice(index + 1), ...rows.slice(0, index + 1)].find(matches);
}
