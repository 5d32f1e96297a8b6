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
    CLUSTER, /* three */
    PLACE = 16,
    TITLE,
    GIVEN,
    HEAD,
    NATION,
    FUNCTION,
    ACRONYM,
    CLASSES,
    NEWS,
    CONTEXT = 32
};

/* Tables by a number of our own: those of the build shift when a table is
 * added. */
enum {
    IS_PLACE = 1 << 0,
    IS_TITLE = 1 << 1,
    IS_GIVEN = 1 << 2,
    IS_HEAD = 1 << 3,
    IS_NATION = 1 << 4,
    IS_FUNCTION = 1 << 5,
    IS_ACRONYM = 1 << 6
};

enum {
    ARTICLE = 1,
    LATIN = 2,
    DIGIT = 4,
    PUNCT = 8,
    HASHTAG = 16,
    FIRST = 32,
    TITLE_BLOCK = 64,
    SPACED = 128
};

static uint64_t mix(uint64_t h, uint64_t x)
{
    h = (h ^ x) * 0xD6E8FEB86659FD93u;
    return h ^ (h >> 32);
}

uint64_t isn_tag_hash(const char *bytes, size_t len)
{
    uint64_t h = len * 0x9E3779B97F4A7C15u;
    for (; len >= 8; bytes += 8, len -= 8) {
        uint64_t eight;
        memcpy(&eight, bytes, 8);
        h = mix(h, eight);
    }
    uint64_t rest = 0;
    if (len) {
        memcpy(&rest, bytes, len);
    }
    return mix(h, rest + 1);
}

uint64_t isn_tag_core(const isn_token *t)
{
    uint64_t h = isn_tag_hash(t->stem, t->stem_len);
    return mix(h, (t->clitics & ISN_CLITIC_AL) ? 7 : 3);
}

/* Bytes of the first or last `letters` characters. */
static size_t front(const char *s, size_t len, unsigned letters)
{
    size_t at = 0;
    while (letters > 0 && at < len) {
        at++;
        while (at < len && ((unsigned char)s[at] & 0xC0) == 0x80) {
            at++;
        }
        letters--;
    }
    return letters ? 0 : at;
}

static size_t back(const char *s, size_t len, unsigned letters)
{
    size_t at = len;
    while (letters > 0 && at > 0) {
        at--;
        while (at > 0 && ((unsigned char)s[at] & 0xC0) == 0x80) {
            at--;
        }
        letters--;
    }
    return letters ? 0 : len - at;
}

typedef struct trait_list {
    isn_trait *items;
    size_t count;
} trait_list;

static void put(trait_list *l, unsigned kind, uint64_t value, uint8_t reach)
{
    if (l->count < ISN_TAG_TRAITS) {
        l->items[l->count++] =
            (isn_trait){mix(value, 0x1000u + kind), reach,
                        (kind >= CLUSTER && kind < PLACE) || kind == NEWS};
    }
}

static void affixes(trait_list *l, const isn_token *t)
{
    const char *s = t->stem;
    size_t len = t->stem_len;
    for (unsigned n = 1; n <= 4; n++) {
        size_t f = front(s, len, n), b = back(s, len, n);
        if (f) {
            put(l, PREFIX, mix(isn_tag_hash(s, f), n), n == 3);
        }
        if (b) {
            put(l, SUFFIX, mix(isn_tag_hash(s + len - b, b), n),
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

size_t isn_tag_traits(const isn_token *t, const isn_tag_word *w,
                      isn_trait *traits)
{
    trait_list l = {traits, 0};
    put(&l, WHOLE, w->whole, 2);
    put(&l, SHAPE, w->shape & (ARTICLE | LATIN | DIGIT | PUNCT | HASHTAG), 2);
    if (t->kind != ISN_WORD) {
        return l.count;
    }
    put(&l, CORE, w->core, 2);
    put(&l, STEM, isn_tag_hash(t->stem, t->stem_len), 1);
    put(&l, CLITICS, t->clitics, 1);
    put(&l, LENGTH, t->stem_len > 20 ? 20 : t->stem_len, 0);
    put(&l, COUNT, bucket(t->count) + ((w->shape & ARTICLE) ? 64u : 0), 1);
    affixes(&l, t);
    for (unsigned c = 0; c < ISN_TAG_CLUSTERS; c++) {
        if (w->clusters.id[c]) {
            put(&l, CLUSTER + c, w->clusters.id[c], 2);
        }
    }
    if (w->clusters.news) {
        put(&l, NEWS, w->clusters.news, 2);
    }
    if (t->entry) {
        senses(&l, t->entry);
    }
    put(&l, CLASSES, w->classes, 1);
    return l.count;
}

/* ---- words */

static uint64_t our_classes(uint64_t theirs)
{
    static const struct {
        uint8_t cls;
        uint8_t bit;
    } map[] = {
        {ISN_CLASS_PLACE, IS_PLACE},        {ISN_CLASS_TITLE, IS_TITLE},
        {ISN_CLASS_GIVEN_NAME, IS_GIVEN},   {ISN_CLASS_ORG_HEAD, IS_HEAD},
        {ISN_CLASS_NATIONALITY, IS_NATION}, {ISN_CLASS_FUNCTION, IS_FUNCTION},
        {ISN_CLASS_ACRONYM, IS_ACRONYM}};
    uint64_t ours = 0;
    for (unsigned i = 0; theirs && i < sizeof map / sizeof map[0]; i++) {
        if (theirs & ISN_BIT(map[i].cls)) {
            ours |= map[i].bit;
        }
    }
    return ours;
}

static uint8_t shape_of(const isnad_doc *doc, uint32_t at)
{
    const isn_token *t = &doc->tokens.items[at];
    unsigned shape = 0;
    if (t->kind == ISN_WORD) {
        unsigned char c = (unsigned char)t->fold[0];
        shape |= (t->clitics & ISN_CLITIC_AL) ? ARTICLE : 0u;
        shape |= c < 0xD8 || c > 0xDB ? LATIN : 0u;
        shape |= memchr(t->fold, '_', t->fold_len) ? HASHTAG : 0u;
    } else {
        shape |= t->kind == ISN_NUMBER ? DIGIT : PUNCT;
    }
    shape |= doc->sentences.items[t->sentence].first_token == at ? FIRST : 0u;
    shape |=
        doc->blocks.items[t->block].role == ISNAD_ROLE_TITLE ? TITLE_BLOCK : 0u;
    shape |= t->space_before ? SPACED : 0u;
    return (uint8_t)shape;
}

/* Marks the words of phrases of two and more: 1 begins, 2 goes on, by kind. */
static void mark(const isnad_doc *doc, uint32_t first, uint32_t count,
                 uint32_t i, unsigned cls, unsigned slot, uint8_t value,
                 isn_tag_word *words)
{
    isn_match_result m = isn_match(doc, first + i, cls);
    if (m.sense && m.tokens > 1) {
        for (uint32_t k = 0; k < m.tokens && i + k < count; k++) {
            words[i + k].phrase[slot] = (uint8_t)(value + (k > 0));
        }
    }
}

void isn_tag_words(const isnad_doc *doc, uint32_t first, uint32_t count,
                   isn_tag_word *words)
{
    memset(words, 0, count * sizeof *words);
    for (uint32_t i = 0; i < count; i++) {
        const isn_token *t = &doc->tokens.items[first + i];
        isn_tag_word *w = &words[i];
        w->whole = isn_tag_hash(t->fold, t->fold_len);
        w->core = t->kind == ISN_WORD ? isn_tag_core(t) : w->whole;
        size_t b = back(t->stem, t->stem_len, 2);
        w->tail = isn_tag_hash(t->stem + t->stem_len - b, b);
        w->classes = our_classes(t->classes);
        w->shape = shape_of(doc, first + i);
        w->punct = t->punct;
        if (w->classes & IS_PLACE) {
            mark(doc, first, count, i, ISN_CLASS_PLACE, 0, 1, words);
        }
        if (w->classes & IS_ACRONYM) {
            mark(doc, first, count, i, ISN_CLASS_ACRONYM, 0, 3, words);
        }
        if (w->classes & IS_TITLE) {
            mark(doc, first, count, i, ISN_CLASS_TITLE, 1, 1, words);
        }
        if (w->classes & IS_HEAD) {
            mark(doc, first, count, i, ISN_CLASS_ORG_HEAD, 1, 3, words);
        }
    }
}

/* ---- features of a place */

typedef struct feature_list {
    uint64_t *items;
    size_t count;
} feature_list;

static void feel(feature_list *l, unsigned kind, uint64_t a, uint64_t b)
{
    if (l->count < ISN_TAG_FEATURES) {
        l->items[l->count++] = mix(mix(mix(a, b), 0x51ED27), CONTEXT + kind);
    }
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
        if (!title && d > 1 && (w->classes & IS_TITLE)) {
            feel(l, 20, d, closed);
            title = true;
        }
        if (!head && (w->classes & IS_HEAD)) {
            feel(l, 21, d * 2u + closed, words[i].shape & ARTICLE);
            feel(l, 22, w->core, d);
            head = true;
        }
        closed = closed || (w->shape & ARTICLE) || (w->classes & IS_NATION);
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
    feel(&l, 18, w->burst, w->shape & ARTICLE);
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
