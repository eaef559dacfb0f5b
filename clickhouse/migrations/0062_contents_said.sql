-- What was said, by its words: folded, so that case, width and the way of writing do not count. Built as parts are merged.
ALTER TABLE contents ADD INDEX said if(isValidASCII(content), lower(content), replaceRegexpAll(normalizeUTF8NFKCCasefold(toValidUTF8(content)), '([^\\x00-\\x7F])', '\\1 \\1 \\1')) TYPE text(tokenizer = 'splitByNonAlpha', posting_list_codec = 'bitpacking')
