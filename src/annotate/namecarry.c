#include "annotate/namecarry.h"

#include <stdlib.h>
#include <string.h>

#include "annotate/namecues.h"
#include "annotate/namelabels.h"
#include "annotate/nametally.h"
#include "lang/lexicon.h"
#include "text/match.h"

enum {
    LONGEST = 6,
    COMMON = 400, /* a word this frequent in news is no name by itself */
    RARE = 20,    /* a word this rare in news is hardly anything else */
    SELDOM = 100, /* … this seldom may be a name and a word */
    FULL = 3,     /* mentions that are many for a word so seldom */
    LEAST = 6     /* bytes of a single word */
};

/* Of a lemma: that something to carry begins with it, or is it alone. */
enum { BEGINS = 1, ALONE = 2 };

typedef struct carrier {
    isnad_doc *doc;
    const isn_tag_word *words;
    const isn_tag_type *types;
    uint8_t *labels, *lemmas;
    isn_tallies tallies;
} carrier;

static uint64_t extend(uint64_t h, uint64_t core)
{
    h = (h ^ core) * 0x9E3779B97F4A7C15u;
    return h ^ (h >> 29);
}

/* The token behind the name that begins at i. */
static uint32_t name_end(const carrier *c, uint32_t i)
{
    uint32_t n = (uint32_t)c->doc->tokens.count;
    if (isn_label_position(c->labels[i]) == ISN_TAG_ALONE) {
        return i + 1;
    }
    uint32_t j = i + 1;
    while (j < n && c->labels[j] &&
           isn_label_type(c->labels[j]) == isn_label_type(c->labels[i]) &&
           isn_label_position(c->labels[j]) != ISN_TAG_BEGIN &&
           isn_label_position(c->labels[j]) != ISN_TAG_ALONE) {
        if (isn_label_position(c->labels[j++]) == ISN_TAG_LAST) {
            break;
        }
    }
    return j;
}

/* May the word be a name by itself wherever it stands? */
static bool telling(const carrier *c, uint32_t i)
{
    const isn_token *t = &c->doc->tokens.items[i];
    const uint64_t ordinary =
        ISN_BIT(ISN_CLASS_FUNCTION) | ISN_BIT(ISN_CLASS_TITLE) |
        ISN_BIT(ISN_CLASS_ORG_HEAD) | ISN_BIT(ISN_CLASS_NATIONALITY);
    return t->kind == ISN_WORD && t->stem_len >= LEAST && t->count < COMMON &&
           !(t->classes & ordinary);
}

/* Is the word, as written, a given name and nothing else? */
static bool given(const carrier *c, uint32_t i)
{
    isn_match_result m = isn_match(c->doc, i, ISN_CLASS_GIVEN_NAME);
    const isn_row_given_name *row =
        m.sense ? &isn_rows_given_name[m.sense->row] : NULL;
    return row && m.tokens == 1 && row->use == ISN_GIVEN_NAME_USE_NAME &&
           row->kind <= ISN_GIVEN_NAME_KIND_FEMALE &&
           isn_given_written(c->doc, i, row);
}

static void note(carrier *c, uint32_t first, uint32_t end, unsigned type)
{
    uint64_t h = 1;
    for (uint32_t j = first; j < end; j++) {
        h = extend(h, c->words[j].core);
    }
    isn_tallies_find(&c->tallies, h, true)->count[1 + type]++;
    c->lemmas[c->words[first].lemma] |=
        (uint8_t)(BEGINS | (end - first == 1 ? ALONE : 0));
}

/* محمد حسنين هيكل, of which the last was left out: a word seldom in news that
 * the page is full of goes on a name that ends with a given name.  Returns the
 * token behind the name. */
static uint32_t lengthened(const carrier *c, uint32_t first, uint32_t end)
{
    const isn_token *t = &c->doc->tokens.items[end];
    if (end >= c->doc->tokens.count || c->labels[end] || !c->words[end].core ||
        t->sentence != (t - 1)->sentence || t->clitics || t->classes ||
        t->kind != ISN_WORD || t->stem_len < LEAST || t->count >= SELDOM ||
        c->types[c->words[end].type].count <= FULL ||
        !isn_is(c->doc, end - 1, ISN_CLASS_GIVEN_NAME)) {
        return end;
    }
    isn_label_put(c->labels, c->doc->tokens.count, first, end, ISNAD_PER);
    return end + 1;
}

static void collect(carrier *c)
{
    uint32_t n = (uint32_t)c->doc->tokens.count;
    for (uint32_t i = 0; i < n;) {
        if (!c->labels[i]) {
            i++;
            continue;
        }
        uint32_t end = name_end(c, i);
        unsigned type = isn_label_type(c->labels[i]);
        if (type == ISNAD_PER) {
            end = lengthened(c, i, end);
        }
        if (end - i <= LONGEST && (end - i > 1 || telling(c, i))) {
            note(c, i, end, type);
        }
        if (type == ISNAD_PER && end - i > 1 && end - i <= 4 &&
            telling(c, end - 1)) {
            note(c, end - 1, end, type);
        }
        /* «منى الخياط», then «منى» alone. */
        if (type == ISNAD_PER && end - i > 1 && given(c, i)) {
            note(c, i, i + 1, type);
        }
        i = end;
    }
    /* How often single words stand outside. */
    for (uint32_t i = 0; i < n; i++) {
        const isn_tag_word *w = &c->words[i];
        if (!c->labels[i] && w->core && (c->lemmas[w->lemma] & ALONE)) {
            isn_tallies_find(&c->tallies, extend(1, w->core), true)->count[0]++;
        }
    }
}

static unsigned best_type(const isn_tally *t, uint32_t *count)
{
    unsigned best = 0;
    for (unsigned k = 1; k < 3; k++) {
        best = t->count[1 + k] > t->count[1 + best] ? k : best;
    }
    *count = t->count[1 + best];
    return best;
}

/* الموقوفين, المقاولون */
static bool plural(const isn_token *t)
{
    enum { ENDING = 4 };
    const char *end = t->stem + t->stem_len - ENDING;
    return t->stem_len > ENDING &&
           (memcmp(end, "ين", ENDING) == 0 || memcmp(end, "ون", ENDING) == 0);
}

/* The longest known name in outside tokens at i: its length. */
static uint32_t longest(const carrier *c, uint32_t i, unsigned *type)
{
    if (!(c->lemmas[c->words[i].lemma] & BEGINS)) {
        return 0;
    }
    uint64_t h = 1;
    uint32_t best = 0, n = (uint32_t)c->doc->tokens.count;
    uint32_t sentence = c->doc->tokens.items[i].sentence;
    for (uint32_t k = 0; k < LONGEST && i + k < n && !c->labels[i + k] &&
                         c->words[i + k].core &&
                         c->doc->tokens.items[i + k].sentence == sentence;
         k++) {
        h = extend(h, c->words[i + k].core);
        const isn_tally *t = isn_tallies_find(&c->tallies, h, false);
        uint32_t count;
        if (!t) {
            continue;
        }
        unsigned which = best_type(t, &count);
        /* A word that raw news hardly knows is no word but a name; so is one
         * that it knows little of and the page is full of. */
        uint32_t news = c->doc->tokens.items[i].count;
        bool rare = news < RARE ||
                    (which == ISNAD_PER && news < SELDOM &&
                     t->count[0] >= FULL && !plural(&c->doc->tokens.items[i]));
        if (count > 0 &&
            (k > 0 || rare || given(c, i) || count >= t->count[0])) {
            *type = which;
            best = k + 1;
        }
    }
    return best;
}

static void carry(carrier *c)
{
    collect(c);
    for (uint32_t i = 0; i < c->doc->tokens.count;) {
        unsigned type = 0;
        uint32_t k =
            c->labels[i] || !c->words[i].core ? 0 : longest(c, i, &type);
        if (k > 0) {
            isn_label_put(c->labels, c->doc->tokens.count, i, i + k - 1, type);
        }
        i += k ? k : 1;
    }
}

isnad_status isn_names_carry(const isn_tag_text *text, uint8_t *labels)
{
    carrier c = {.doc = text->doc,
                 .words = text->words,
                 .types = text->types,
                 .labels = labels};
    uint32_t named = 0;
    for (uint32_t i = 0; i < text->count; i++) {
        named += labels[i] != 0;
    }
    c.lemmas = named ? calloc(text->lemma_count, 1) : NULL;
    if (!c.lemmas || !isn_tallies_new(&c.tallies, 2 * named)) {
        free(c.lemmas);
        return named ? ISNAD_NOMEM : ISNAD_OK;
    }
    carry(&c);
    isn_tallies_free(&c.tallies);
    free(c.lemmas);
    return ISNAD_OK;
}
