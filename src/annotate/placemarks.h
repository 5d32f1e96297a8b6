/* What in a document tells in which part of the world it plays: places whose
 * namesakes are told apart already, adjectives of nationality, parliaments,
 * heads of state, the outlet. */
#ifndef ISN_PLACEMARKS_H
#define ISN_PLACEMARKS_H

#include "core/docdata.h"
#include "lang/gazetteer.h"

enum {
    ISN_MARKS = 192,        /* distinct marks that a document is weighed by */
    ISN_MARK_SENTENCES = 8, /* first sentences in which one stands */
};

typedef struct isn_mark {
    const char *country;       /* ISO 3166-1 */
    const isn_location *place; /* NULL: the country alone */
    uint32_t entity;           /* or ISNAD_NO_ENTITY */
    uint32_t sentences[ISN_MARK_SENTENCES];
    unsigned seen;
} isn_mark;

typedef struct isn_marks {
    isn_mark items[ISN_MARKS];
    unsigned count;
    const char *outlet; /* country of the outlet or agency, or NULL */
} isn_marks;

/* The names of the gazetteer, *count of them, that the longest phrase from
 * token `at` equals, its proclitics left out, or NULL; *tokens: how many it
 * covers.  Without `single` one of a single token is none. */
const isn_location_name *isn_location_names_at(const isnad_doc *doc,
                                               uint32_t at, bool single,
                                               uint32_t *tokens,
                                               uint32_t *count);

/* Whom or what a name means may tell a country, as الكنيست does; or NULL. */
const isn_location *isn_mark_of(const char *name);

/* Marks of what no name holds, and of the outlet: they stay whatever is
 * found. */
void isn_marks_of_words(const isnad_doc *doc, isn_marks *words);

/* All marks of a document; found[entity] is its place or mark, or NULL. */
void isn_marks_collect(const isnad_doc *doc, const isn_location *const *found,
                       const isn_marks *words, isn_marks *marks);

/* From where the marks are seen: a name with its sentences. */
typedef struct isn_mark_view {
    uint32_t entity;
    const uint32_t *sentences;
    unsigned sentence_count;
    const isn_location *const *places; /* what it can mean */
    unsigned place_count;
} isn_mark_view;

/* What the marks add to the score of one of view->places. */
double isn_marks_weigh(const isn_marks *marks, const isn_mark_view *view,
                       const isn_location *place);

/* Kilometres. */
double isn_location_distance(const isn_location *a, const isn_location *b);

#endif
