#include "story/candidates.h"

#include <stdlib.h>

#include "core/sort.h"

/* Of a short text all grams are looked up, of a longer one those of its
 * opening, which is what others quote, and one in four of the rest. */
enum { OPENING = 48 };
enum { LEAST_HITS = 2 };
static const double CANDIDATE = 0.06;
/* Members of a family that are held against whoever comes near to one. */
enum { FAMILY_ASKED = 32 };

void isn_candidates_free(isn_candidates *c)
{
    free(c->samples.items);
    free(c->before.items);
    free(c->listed.items);
    free(c->hits.items);
    free(c->heads.items);
    free(c->asked.items);
    *c = (isn_candidates){0};
}

static bool sampled(const isn_print *p, uint32_t word, uint64_t gram)
{
    return word < OPENING || p->count < 2 * OPENING || (gram >> 62) == 0;
}

/* ---- samples ------------------------------------------------------------ */

static isnad_status take_samples(isn_candidates *c, const isn_print *p)
{
    c->samples.count = c->before.count = 0;
    if (!ISN_ROOM(&c->samples, p->count) ||
        !ISN_ROOM(&c->before, p->count + 1)) {
        return ISNAD_NOMEM;
    }
    for (uint32_t i = 0; i < p->count; i++) {
        c->before.items[i] = (uint32_t)c->samples.count;
        if (i + ISN_GRAM > p->count) {
            continue;
        }
        uint64_t gram = isn_print_gram(p->words, i);
        if (sampled(p, i, gram)) {
            c->samples.items[c->samples.count++] =
                (isn_sample){(uint32_t)gram, i, 0, ISN_NO_GRAM};
        }
    }
    c->before.items[p->count] = (uint32_t)c->samples.count;
    return ISNAD_OK;
}

isnad_status isn_candidates_sample(isn_candidates *c, isn_finder_data *data,
                                   const isn_print *print)
{
    isnad_status status = take_samples(c, print);
    status = status ? status : isn_gram_reserve(&data->index, c->samples.count);
    if (status) {
        return status;
    }
    isn_sample *s = c->samples.items, *end = s + c->samples.count;
    for (; s < end; s++) {
        isn_gram_fetch(&data->index, s->gram);
    }
    for (s = c->samples.items; s < end; s++) {
        s->place = isn_gram_find(&data->index, s->gram);
        s->counted = isn_gram_counted(&data->index, s->place);
        if (s->place != ISN_NO_GRAM) {
            isn_gram_fetch_documents(&data->index, s->place);
        }
    }
    return ISNAD_OK;
}

/* ---- hits --------------------------------------------------------------- */

/* The documents that the samples list, as often as they do. */
static isnad_status list_documents(isn_candidates *c,
                                   const isn_finder_data *data)
{
    c->listed.count = 0;
    if (!ISN_ROOM(&c->listed, c->samples.count * ISN_GRAM_LISTED)) {
        return ISNAD_NOMEM;
    }
    for (size_t i = 0; i < c->samples.count; i++) {
        if (c->samples.items[i].place != ISN_NO_GRAM) {
            c->listed.count +=
                isn_gram_documents(&data->index, c->samples.items[i].place,
                                   c->listed.items + c->listed.count);
        }
    }
    return ISNAD_OK;
}

/* Counts how often each is listed. */
static isnad_status count_hits(isn_candidates *c)
{
    size_t size = 16;
    while (size < 2 * c->listed.count) {
        size *= 2;
    }
    c->hits.count = 0;
    if (!ISN_ROOM(&c->hits, size)) {
        return ISNAD_NOMEM;
    }
    memset(c->hits.items, 0, size * sizeof *c->hits.items);
    c->hits.count = size;
    for (size_t i = 0; i < c->listed.count; i++) {
        uint32_t document = c->listed.items[i];
        size_t at = (document * 2654435769u) >> 7 & (size - 1);
        while (c->hits.items[at].count > 0 &&
               c->hits.items[at].document != document) {
            at = (at + 1) & (size - 1);
        }
        c->hits.items[at].document = document;
        c->hits.items[at].count++;
    }
    return ISNAD_OK;
}

/* ---- who is asked ------------------------------------------------------- */

static int by_value(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static void sort_once(uint32_t *items, size_t *count)
{
    size_t kept = 0;
    isn_sort(items, *count, sizeof *items, by_value);
    for (size_t i = 0; i < *count; i++) {
        if (kept == 0 || items[i] != items[kept - 1]) {
            items[kept++] = items[i];
        }
    }
    *count = kept;
}

/* Puts those that are hit twice in front and fetches what is known of them. */
static size_t gather_hits(isn_candidates *c, const isn_finder_data *data)
{
    size_t n = 0;
    for (size_t i = 0; i < c->hits.count; i++) {
        isn_hits hit = c->hits.items[i];
        c->hits.items[n] = hit;
        if (hit.count >= LEAST_HITS && hit.document < data->docs.count) {
            __builtin_prefetch(&data->docs.items[hit.document]);
            n++;
        }
    }
    return n;
}

/* Whoever shares enough, into `asked`; the heads of their families. */
static isnad_status ask_those_hit(isn_candidates *c,
                                  const isn_finder_data *data)
{
    c->asked.count = c->heads.count = 0;
    c->hits.count = gather_hits(c, data);
    for (size_t i = 0; i < c->hits.count; i++) {
        isn_hits hit = c->hits.items[i];
        const isn_kept *k = &data->docs.items[hit.document];
        size_t n = c->samples.count;
        if (hit.count < CANDIDATE * (double)(n < k->grams ? n : k->grams)) {
            continue;
        }
        if (!ISN_ROOM(&c->asked, 1) || !ISN_ROOM(&c->heads, 1)) {
            return ISNAD_NOMEM;
        }
        c->asked.items[c->asked.count++] = hit.document;
        c->heads.items[c->heads.count++] = k->head;
    }
    sort_once(c->heads.items, &c->heads.count);
    return ISNAD_OK;
}

static isnad_status ask_families(isn_candidates *c, const isn_finder_data *data)
{
    for (size_t i = 0; i < c->heads.count; i++) {
        uint32_t member = c->heads.items[i];
        if (!ISN_ROOM(&c->asked, FAMILY_ASKED)) {
            return ISNAD_NOMEM;
        }
        for (unsigned n = 0; n < FAMILY_ASKED && member < data->docs.count;
             n++) {
            c->asked.items[c->asked.count++] = member;
            member = data->docs.items[member].next;
        }
    }
    sort_once(c->asked.items, &c->asked.count);
    return ISNAD_OK;
}

isnad_status isn_candidates_choose(isn_candidates *c,
                                   const isn_finder_data *data)
{
    isnad_status status = list_documents(c, data);
    status = status ? status : count_hits(c);
    status = status ? status : ask_those_hit(c, data);
    return status ? status : ask_families(c, data);
}
