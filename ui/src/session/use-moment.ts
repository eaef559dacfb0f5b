import { useEffect, useRef, useState } from "react";

/** How often the address is told while the moment moves, in milliseconds: browsers take only so many changes. */
const toldEvery = 400;

/**
 * The moment that is looked at, in nanoseconds after the session began, as the address says it; while it is moved the
 * address follows.
 */
export function useMoment(said: string | undefined, say: (at: string) => void) {
  const [held, setHeld] = useState<number>();
  const latest = useRef({ said, held, say });
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const told = useRef(said);
  useEffect(() => {
    latest.current = { ...latest.current, said, say };
  });
  useEffect(() => {
    // The address was changed by someone else: a link, or back and forward.
    if (said !== told.current) setHeld(undefined);
    told.current = said;
  }, [said]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  function seek(nanos: number): void {
    const next = Math.max(0, nanos);
    latest.current = { ...latest.current, held: next };
    setHeld(next);
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      told.current = String(Math.round((latest.current.held ?? 0) / 1e6));
      latest.current.say(told.current);
    }, toldEvery);
  }
  return { at: held ?? (said === undefined ? undefined : Number(said) * 1e6), seek };
}
