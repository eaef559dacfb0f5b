/**
 * The library that draws charts asks for numbers in the browser's language as it is loaded, and throws where a browser
 * names one that is none: Chromium says `en-US@posix` where the system's is C.
 */
export function mendLanguage(): void {
  try {
    new Intl.NumberFormat(navigator.language);
  } catch {
    Object.defineProperty(navigator, "language", { value: "en-US", configurable: true });
  }
}
