/* Languages that share a script, told by frequent words. */
#ifndef ISN_LANGUAGE_WORDS_H
#define ISN_LANGUAGE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The code of the likeliest language of text[0 .. len), or NULL. */
const char *isn_language_by_words(const char *text, size_t len, bool cyrillic);

/* The same for text in Arabic letters; NULL where nothing tells. */
const char *isn_language_in_arabic(const char *text, size_t len);

#endif
