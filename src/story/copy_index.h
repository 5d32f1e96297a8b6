/* The index of copies in memory (isnad/copies.h). */
#ifndef ISN_COPY_INDEX_H
#define ISN_COPY_INDEX_H

#include "story/copy_entry.h"
#include "story/finder.h"

/* What is told of a document, beside what the finder knows. */
typedef struct isn_about {
    uint64_t key, digest;
    uint64_t text, place; /* where its texts and places begin */
    int32_t day;
    uint32_t zero;
} isn_about;

/* Two documents to be looked at: `other` came before. */
typedef struct isn_copy_pair {
    uint32_t number, other;
} isn_copy_pair;

typedef ISN_VEC(isnad_raw_span) isn_raw_spans;

struct isn_copy_file; /* copy_file.h */

struct isnad_copies {
    isn_finder *finder;
    isn_finder_data *data; /* the finder's */
    ISN_ARRAY(isn_about) abouts;
    ISN_ARRAY(char) texts;
    ISN_ARRAY(uint8_t) places;
    ISN_ARRAY(isn_copy_pair) pairs; /* by number */
    ISN_ARRAY(uint32_t) keys;       /* open addressing: document + 1 */
    isn_raw_spans words, passages_a, passages_b; /* of the pair told */
    struct isn_copy_file *file;                  /* NULL: in memory alone */
};

/* An index without documents; NULL when out of memory. */
isnad_copies *isn_copies_new(void);

/* Adds a document, which stays the caller's; *added: it was not known. */
isnad_status isn_copies_take(isnad_copies *copies,
                             const isnad_copy_entry *entry, bool *added);

/* Document `number` as an entry, for free(). */
isnad_status isn_copies_entry_at(const isnad_copies *copies, uint32_t number,
                                 isnad_copy_entry **entry);

#endif
