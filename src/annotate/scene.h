/* What the parts of the statement grammar share while one document is read. */
#ifndef ISN_SCENE_H
#define ISN_SCENE_H

#include "annotate/quotes.h"
#include "text/match.h"

typedef struct isn_scene {
    isnad_doc *doc;
    isn_arena *arena; /* scratch: freed when the document is done */
    isn_quotes quotes;
    uint32_t *name_of; /* for each token: 1 + the name that covers it, or 0 */
    uint32_t *date_of; /* the same for dates */
    const char *own;   /* key of the page's own house, or NULL */
} isn_scene;

/* Fills the scene; free scene->arena afterwards in every case. */
isnad_status isn_scene_set(isn_scene *scene, isnad_doc *doc);

static inline const isn_token *isn_tok(const isn_scene *scene, uint32_t at)
{
    return &scene->doc->tokens.items[at];
}

static inline bool isn_is_word(const isn_scene *scene, uint32_t at)
{
    return isn_tok(scene, at)->kind == ISN_WORD;
}

/* Is token `at` the punctuation character `c`? */
static inline bool isn_is_punct(const isn_scene *scene, uint32_t at, uint32_t c)
{
    return isn_punct_is(scene->doc, at, c);
}

bool isn_is_comma(const isn_scene *scene, uint32_t at);
bool isn_is_dash(const isn_scene *scene, uint32_t at);

/* The sense of class `cls` of one kind at `at`: the row, or NULL. */
static inline bool isn_kind_is(const isn_scene *scene, uint32_t at,
                               unsigned kind)
{
    if (scene->name_of[at]) {
        return false; /* العلي folds to a preposition */
    }
    isn_match_result m = isn_match(scene->doc, at, ISN_CLASS_FUNCTION);
    return m.sense && isn_rows_function[m.sense->row].kind == kind;
}

/* What a noun is, its article taken off where the lexicon knows it otherwise
 * with one: «المصادر» heads a credit line, «البيان» is a paper. */
const isn_sense *isn_noun_sense(const isn_scene *scene, uint32_t at,
                                unsigned cls);

/* Does the token name who can speak: a name, an office, a body, a group, a
 * document or a medium? */
bool isn_can_speak(const isn_scene *scene, uint32_t at);

/* Behind the name or date that covers `at`; `at` where there is none. */
uint32_t isn_behind_name(const isn_scene *scene, uint32_t at);
uint32_t isn_behind_date(const isn_scene *scene, uint32_t at);

/* Behind the bracket that opens at `at`, at most `last`. */
uint32_t isn_behind_bracket(const isn_scene *scene, uint32_t at, uint32_t last);

/* From the first byte of token `first` to the last of `last` - 1; the
 * proclitics of the first word are left out where `bare`. */
isnad_span isn_token_span(const isn_scene *scene, uint32_t first, uint32_t last,
                          bool bare);

#endif
