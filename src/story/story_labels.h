/* Words that take sides, and whose they are. */
#ifndef ISN_LABELS_H
#define ISN_LABELS_H

#include "story/work.h"

/* One use of a word of the label table. */
typedef struct isn_label_use {
    uint32_t place, row;   /* document of the story; row of the table */
    uint32_t token, count; /* the word's tokens */
    uint32_t named;        /* term of the word that tells which one is meant
                             («النظام السوري»), or 0 */
    isnad_span span;       /* the word with what is named */
} isn_label_use;

typedef struct isn_label_uses {
    isn_label_use *items;
    uint32_t count;
} isn_label_uses;

/* In the order of documents and of the text; in work->scratch. */
isnad_status isn_label_uses_find(isn_work *work, isn_label_uses *uses);

/* Do two words of the table stand for the same kind of thing? */
bool isn_labels_alike(uint32_t row_a, uint32_t row_b);

#endif
