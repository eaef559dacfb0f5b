import { useState } from "react";

/** A choice of this browser, not of the address: how wide things are is nobody else's. The first holds until one is made. */
export function useRemembered<Choice extends string>(
  name: string,
  choices: readonly [Choice, ...Choice[]],
): readonly [Choice, (choice: Choice) => void] {
  const [choice, setChoice] = useState(() => choices.find((one) => one === read(name)) ?? choices[0]);
  function remember(next: Choice) {
    setChoice(next);
    try {
      localStorage.setItem(name, next);
    } catch {
      // Storage may be forbidden; then the choice lasts until the page is left.
    }
  }
  return [choice, remember];
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
