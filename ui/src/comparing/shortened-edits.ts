interface Edit {
  readonly edit: "same" | "added" | "removed";
  readonly text: string;
}

/** Characters of what stayed that are shown beside what went or came. */
const around = 120;

/** Long parts that stayed keep what stands beside a change; the rest of them is `…`. */
export function shortenedEdits(edits: readonly Edit[]): readonly Edit[] {
  return edits.map(({ edit, text }, at) => {
    const [isFirst, isLast] = [at === 0, at === edits.length - 1];
    const room = (isFirst ? 0 : around) + (isLast ? 0 : around);
    if (edit !== "same" || text.length <= room + around) return { edit, text };
    const head = isFirst ? "" : text.slice(0, around).toWellFormed();
    const tail = isLast ? "" : text.slice(-around).toWellFormed();
    return { edit, text: `${head} … ${tail}` };
  });
}
