import { TooManyRequests } from "../errors.ts";

/** Lets so many in for each name at once, and throws `TooManyRequests` for those after them. Answers how to leave. */
export function openSlots(most: number): (name: string) => () => void {
  const taken = new Map<string, number>();
  return (name) => {
    const count = taken.get(name) ?? 0;
    if (count >= most) throw new TooManyRequests(`${most} exports of this project are under way; try again later`, 10);
    taken.set(name, count + 1);
    let isOut = false;
    return () => {
      if (isOut) return;
      isOut = true;
      const left = (taken.get(name) ?? 1) - 1;
      if (left > 0) taken.set(name, left);
      else taken.delete(name);
    };
  };
}
