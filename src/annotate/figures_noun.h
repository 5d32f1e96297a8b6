/* What a number counts: the noun beside it. */
#ifndef ISN_FIGURES_NOUN_H
#define ISN_FIGURES_NOUN_H

#include "core/docdata.h"
#include "text/numexpr.h"

enum { ISN_NO_ROLE = -1 };

typedef struct isn_noun {
    uint32_t first, last; /* its tokens; first == last: no noun */
    const char *of;       /* key of the table, or the singular; NULL: none */
    const char *words;    /* of the table: the singular; or NULL */
    uint8_t kind;         /* ISN_COUNTED_KIND_… */
    int role;             /* ISN_ROLENOUN_ROLE_…, or ISN_NO_ROLE */
    bool known;           /* it stands in a table */
    bool others;          /* «آخرين»: of the kind counted before */
    bool event;           /* «وفاة», «إصابة» */
    bool may_live;        /* «ضحية» */
} isn_noun;

/* The noun that token `at` begins and that `number` counts, before token
 * `end`; out->first == out->last where there is none. */
isnad_status isn_noun_after(isnad_doc *doc, uint32_t at, uint32_t end,
                            const isn_number *number, isn_noun *out);

/* The plural in front of a number with the article («السفن الثلاث»): token
 * `at` is the last one before it, `first` the first of the sentence. */
isnad_status isn_noun_before(isnad_doc *doc, uint32_t at, uint32_t first,
                             isn_noun *out);

/* «مؤمنين اثنين», «كلا المؤمنين»: the dual that such a word stands beside. */
isnad_status isn_noun_of_two(isnad_doc *doc, uint32_t at, isn_noun *out);

/* The noun in the token itself: duals, «العشرات» of people, «قتيل». */
isnad_status isn_noun_of_token(isnad_doc *doc, uint32_t at, isn_noun *out);

/* Is the token a plural noun, as far as form and tables tell? */
bool isn_noun_plural(const isnad_doc *doc, uint32_t at);

/* An empty noun at `at`; the noun of a row of counted.txt. */
isn_noun isn_noun_none(uint32_t at);
struct isn_sense;
void isn_noun_take(const struct isn_sense *sense, isn_noun *out);
/* Classes of words that are no nouns to be counted. */
uint64_t isn_noun_closed(void);

/* figures_dual.c */

/* «مكالمتين»: a dual that no table has; *out is empty where it is none. */
isnad_status isn_noun_feminine_dual(isnad_doc *doc, uint32_t at, isn_noun *out);
/* «وزيري الخارجية», «مطاري أربيل والسليمانية»: the dual without its nun. */
bool isn_noun_construct_dual(const isnad_doc *doc, uint32_t at, uint32_t end,
                             isn_noun *out);

/* «عمليتي إنقاذ», «سيارتي أجرة»: does the construct stand behind a preposition
 * and before an indefinite noun, which nothing of mine has behind it? */
bool isn_noun_of_indefinite(const isnad_doc *doc, uint32_t at, uint32_t end);

/* Does «X و Y» stand behind the construct at `at`, as a dual wants it? */
bool isn_noun_shared(const isnad_doc *doc, uint32_t at, uint32_t end);

static inline bool isn_noun_found(const isn_noun *noun)
{
    return noun->first < noun->last;
}

#endif
