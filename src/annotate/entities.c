/* Names that denote the same one are joined in three steps: equal strings
 * first, through a hash table; then distinct strings, the fullest first,
 * through keys that variants share; last, where a short form fits several
 * (two brothers by their family name), each mention goes to the one that was
 * named last before it. */
#include "annotate/entities.h"

#include <stdlib.h>
#include <string.h>

#include "core/sort.h"
#include "annotate/corrections.h"
#include "annotate/places.h"
#include "annotate/roles.h"
#include "annotate/variants.h"
#include "lang/fold.h"

enum { BUCKET = 4, CHOICES = 4, KEYS = 8 };

/* One distinct string of one type. */
typedef struct form {
    const char *text;      /* blanks single, _ as blank */
    uint32_t words, first; /* first name that has it */
    uint64_t hash;
    isnad_entity_type type;
    uint32_t group;                    /* of corrections, or ISN_NO_GROUP */
    uint32_t choice[CHOICES], choices; /* entities it may denote */
} form;

typedef struct bucket {
    uint64_t key;
    uint32_t entity[BUCKET], count;
} bucket;

typedef struct linker {
    isnad_doc *doc;
    ISN_LIST(form) forms;
    uint32_t *form_of; /* name → form */
    uint32_t *slots;   /* hash table of forms, index + 1 */
    uint32_t mask;
    bucket *buckets; /* hash table of keys */
    uint32_t bucket_mask;
    uint32_t *of_group; /* group of corrections → entity, or ISN_NO_GROUP */
} linker;

static uint32_t power_of_two(size_t least)
{
    uint32_t n = 16;
    while (n < least && n < (1u << 30)) {
        n *= 2;
    }
    return n;
}

static uint64_t hash_bytes(const char *s, size_t len, uint64_t h)
{
    for (size_t i = 0; i < len; i++) {
        h = (h ^ (unsigned char)s[i]) * 0x100000001B3u;
    }
    return h ^ (h >> 31);
}

/* The name as it is shown: one blank where the text has blanks, a line end
 * or the _ of a hashtag; the article that ل swallowed (للاتحاد) is whole. */
static char *clean(isnad_doc *doc, isnad_span span, uint32_t *words)
{
    char *out = isn_doc_string(doc, span);
    if (!out) {
        return NULL;
    }
    if (strncmp(out, "لل", 4) == 0) {
        memcpy(out, "ا", 2);
    }
    size_t n = 0;
    *words = 1;
    for (const char *s = out; *s; s++) {
        bool blank = *s == ' ' || *s == '\n' || *s == '\t' || *s == '\r' ||
                     *s == '_' || (s[0] == '\xC2' && s[1] == '\xA0');
        s += *s == '\xC2' && blank;
        if (!blank) {
            out[n++] = *s;
        } else if (n > 0 && out[n - 1] != ' ') {
            out[n++] = ' ';
            ++*words;
        }
    }
    out[n] = '\0';
    return out;
}

static isnad_status add_form(linker *l, uint32_t name)
{
    isnad_doc *doc = l->doc;
    const isnad_name *it = &doc->names.items[name];
    uint32_t words;
    char *text = clean(doc, it->span, &words);
    if (!text) {
        return ISNAD_NOMEM;
    }
    char folded[256];
    size_t len = isn_fold(text, strlen(text), folded, sizeof folded);
    uint64_t h = hash_bytes(folded, len, 0xCBF29CE484222325u + it->type);
    for (uint32_t at = (uint32_t)h;; at++) {
        uint32_t slot = l->slots[at & l->mask];
        if (slot == 0) {
            form *f = isn_list_push(doc->words, &l->forms);
            if (!f) {
                return ISNAD_NOMEM;
            }
            *f = (form){.text = text,
                        .words = words,
                        .first = name,
                        .hash = h,
                        .type = it->type,
                        .group = isn_corrections_group(doc->corrections, text)};
            l->slots[at & l->mask] = (uint32_t)l->forms.count;
            l->form_of[name] = (uint32_t)l->forms.count - 1;
            return ISNAD_OK;
        }
        if (l->forms.items[slot - 1].hash == h) {
            l->form_of[name] = slot - 1;
            return ISNAD_OK;
        }
    }
}

static bucket *bucket_of(linker *l, uint64_t key)
{
    for (uint32_t at = (uint32_t)(key ^ key >> 32);; at++) {
        bucket *b = &l->buckets[at & l->bucket_mask];
        if (b->count == 0 || b->key == key) {
            b->key = key;
            return b;
        }
    }
}

static void remember(linker *l, uint64_t key, uint32_t entity)
{
    bucket *b = bucket_of(l, key);
    if (b->count < BUCKET) {
        b->entity[b->count++] = entity;
    }
}

static bool has_choice(const form *f, uint32_t entity)
{
    for (uint32_t i = 0; i < f->choices; i++) {
        if (f->choice[i] == entity) {
            return true;
        }
    }
    return false;
}

/* Entities whose fullest name the form can stand for. */
static void find_choices(linker *l, form *f, const uint64_t *keys, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        const bucket *b = bucket_of(l, keys[k]);
        for (uint32_t i = 0; i < b->count && f->choices < CHOICES; i++) {
            const isnad_entity *e = &l->doc->entities.items[b->entity[i]];
            if (e->type == f->type && !has_choice(f, b->entity[i]) &&
                isn_corrections_allow(l->doc->corrections, f->group,
                                      l->of_group, b->entity[i]) &&
                isn_name_variant(f->type, f->text, e->name)) {
                f->choice[f->choices++] = b->entity[i];
            }
        }
    }
}

static isnad_status place_form(linker *l, form *f)
{
    uint64_t keys[KEYS];
    size_t n = isn_name_keys(f->type, f->text, keys, KEYS);
    for (size_t k = 0; k < n; k++) {
        keys[k] = keys[k] * 4 + (uint64_t)f->type;
    }
    uint32_t given =
        f->group == ISN_NO_GROUP ? ISN_NO_GROUP : l->of_group[f->group];
    if (given != ISN_NO_GROUP) {
        f->choice[f->choices++] = given;
    } else {
        find_choices(l, f, keys, n);
    }
    if (f->choices == 0) {
        isnad_entity *e = isn_list_push(l->doc->arena, &l->doc->entities);
        if (!e) {
            return ISNAD_NOMEM;
        }
        e->name = f->text;
        e->type = f->type;
        f->choice[f->choices++] = (uint32_t)l->doc->entities.count - 1;
    }
    for (size_t k = 0; k < n && f->choices == 1; k++) {
        remember(l, keys[k], f->choice[0]);
    }
    if (f->group != ISN_NO_GROUP) {
        f->choices = 1;
        l->of_group[f->group] = f->choice[0];
        l->doc->entities.items[f->choice[0]].corrected = f->group + 1;
    }
    return ISNAD_OK;
}

/* Fullest first; among equals the order of the text. */
static int by_fullness(const void *x, const void *y)
{
    const form *const *a = x, *const *b = y;
    if ((*a)->words != (*b)->words) {
        return (*a)->words > (*b)->words ? -1 : 1;
    }
    return (*a)->first < (*b)->first ? -1 : (*a)->first > (*b)->first;
}

static isnad_status place_forms(linker *l)
{
    size_t n = l->forms.count;
    form **order = isn_arena_alloc(l->doc->words, n * sizeof *order + 1);
    if (!order) {
        return ISNAD_NOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        order[i] = &l->forms.items[i];
    }
    isn_sort(order, n, sizeof *order, by_fullness);
    for (size_t i = 0; i < n; i++) {
        isnad_status status = place_form(l, order[i]);
        if (status != ISNAD_OK) {
            return status;
        }
    }
    return ISNAD_OK;
}

/* Each mention to its entity; the ambiguous ones to who was named last. */
static isnad_status place_mentions(linker *l)
{
    isnad_doc *doc = l->doc;
    uint32_t *last =
        isn_arena_alloc(doc->words, doc->entities.count * sizeof *last + 1);
    if (!last) {
        return ISNAD_NOMEM;
    }
    for (uint32_t i = 0; i < doc->names.count; i++) {
        const form *f = &l->forms.items[l->form_of[i]];
        uint32_t best = f->choice[0];
        for (uint32_t c = 1; c < f->choices; c++) {
            if (last[f->choice[c]] > last[best]) {
                best = f->choice[c];
            }
        }
        doc->names.items[i].entity = best;
        last[best] = i + 1;
    }
    return ISNAD_OK;
}

static bool prepare(linker *l)
{
    isn_arena *arena = l->doc->words;
    size_t n = l->doc->names.count;
    l->mask = power_of_two(2 * n + 1) - 1;
    l->slots = isn_arena_alloc(arena, (l->mask + 1) * sizeof *l->slots);
    l->form_of = isn_arena_alloc(arena, n * sizeof *l->form_of + 1);
    uint32_t groups = isn_corrections_groups(l->doc->corrections);
    l->of_group = isn_arena_alloc(arena, groups * sizeof *l->of_group + 1);
    for (uint32_t g = 0; l->of_group && g < groups; g++) {
        l->of_group[g] = ISN_NO_GROUP;
    }
    return l->slots && l->form_of && l->of_group;
}

/* What is ignored is no name. */
static void drop_ignored(isnad_doc *doc)
{
    size_t kept = 0;
    for (size_t i = 0; doc->corrections && i < doc->names.count; i++) {
        isnad_name name = doc->names.items[i];
        char *text = isn_doc_string(doc, name.span);
        if (!text || !isn_corrections_ignore(doc->corrections, text)) {
            doc->names.items[kept++] = name;
        }
    }
    doc->names.count = doc->corrections ? kept : doc->names.count;
}

/* Entities get the names that corrections give them. */
static void rename_entities(const linker *l)
{
    const isnad_corrections *c = l->doc->corrections;
    for (uint32_t g = 0; g < isn_corrections_groups(c); g++) {
        const char *name = isn_corrections_name(c, g);
        if (name && l->of_group[g] != ISN_NO_GROUP) {
            l->doc->entities.items[l->of_group[g]].name = name;
        }
    }
}

static isnad_status join(linker *l)
{
    if (!prepare(l)) {
        return ISNAD_NOMEM;
    }
    for (uint32_t i = 0; i < l->doc->names.count; i++) {
        isnad_status status = add_form(l, i);
        if (status != ISNAD_OK) {
            return status;
        }
    }
    l->bucket_mask = power_of_two(KEYS * l->forms.count + 1) - 1;
    l->buckets = isn_arena_alloc(l->doc->words, (l->bucket_mask + (size_t)1) *
                                                    sizeof *l->buckets);
    if (!l->buckets) {
        return ISNAD_NOMEM;
    }
    isnad_status status = place_forms(l);
    status = status == ISNAD_OK ? place_mentions(l) : status;
    if (status == ISNAD_OK) {
        rename_entities(l);
    }
    return status;
}

isnad_status isn_entities_link(isnad_doc *doc)
{
    doc->entities.count = 0;
    doc->roles.count = 0;
    drop_ignored(doc);
    if (doc->names.count == 0) {
        return ISNAD_OK;
    }
    linker l = {.doc = doc};
    isnad_status status = join(&l);
    status = status ? status : isn_locations_find(doc);
    return status ? status : isn_roles_collect(doc);
}

const isnad_name *isn_name_at(const isnad_doc *doc, uint32_t at)
{
    if (at >= doc->tokens.count || doc->names.count == 0) {
        return NULL;
    }
    isnad_span token = doc->tokens.items[at].span;
    size_t low = ISN_FIRST_BEHIND(doc->names, token.begin);
    if (low == doc->names.count ||
        doc->names.items[low].span.begin >= token.end) {
        return NULL;
    }
    return &doc->names.items[low];
}
