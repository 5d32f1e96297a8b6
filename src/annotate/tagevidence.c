#include "annotate/tagevidence.h"

#include <stdlib.h>

#include "annotate/nametally.h"

enum { LONGEST_NAME = 6 };

static unsigned type_of(uint8_t label)
{
    return label == 0 ? 0 : (label - 1u) / 4u + 1u;
}

static unsigned position_of(uint8_t label) { return (label - 1u) % 4u; }

/* How the mentions of a lemma were read: outside, then by type; and whether a
 * name begins with it. */
typedef struct lemma {
    uint32_t count[4];
    bool begins;
} lemma;

/* How the other mentions of a word were read: 0 none as a name; else the type
 * most of them have and how sure that is. */
static uint8_t seen_as(const lemma *all, unsigned own)
{
    if (!(all->count[1] | all->count[2] | all->count[3])) {
        return 0; /* never a name */
    }
    uint32_t total = 0, best = 0;
    unsigned which = 0;
    for (unsigned k = 0; k < 4; k++) {
        uint32_t c = all->count[k] - (k == own);
        total += c;
        if (c > best) {
            best = c;
            which = k;
        }
    }
    if (total == 0 || (which == 0 && best == total)) {
        return 0; /* nothing, or never a name */
    }
    unsigned sure = best == total ? (total > 1 ? 0 : 1) : 2;
    return (uint8_t)(1 + 3 * which + sure);
}

/* End of the name that begins at i, or i. */
static uint32_t name_end(const uint8_t *labels, uint32_t count, uint32_t i)
{
    if (labels[i] == 0) {
        return i;
    }
    unsigned position = position_of(labels[i]);
    if (position == ISN_TAG_ALONE) {
        return i + 1;
    }
    if (position != ISN_TAG_BEGIN) {
        return i;
    }
    unsigned type = type_of(labels[i]);
    for (uint32_t j = i + 1; j < count && type_of(labels[j]) == type; j++) {
        if (position_of(labels[j]) == ISN_TAG_LAST) {
            return j + 1;
        }
        if (position_of(labels[j]) != ISN_TAG_INSIDE) {
            break;
        }
    }
    return i;
}

static uint64_t extend(uint64_t h, uint64_t core)
{
    h = (h ^ core) * 0x9E3779B97F4A7C15u;
    return h ^ (h >> 29);
}

typedef struct collector {
    isn_tag_text *text;
    const uint8_t *labels;
    lemma *lemmas;
    isn_tallies names;
} collector;

/* Counts the readings of lemmas; how many names begin. */
static uint32_t count_lemmas(collector *c)
{
    uint32_t names = 0;
    for (uint32_t i = 0; i < c->text->count; i++) {
        if (c->text->words[i].core) {
            unsigned type = type_of(c->labels[i]);
            c->lemmas[c->text->words[i].lemma].count[type]++;
            names += type > 0;
        }
    }
    return names;
}

static void collect_names(collector *c)
{
    const isn_tag_word *words = c->text->words;
    uint32_t count = c->text->count;
    for (uint32_t i = 0; i < count;) {
        uint32_t end = name_end(c->labels, count, i);
        if (end > i && end - i <= LONGEST_NAME) {
            uint64_t h = 1;
            for (uint32_t j = i; j < end; j++) {
                h = extend(h, words[j].core);
            }
            isn_tallies_find(&c->names, h, true)
                ->count[type_of(c->labels[i])]++;
            c->lemmas[words[i].lemma].begins = true;
        }
        i = end > i ? end : i + 1;
    }
}

/* The longest name, read elsewhere, whose words stand at i: its length. */
static uint32_t longest(const collector *c, uint32_t i, unsigned *type)
{
    const isn_tag_word *words = c->text->words;
    uint32_t best = 0, count = c->text->count;
    if (!words[i].core || !c->lemmas[words[i].lemma].begins) {
        return 0;
    }
    uint32_t own = name_end(c->labels, count, i);
    uint64_t h = 1;
    for (uint32_t n = 1; n <= LONGEST_NAME && i + n <= count; n++) {
        h = extend(h, words[i + n - 1].core);
        const isn_tally *t = isn_tallies_find(&c->names, h, false);
        uint32_t most = 0;
        for (unsigned k = 1; t && k < 4; k++) {
            uint32_t times =
                t->count[k] - (own == i + n && type_of(c->labels[i]) == k);
            if (times > most) {
                most = times;
                best = n;
                *type = k - 1;
            }
        }
    }
    return best;
}

static void set_matches(collector *c)
{
    isn_tag_word *words = c->text->words;
    for (uint32_t i = 0; i < c->text->count;) {
        unsigned type = 0;
        uint32_t n = longest(c, i, &type);
        for (uint32_t k = 0; k < n; k++) {
            unsigned position = n == 1       ? ISN_TAG_ALONE
                                : k == 0     ? ISN_TAG_BEGIN
                                : k + 1 == n ? ISN_TAG_LAST
                                             : ISN_TAG_INSIDE;
            words[i + k].match = (uint8_t)isn_tag_label(type, position);
        }
        i += n ? n : 1;
    }
}

isnad_status isn_tag_evidence(isn_tag_text *text, const uint8_t *labels)
{
    collector c = {.text = text, .labels = labels};
    c.lemmas = calloc(text->lemma_count + 1u, sizeof *c.lemmas);
    if (!c.lemmas) {
        return ISNAD_NOMEM;
    }
    uint32_t names = count_lemmas(&c);
    if (!isn_tallies_new(&c.names, names)) {
        free(c.lemmas);
        return ISNAD_NOMEM;
    }
    collect_names(&c);
    for (uint32_t i = 0; i < text->count; i++) {
        isn_tag_word *w = &text->words[i];
        w->match = 0;
        w->seen =
            w->core ? seen_as(&c.lemmas[w->lemma], type_of(labels[i])) : 0;
    }
    if (names > 0) {
        set_matches(&c);
    }
    isn_tallies_free(&c.names);
    free(c.lemmas);
    return ISNAD_OK;
}
