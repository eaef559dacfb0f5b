/** The key of this tab. It ends with the tab, and no other site can read it. */
const name = "spanwise.key";
let key = read();

export function apiKey(): string | null {
  return key;
}

export function keepApiKey(next: string): void {
  key = next;
  try {
    sessionStorage.setItem(name, next);
  } catch {
    // Storage may be forbidden; then the key lasts until the page is left.
  }
}

function read(): string | null {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
}
