interface Node {
  type: string;
  value?: string;
  children?: Node[];
}

/** Of what holds blocks, not words. */
const holders: ReadonlySet<string> = new Set(["root", "blockquote", "listItem", "footnoteDefinition"]);

/** Markup within Markdown is what somebody wrote: it is read, and never is markup. */
export function markupAsText() {
  return (tree: Node): void => {
    const waiting = [tree];
    for (let node = waiting.pop(); node; node = waiting.pop()) {
      const { type, children } = node;
      if (!children) continue;
      node.children = children.map((child) => (child.type === "html" ? textOf(child, holders.has(type)) : child));
      waiting.push(...node.children);
    }
  };
}

function textOf({ value = "" }: Node, isBlock: boolean): Node {
  const text = { type: "text", value };
  return isBlock ? { type: "paragraph", children: [text] } : text;
}
