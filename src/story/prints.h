/* A document as the search for copies keeps it: two bytes and two marks a
 * word, and no pointer into the document. */
#ifndef ISN_PRINTS_H
#define ISN_PRINTS_H

#include "story/pile.h"
#include "story/words.h"

/* Words of the title, and of the body, that open a document. */
enum { ISN_LEAD_WORDS = 30 };

/* Marks of a word. */
enum { ISN_PRINT_RARE = 1, ISN_PRINT_NUMBER = 2 };

typedef struct isn_print {
    const uint16_t *words; /* of the body: 16 bits of each word's hash */
    const uint16_t *title; /* rare words of the title */
    const uint8_t *marks;  /* of the body's words, four a byte */
    uint32_t count, title_count;
} isn_print;

/* Storage that is filled anew for each document. */
typedef struct isn_print_room {
    ISN_VEC(uint16_t) words; /* the body's, then the title's */
    ISN_VEC(uint8_t) marks;
} isn_print_room;

/* The print of a document's tokens; it lives in `room` until the next one. */
isnad_status isn_print_of(isn_print_room *room, const isnad_doc *doc,
                          isn_print *print);
void isn_print_room_free(isn_print_room *room);

static inline unsigned isn_print_mark(const isn_print *print, uint32_t word)
{
    return (print->marks[word / 4] >> (word % 4 * 2)) & 3;
}

/* The hash of the three words from `at`. */
static inline uint64_t isn_print_gram(const uint16_t *words, uint32_t at)
{
    uint64_t three = (uint64_t)words[at] | (uint64_t)words[at + 1] << 16 |
                     (uint64_t)words[at + 2] << 32;
    three = (three + 1) * UINT64_C(0x9E3779B97F4A7C15);
    three = (three ^ (three >> 32)) * UINT64_C(0xC4CEB9FE1A85EC53);
    return three ^ (three >> 29);
}

#endif
