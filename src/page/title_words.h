/* Words of titles, by which the learner of templates tells whether pages have
 * one topic. */
#ifndef ISN_TITLE_WORDS_H
#define ISN_TITLE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ISN_TITLE_WORDS = 24 };

/* Hashes of the words of a title that tell something, each once. */
typedef struct isn_title_words {
    uint64_t items[ISN_TITLE_WORDS];
    unsigned count;
} isn_title_words;

uint64_t isn_hash_bytes(const char *bytes, size_t len, uint64_t seed);
/* Of the folded text; what is very long counts by its beginning and its
 * length. */
uint64_t isn_title_hash(const char *text, size_t len);

void isn_title_words_take(isn_title_words *set, const char *text, size_t len);
/* Does the text hold a word of the set? */
bool isn_title_words_in(const isn_title_words *set, const char *text,
                        size_t len);
bool isn_title_words_disjoint(const isn_title_words *a,
                              const isn_title_words *b);

#endif
