#include "annotate/tagfeatures.h"

#include <string.h>

#include "lang/fold.h"
#include "text/match.h"

/* Traits and features begin with their kind, so that equal values of
 * different kinds stay apart. */
enum kind {
    WHOLE = 1,
    CORE,
    STEM,
    PREFIX,
    SUFFIX,
    CLITICS,
    LENGTH,
    SHAPE,
    COUNT,
    CLUSTER, /* three, and how raw news uses the word */
    PLACE = 16,
    TITLE,
    GIVEN,
    HEAD,
    NATION,
    FUNCTION,
    ACRONYM,
    CLASSES
};

typedef struct trait_list {
    isn_trait *items;
    size_t count;
} trait_list;

static uint64_t key_of(unsigned kind, uint64_t value)
{
    return isn_tag_mix(value, (uint64_t)kind << 32);
}

static void put(trait_list *l, unsigned kind, uint64_t value, uint8_t reach)
{
    if (l->count < ISN_TAG_TRAITS) {
        isn_trait_kind tells = kind == WHOLE ? ISN_TRAIT_WHOLE
                               : kind == CORE || kind == STEM
                                   ? ISN_TRAIT_CORE
                                   : ISN_TRAIT_SHARED;
        l->items[l->count++] =
            (isn_trait){key_of(kind, value), reach, (uint8_t)tells};
    }
}

static void affixes(trait_list *l, const isn_token *t)
{
    const char *s = t->stem;
    size_t len = t->stem_len;
    for (unsigned n = 1; n <= 4; n++) {
        size_t f = isn_tag_front(s, len, n), b = isn_tag_back(s, len, n);
        if (f) {
            put(l, PREFIX, isn_tag_mix(isn_tag_hash(s, f), n), n == 3);
        }
        if (b) {
            put(l, SUFFIX, isn_tag_mix(isn_tag_hash(s + len - b, b), n),
                n == 2 || n == 3);
        }
    }
}

/* The finer knowledge of the tables: kinds of place, of title, of head. */
static void senses(trait_list *l, const isn_lex_entry *entry)
{
    for (uint32_t i = 0; i < entry->sense_count && i < 8; i++) {
        const isn_sense *s = isn_lex_sense_at(entry, i);
        if (s->form & ISN_FORM_PHRASE) {
            continue;
        }
        if (s->cls == ISN_CLASS_PLACE) {
            put(l, PLACE, isn_rows_place[s->row].kind, 2);
        } else if (s->cls == ISN_CLASS_TITLE) {
            put(l, TITLE, isn_rows_title[s->row].kind, 2);
        } else if (s->cls == ISN_CLASS_GIVEN_NAME) {
            put(l, GIVEN,
                isn_rows_given_name[s->row].kind * 4u +
                    isn_rows_given_name[s->row].use,
                2);
        } else if (s->cls == ISN_CLASS_ORG_HEAD) {
            put(l, HEAD,
                isn_rows_org_head[s->row].part * 32u +
                    isn_rows_org_head[s->row].kind,
                2);
        } else if (s->cls == ISN_CLASS_FUNCTION) {
            put(l, FUNCTION, isn_rows_function[s->row].kind, 2);
        } else if (s->cls == ISN_CLASS_NATIONALITY) {
            put(l, NATION, isn_rows_nationality[s->row].country != NULL, 2);
        } else if (s->cls == ISN_CLASS_ACRONYM) {
            put(l, ACRONYM, 1, 1);
        }
    }
}

static unsigned bucket(uint32_t count)
{
    return count == 0 ? 0 : 32u - (unsigned)__builtin_clz(count);
}

uint64_t isn_tag_cluster_trait(unsigned grain, uint16_t id)
{
    return key_of(CLUSTER + grain, id);
}

static void clusters(trait_list *l, const isn_tag_clusters *c)
{
    for (unsigned g = 0; g < ISN_TAG_GRAINS; g++) {
        uint16_t id = isn_tag_cluster(c, g);
        if (id && l->count < ISN_TAG_TRAITS) {
            l->items[l->count++] = (isn_trait){
                isn_tag_cluster_trait(g, id), ISN_TAG_REACH, ISN_TRAIT_CLUSTER};
        }
    }
}

size_t isn_tag_traits(const isn_token *t, const isn_tag_word *w, bool known,
                      isn_trait *traits)
{
    trait_list l = {traits, 0};
    if (known) {
        put(&l, WHOLE, w->whole, 2);
    }
    put(&l, SHAPE, w->shape, 2);
    if (t->kind != ISN_WORD) {
        return l.count;
    }
    put(&l, CORE, w->core, 2);
    put(&l, STEM, isn_tag_hash(t->stem, t->stem_len), 1);
    put(&l, CLITICS, t->clitics, 1);
    put(&l, LENGTH, t->stem_len > 20 ? 20 : t->stem_len, 0);
    put(&l, COUNT, bucket(t->count) + ((w->shape & ISN_TAG_ARTICLE) ? 64u : 0),
        1);
    affixes(&l, t);
    if (known) {
        clusters(&l, &w->clusters);
    }
    if (t->entry) {
        senses(&l, t->entry);
    }
    put(&l, CLASSES, w->classes, 1);
    return l.count;
}

/* ---- places */

static bool plain(const isn_tag_word *w)
{
    return (w->clusters.news > 0 && w->clusters.news <= ISN_NEWS_NEVER) ||
           (w->shape & (ISN_TAG_DIGIT | ISN_TAG_PUNCT));
}

bool isn_tag_open(const isn_tag_word *words, uint32_t n, uint32_t i)
{
    return !plain(&words[i]) || (i > 0 && !plain(&words[i - 1])) ||
           (i + 1 < n && !plain(&words[i + 1]));
}

/* ---- features of a place */

typedef struct feature_list {
    uint64_t *items;
    size_t count;
} feature_list;

static void feel(feature_list *l, unsigned kind, uint64_t a, uint64_t b)
{
    uint64_t h = (a + kind * 0x51ED270B9E5u) * 0xD6E8FEB86659FD93u;
    h = ((h ^ h >> 32) + b) * 0x9E3779B97F4A7C15u;
    l->items[l->count++] = h ^ h >> 29;
}

static const isn_tag_word edge = {.core = 1, .whole = 1, .tail = 1};

static const isn_tag_word *word(const isn_tag_word *words, uint32_t n,
                                uint32_t i, int d)
{
    int64_t at = (int64_t)i + d;
    return at < 0 || at >= n ? &edge : &words[at];
}

/* The nearest title and head of an organisation before the place, with no
 * punctuation between: how far, and which. */
static void leaders(const isn_tag_word *words, uint32_t i, feature_list *l)
{
    bool title = false, head = false, closed = false;
    for (uint32_t d = 1; d <= 6 && d <= i; d++) {
        const isn_tag_word *w = &words[i - d];
        if (w->punct) {
            break;
        }
        if (!title && d > 1 && (w->classes & ISN_TAG_TITLE)) {
            feel(l, 20, d, closed);
            title = true;
        }
        if (!head && (w->classes & ISN_TAG_HEAD)) {
            feel(l, 21, d * 2u + closed, words[i].shape & ISN_TAG_ARTICLE);
            feel(l, 22, w->core, d);
            head = true;
        }
        closed = closed || (w->shape & ISN_TAG_ARTICLE) ||
                 (w->classes & ISN_TAG_NATION);
    }
}

static void quoted(const isn_tag_word *words, uint32_t n, uint32_t i,
                   feature_list *l)
{
    uint32_t before = 0, after = 0, d, e;
    for (d = 1; d <= 5 && d <= i && !before; d++) {
        before = words[i - d].punct;
    }
    for (e = 1; e <= 5 && i + e < n && !after; e++) {
        after = words[i + e].punct;
    }
    if (before && after) {
        feel(l, 23, before, after);
        feel(l, 24, before * 8u + d, after * 8u + e);
    }
}

size_t isn_tag_features(const isn_tag_word *words, uint32_t n, uint32_t i,
                        uint64_t *features)
{
    feature_list l = {features, 0};
    const isn_tag_word *w = &words[i];
    const isn_tag_word *b = word(words, n, i, -1), *bb = word(words, n, i, -2);
    const isn_tag_word *a = word(words, n, i, 1), *aa = word(words, n, i, 2);
    unsigned mid = 1;
    feel(&l, 0, b->core, w->core);
    feel(&l, 1, w->core, a->core);
    feel(&l, 2, b->core, a->core);
    feel(&l, 3, bb->core, b->core);
    feel(&l, 4, a->core, aa->core);
    feel(&l, 5, b->clusters.id[mid], w->clusters.id[mid]);
    feel(&l, 6, w->clusters.id[mid], a->clusters.id[mid]);
    feel(&l, 7, b->clusters.id[mid] * 65536u + w->clusters.id[mid],
         a->clusters.id[mid]);
    feel(&l, 8, b->clusters.id[mid], w->core);
    feel(&l, 9, w->core, a->clusters.id[mid]);
    feel(&l, 10, bb->clusters.id[0] * 65536u + b->clusters.id[0],
         w->clusters.id[0]);
    feel(&l, 11, b->core, w->tail);
    feel(&l, 12, b->clusters.id[0], w->tail);
    feel(&l, 13, b->classes * 1024u + w->classes,
         a->classes * 1024u + aa->classes);
    feel(&l, 14, w->phrase[0] * 8u + w->phrase[1],
         b->phrase[0] * 8u + b->phrase[1]);
    feel(&l, 15, w->phrase[0] * 8u + w->phrase[1],
         a->phrase[0] * 8u + a->phrase[1]);
    feel(&l, 16, w->shape, b->shape);
    feel(&l, 17, w->shape, a->shape);
    feel(&l, 18, w->burst, w->shape & ISN_TAG_ARTICLE);
    feel(&l, 19, w->burst * 16u + b->burst, a->burst);
    if (w->clusters.news > 3 || a->clusters.news > 3) {
        feel(&l, 25, b->clusters.news * 64u + w->clusters.news,
             a->clusters.news);
    }
    leaders(words, i, &l);
    quoted(words, n, i, &l);
    return l.count;
}

size_t isn_tag_second(const isn_tag_word *words, uint32_t n, uint32_t i,
                      uint64_t *features)
{
    feature_list l = {features, 0};
    const isn_tag_word *b = word(words, n, i, -1), *w = &words[i],
                       *a = word(words, n, i, 1);
    if (!w->seen && !w->match && !a->seen && !a->match && !b->match) {
        return 0;
    }
    feel(&l, 30, w->seen, 0);
    feel(&l, 31, w->match, 0);
    feel(&l, 32, w->match * 256u + w->seen, b->match);
    feel(&l, 33, w->match, a->match);
    feel(&l, 34, a->match * 256u + a->seen, 1);
    feel(&l, 35, b->match * 256u + b->seen, 2);
    feel(&l, 36, w->seen * 256u + a->seen, b->seen);
    feel(&l, 37, w->seen, w->clusters.id[0]);
    return l.count;
}
