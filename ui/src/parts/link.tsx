import { useRouter } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, MouseEvent } from "react";

interface LinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  /** An address from `paths.ts`. */
  readonly to: string;
  /** Takes the present address's place in the history. */
  readonly replace?: boolean;
}

/** A real link: it opens in a new tab when asked to, and changes the page without loading it otherwise. */
export function Link({ to, replace, onClick, children, ...rest }: LinkProps) {
  const router = useRouter();
  function follow(event: MouseEvent<HTMLAnchorElement>) {
    onClick?.(event);
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!isPlain || event.defaultPrevented) return;
    event.preventDefault();
    void router.navigate({ href: to, ...(replace && { replace }) });
  }
  return (
    <a {...rest} href={to} onClick={follow}>
      {children}
    </a>
  );
}

/** Goes to an address from `paths.ts`. */
export function useGo() {
  const router = useRouter();
  return (to: string, { replace = false }: { replace?: boolean } = {}) => {
    void router.navigate({ href: to, replace });
  };
}
