/* All forms of a word of a language table. */
#ifndef ISN_INFLECT_H
#define ISN_INFLECT_H

#include <stdint.h>

typedef enum isn_inflection {
    ISN_INFLECT_NONE,
    ISN_INFLECT_VERB,
    ISN_INFLECT_NOUN,
    ISN_INFLECT_ADJECTIVE,
} isn_inflection;

/* What a row says of its other base forms; NULL or "-" where it says nothing.
 * Alternatives are separated by '|'. */
typedef struct isn_bases {
    const char *present, *masdar, *participle, *plural;
} isn_bases;

/* Called for each form with its ISN_FORM_ bits. */
typedef void (*isn_form_fn)(void *user, const char *form, uint16_t bits);

/* Every form of `word` (one word, as written in the table). */
void isn_inflect(isn_inflection how, const char *word, const isn_bases *bases,
                 isn_form_fn emit, void *user);

#endif
