import { useEffect, useRef, useState } from "react";

/** How long someone may pause before what they typed is told, in milliseconds. */
const pause = 250;

/** What someone types, at once; told when they pause. What is told from elsewhere takes its place. */
export function useTyped(told: string, tell: (words: string) => void) {
  const [typed, setTyped] = useState({ told, words: told });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(tell);
  useEffect(() => {
    latest.current = tell;
  });
  if (typed.told !== told) setTyped({ told, words: told });
  function type(words: string): void {
    setTyped({ told, words });
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current(words), pause);
  }
  return [typed.words, type] as const;
}
