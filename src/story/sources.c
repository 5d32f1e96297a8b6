#include "story/sources.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "core/sort.h"
#include "lang/fold.h"
#include "lang/lexicon.h"
#include "text/match.h"

enum {
    MOST_NAMES = 256, /* outlets of a story that are looked for */
    LONGEST = 96,     /* bytes of a name once folded */
    LEAST = 6,        /* three letters */
    CUE = 4,    /* tokens in front that may hold «نقلت», «بحسب» */
    BEHIND = 2, /* tokens behind a speaker's span: «وكالة» بترا */
};

typedef struct isn_outlet_name {
    uint64_t first;   /* hash of its first word */
    const char *name; /* folded */
    uint32_t place;
} outlet_name;

static int by_first(const void *a, const void *b)
{
    const outlet_name *x = a, *y = b;
    if (x->first != y->first) {
        return x->first < y->first ? -1 : 1;
    }
    return x->place < y->place ? -1 : x->place > y->place;
}

static uint64_t hash_word(const char *name)
{
    return XXH3_64bits(name, strcspn(name, " "));
}

isnad_status isn_sources_open(isn_work *work, isn_sources *sources)
{
    uint32_t docs = work->story->doc_count;
    *sources = (isn_sources){.work = work};
    sources->names =
        isn_arena_alloc(work->scratch, (docs + 1) * sizeof *sources->names);
    if (!sources->names) {
        return ISNAD_NOMEM;
    }
    for (uint32_t p = 0; p < docs && sources->count < MOST_NAMES; p++) {
        char folded[LONGEST + 1];
        const char *outlet = isn_work_doc(work, p)->outlet.value;
        size_t len = outlet ? strlen(outlet) : 0;
        len = len <= LONGEST / 3
                  ? isn_fold(outlet ? outlet : "", len, folded, LONGEST)
                  : 0;
        if (len < LEAST) {
            continue;
        }
        char *name = isn_arena_copy(work->scratch, folded, len);
        if (!name) {
            return ISNAD_NOMEM;
        }
        sources->names[sources->count++] =
            (outlet_name){hash_word(name), name, p};
    }
    isn_sort(sources->names, sources->count, sizeof *sources->names, by_first);
    return ISNAD_OK;
}

/* Do the tokens from `at` on spell the name?  Its first word may carry
 * proclitics. */
static bool spells(const isnad_doc *doc, uint32_t at, const char *name)
{
    for (uint32_t i = at;; i++) {
        size_t len = strcspn(name, " ");
        if (i >= doc->tokens.count) {
            return false;
        }
        const isn_token *t = &doc->tokens.items[i];
        bool whole = t->fold_len == len && memcmp(t->fold, name, len) == 0;
        bool stem =
            i == at && t->stem_len == len && memcmp(t->stem, name, len) == 0;
        if (!whole && !stem) {
            return false;
        }
        name += len;
        if (!*name) {
            return true;
        }
        name++;
    }
}

/* Is the token named as a source, and no common word of the same letters? */
static bool as_source(const isnad_doc *doc, uint32_t at)
{
    bool found = isn_is(doc, at, ISN_CLASS_AGENCY);
    for (uint32_t i = at; i > 0 && i + CUE > at && !found; i--) {
        found = doc->tokens.items[i - 1].sentence ==
                    doc->tokens.items[at].sentence &&
                (isn_is(doc, i - 1, ISN_CLASS_SPEECH) ||
                 isn_is(doc, i - 1, ISN_CLASS_FRAME) ||
                 isn_is(doc, i - 1, ISN_CLASS_AGENCY));
    }
    return found;
}

static bool is_linked(const isn_work *w, uint32_t from, uint32_t to)
{
    bool found = false;
    for (uint32_t i = 0; i < w->story->link_count && !found; i++) {
        const isnad_link *l = &w->pile->links.items[w->story->links[i]];
        found = l->a == w->story->docs[from] && l->b == w->story->docs[to];
    }
    return found;
}

static uint32_t add_place(uint32_t *found, uint32_t n, uint32_t place)
{
    for (uint32_t i = 0; i < n; i++) {
        if (found[i] == place) {
            return n;
        }
    }
    if (n < ISN_MOST_SOURCES) {
        found[n++] = place;
    }
    return n;
}

/* Adds the outlets whose names begin with the word at token `at`. */
static uint32_t add_named(const isn_sources *s, uint32_t place, uint32_t at,
                          uint64_t first, uint32_t *found, uint32_t n)
{
    const isnad_doc *doc = isn_work_doc(s->work, place);
    uint32_t low = 0, high = s->count;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (s->names[mid].first < first) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    for (;
         low < s->count && s->names[low].first == first && n < ISN_MOST_SOURCES;
         low++) {
        const outlet_name *o = &s->names[low];
        const char *own = doc->outlet.value;
        const char *other = isn_work_doc(s->work, o->place)->outlet.value;
        if (o->place != place && !(own && strcmp(own, other) == 0) &&
            spells(doc, at, o->name) && as_source(doc, at)) {
            n = add_place(found, n, o->place);
        }
    }
    return n;
}

uint32_t isn_sources_of(const isn_sources *s, uint32_t place, uint32_t *found)
{
    const isnad_doc *doc = isn_work_doc(s->work, place);
    uint32_t n = 0;
    for (uint32_t p = 0; p < s->work->story->doc_count && p < MOST_NAMES; p++) {
        if (is_linked(s->work, p, place)) {
            n = add_place(found, n, p);
        }
    }
    for (uint32_t i = 0; s->count > 0 && i < doc->tokens.count; i++) {
        const isn_token *t = &doc->tokens.items[i];
        if (t->kind == ISN_WORD) {
            n = add_named(s, place, i, XXH3_64bits(t->fold, t->fold_len), found,
                          n);
            n = add_named(s, place, i, XXH3_64bits(t->stem, t->stem_len), found,
                          n);
        }
    }
    return n;
}

bool isn_names_outlet(const isn_sources *s, const isnad_doc *doc,
                      isnad_span span, uint32_t place)
{
    const char *name = NULL;
    for (uint32_t i = 0; i < s->count; i++) {
        name = s->names[i].place == place ? s->names[i].name : name;
    }
    uint32_t at = isn_doc_token_at(doc, span.begin);
    uint32_t end = isn_doc_token_at(doc, span.end) + BEHIND;
    bool found = false;
    for (uint32_t i = at; name && i < end && !found; i++) {
        found = spells(doc, i, name);
    }
    return found;
}
