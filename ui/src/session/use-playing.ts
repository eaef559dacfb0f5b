import { useEffect, useEffectEvent, useState } from "react";
import { playedTo } from "./replay-clock.ts";

/** In milliseconds. */
const tick = 100;

/** Lets the moment run from one thing that happened to the next, as fast as asked, until the end. */
export function usePlaying(moments: readonly number[], at: number, seek: (nanos: number) => void) {
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(1);
  const end = moments.at(-1) ?? 0;
  const goOn = useEffectEvent(() => {
    const next = playedTo(moments, at, tick * 1e6 * speed);
    seek(next);
    if (next >= end) setPlaying(false);
  });
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(() => goOn(), tick);
    return () => clearInterval(timer);
  }, [isPlaying]);
  function turn(): void {
    if (!isPlaying && at >= end) seek(0);
    setPlaying(!isPlaying);
  }
  return { isPlaying, speed, setSpeed, turn, stop: () => setPlaying(false) };
}
