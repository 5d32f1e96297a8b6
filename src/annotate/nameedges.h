/* Where a name begins and ends within the words that carry it. */
#ifndef ISN_NAMEEDGES_H
#define ISN_NAMEEDGES_H

#include "annotate/tagtext.h"

/* Evidence for and against a proclitic before a name: weights of a logistic
 * rule, trained with the tagger.  One bias a letter (و ف ب ل ك), then: */
enum {
    ISN_CUT_BIAS = 0,     /* five letters */
    ISN_CUT_RATIO = 5,    /* five: log ratio of counts, by letter */
    ISN_CUT_LIBRARY = 10, /* the analysis of the token cuts it */
    ISN_CUT_WHOLE_KNOWN,  /* the whole stands in a table */
    ISN_CUT_WHOLE_ONLY,   /* … and the rest does not */
    ISN_CUT_REST_KNOWN,
    ISN_CUT_REST_ONLY,
    ISN_CUT_REST_HERE,      /* the rest stands elsewhere on the page */
    ISN_CUT_ONLY_REST_HERE, /* … and the whole behind no proclitic */
    ISN_CUT_MORE_BEFORE,    /* the whole stands behind a proclitic */
    ISN_CUT_ONLY_MORE_BEFORE,
    ISN_CUT_OFTEN_HERE, /* the whole stands here three times or more */
    ISN_CUT_TWO,        /* letters of the rest: two or fewer … */
    ISN_CUT_THREE,
    ISN_CUT_FOUR,
    ISN_CUT_ARTICLE,   /* ال follows */
    ISN_CUT_WHOLE_NEW, /* the counts do not have the whole */
    ISN_CUT_BOTH_NEW,
    ISN_CUT_PERSON,
    ISN_CUT_WEIGHTS
};

typedef struct isn_word_count {
    uint64_t key;
    uint32_t count;
} isn_word_count;

/* How often each folded token stands in a document. */
typedef struct isn_word_counts {
    isn_word_count *slots;
    uint32_t mask;
} isn_word_counts;

/* They live in the document's arena. */
isnad_status isn_word_counts_of(const isn_tag_text *text,
                                isn_word_counts *counts);

/* The features of cutting the first letter of fold[0 .. len); false where it
 * is no letter that can be a proclitic. */
bool isn_cut_features(const isn_word_counts *counts, const char *fold,
                      size_t len, bool library, isnad_entity_type type,
                      float features[ISN_CUT_WEIGHTS]);

/* Where a name begins in its first token. */
uint32_t isn_name_begin(const isnad_doc *doc, const isn_word_counts *counts,
                        const float *weights, uint32_t token,
                        isnad_entity_type type);

#endif
