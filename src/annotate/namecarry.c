#include "annotate/namecarry.h"

#include "annotate/nametally.h"
#include "lang/lexicon.h"

enum {
    LONGEST = 6,
    COMMON = 400, /* a word this frequent in news is no name by itself */
    RARE = 20,    /* a word this rare in news is hardly anything else */
    LEAST = 6     /* bytes of a single word */
};

typedef struct carrier {
    isnad_doc *doc;
    const isn_tag_word *words;
    uint8_t *labels;
    isn_tallies tallies;
} carrier;

static uint64_t extend(uint64_t h, uint64_t core)
{
    h = (h ^ core) * 0x9E3779B97F4A7C15u;
    return h ^ (h >> 29);
}

static unsigned type_of(uint8_t label) { return (label - 1u) / 4u; }
static unsigned position_of(uint8_t label) { return (label - 1u) % 4u; }

/* The token behind the name that begins at i. */
static uint32_t name_end(const carrier *c, uint32_t i)
{
    uint32_t n = (uint32_t)c->doc->tokens.count;
    if (position_of(c->labels[i]) == ISN_TAG_ALONE) {
        return i + 1;
    }
    uint32_t j = i + 1;
    while (j < n && c->labels[j] &&
           type_of(c->labels[j]) == type_of(c->labels[i]) &&
           position_of(c->labels[j]) != ISN_TAG_BEGIN &&
           position_of(c->labels[j]) != ISN_TAG_ALONE) {
        if (position_of(c->labels[j++]) == ISN_TAG_LAST) {
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

static void collect(carrier *c)
{
    uint32_t n = (uint32_t)c->doc->tokens.count;
    for (uint32_t i = 0; i < n;) {
        if (!c->labels[i]) {
            i++;
            continue;
        }
        uint32_t end = name_end(c, i);
        unsigned type = type_of(c->labels[i]);
        uint64_t h = 1;
        for (uint32_t j = i; j < end; j++) {
            h = extend(h, c->words[j].core);
        }
        if (end - i <= LONGEST && (end - i > 1 || telling(c, i))) {
            isn_tallies_find(&c->tallies, h, true)->count[1 + type]++;
        }
        if (type == ISNAD_PER && end - i > 1 && end - i <= 4 &&
            telling(c, end - 1)) {
            isn_tallies_find(&c->tallies, extend(1, c->words[end - 1].core),
                             true)
                ->count[1 + type]++;
        }
        i = end;
    }
    /* How often single words stand outside. */
    for (uint32_t i = 0; i < n; i++) {
        isn_tally *t =
            c->labels[i] || !c->words[i].core
                ? NULL
                : isn_tallies_find(&c->tallies, extend(1, c->words[i].core),
                                   false);
        if (t) {
            t->count[0]++;
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

/* The longest known name in outside tokens at i: its length. */
static uint32_t longest(const carrier *c, uint32_t i, unsigned *type)
{
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
        /* A word that raw news hardly knows is no word but a name. */
        bool rare = c->doc->tokens.items[i].count < RARE;
        if (count > 0 && (k > 0 || rare || count >= t->count[0])) {
            *type = which;
            best = k + 1;
        }
    }
    return best;
}

isnad_status isn_names_carry(isnad_doc *doc, const isn_tag_word *words,
                             uint8_t *labels)
{
    carrier c = {.doc = doc, .words = words, .labels = labels};
    uint32_t n = (uint32_t)doc->tokens.count;
    if (!isn_tallies_new(&c.tallies, n)) {
        return ISNAD_NOMEM;
    }
    collect(&c);
    for (uint32_t i = 0; i < n;) {
        unsigned type = 0;
        uint32_t k = labels[i] || !words[i].core ? 0 : longest(&c, i, &type);
        for (uint32_t j = 0; j < k; j++) {
            unsigned p = k == 1       ? ISN_TAG_ALONE
                         : j == 0     ? ISN_TAG_BEGIN
                         : j + 1 == k ? ISN_TAG_LAST
                                      : ISN_TAG_INSIDE;
            labels[i + j] = (uint8_t)isn_tag_label(type, p);
        }
        i += k ? k : 1;
    }
    isn_tallies_free(&c.tallies);
    return ISNAD_OK;
}
