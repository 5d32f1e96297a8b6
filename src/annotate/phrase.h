/* Noun phrases: how far one reaches, and what stands in apposition to it. */
#ifndef ISN_PHRASE_H
#define ISN_PHRASE_H

#include <string.h>

#include "annotate/content.h"

#define ISN_NO_TOKEN UINT32_MAX

/* A noun phrase with what stands in apposition to it. */
typedef struct isn_phrase {
    uint32_t first, last; /* its tokens, appositions behind commas left out */
    uint32_t behind;      /* behind the appositions too */
    uint32_t person;      /* index of a person's name in it, or NO_TOKEN */
} isn_phrase;

/* The noun phrase that begins at `at`; `cue` (may be NULL) tells what would
 * be its verb's complement, where the phrase ends at the latest.  `split`:
 * the verb's object may follow without any mark between. */
bool isn_phrase_at(const isn_scene *scene, const isn_cue *cue, uint32_t at,
                   uint32_t last, bool split, isn_phrase *out);

/* Behind dates, commas, connectors and قد, from `at`. */
uint32_t isn_skip_adverbs(const isn_scene *scene, uint32_t at, uint32_t last);

/* Does the phrase name somebody who can speak: a name, an office, a group? */
bool isn_is_somebody(const isn_scene *scene, const isn_phrase *phrase);

/* A comma or a dash. */
bool isn_is_break(const isn_scene *scene, uint32_t at);
bool isn_is_preposition(const isn_scene *scene, uint32_t at);
/* A verb of saying in one of its tenses, and no noun of the same letters. */
bool isn_is_finite(const isn_scene *scene, uint32_t at);
/* A word that no noun phrase holds: a conjunction, a pronoun, a negation. */
bool isn_function_stop(const isn_scene *scene, uint32_t at);

static inline bool isn_fold_is(const isn_scene *scene, uint32_t at,
                               const char *fold)
{
    return isn_token_is(scene->doc, at, fold);
}

static inline bool isn_stem_ends(const isn_token *t, const char *tail)
{
    size_t n = strlen(tail);
    return t->stem_len > n && memcmp(t->stem + t->stem_len - n, tail, n) == 0;
}

#endif
