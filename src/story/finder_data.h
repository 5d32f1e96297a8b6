/* What the search for copies knows of the documents it has seen: flat arrays
 * that name each other by number, so that they lie in a file as they do in
 * memory (copy_index.h).  Numbers from a damaged file lead nowhere: whoever
 * follows one looks whether it is in range. */
#ifndef ISN_FINDER_DATA_H
#define ISN_FINDER_DATA_H

#include "story/array.h"
#include "story/gram_index.h"
#include "story/prints.h"

/* Sizes of 16-bit word codes. */
enum { ISN_CODES = 1 << 16 };

/* A document; its print lies in `words` from `print` on: words of the body,
 * of the title, marks. */
typedef struct isn_kept {
    uint64_t print;
    uint32_t count;
    uint32_t grams;      /* sampled ones */
    uint32_t head;       /* of its family: the first one */
    uint32_t next, last; /* its next member; of a head: the last member */
    uint16_t title_count;
    uint16_t same; /* of a head: members with all of its text, 65 535 at most */
} isn_kept;

typedef struct isn_finder_data {
    isn_gram_index index;
    ISN_ARRAY(isn_kept) docs;
    ISN_ARRAY(uint16_t) words;
    ISN_ARRAY(uint32_t) frequency; /* ISN_CODES: documents by rare word */
} isn_finder_data;

isnad_status isn_finder_data_begin(isn_finder_data *data);
void isn_finder_data_free(isn_finder_data *data);

/* The print of a document; without words where the data are damaged. */
isn_print isn_finder_data_print(const isn_finder_data *data, uint32_t number);

/* Keeps the print as one more document: the one that document `same` has, if
 * they are equal, or a copy. */
isnad_status isn_finder_data_keep(isn_finder_data *data, const isn_print *print,
                                  uint32_t same);

#endif
