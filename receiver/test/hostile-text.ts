import fc from "fast-check";

const acting = [
  "\u001b[2J",
  "\u009b",
  "\u0007",
  "\u202e",
  "\u2066",
  "\u2028",
  "\r\n",
  "\t",
  "\ud800",
  "\u200d",
  "\u0301",
];
const anyLetter = fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code));

/** Whatever may be written, and often what acts on a terminal. */
export const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...acting), fc.constantFrom("a", " ", "注", "👩‍🚀"), anyLetter))
  .map((letters) => letters.join(""));
