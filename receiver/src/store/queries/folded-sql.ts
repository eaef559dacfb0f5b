/**
 * The text as it is compared with what is asked for, as `model/folded-text.ts` has it. Whatever bytes come, it throws
 * nothing.
 */
export const folded = (text: string): string =>
  `if(isValidASCII(${text}), lower(${text}), normalizeUTF8NFKCCasefold(toValidUTF8(${text})))`;

/**
 * Exactly the expression of the text index `said` of `contents`, so that the index answers. Words end where ASCII has
 * neither letter nor digit; of all other characters each is a word, and so is each two that stand together.
 */
export const said = (text: string): string =>
  `if(isValidASCII(${text}), lower(${text}), replaceRegexpAll(normalizeUTF8NFKCCasefold(toValidUTF8(${text})), ${others}))`;

const others = String.raw`'([^\\x00-\\x7F])', '\\1 \\1 \\1'`;
