#include "story/slots.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/sort.h"

enum { GROUPS_TRIED = 64 };

typedef isn_reading_draft draft;

typedef struct sorter {
    isn_work *work;
    draft *drafts;
    size_t count;
    uint32_t slots;
} sorter;

bool isn_is_casualty(const char *of)
{
    static const char *const roles[] = {
        "killed",   "wounded", "missing",   "displaced", "arrested",
        "infected", "rescued", "evacuated", "trapped",   "casualty"};
    for (size_t i = 0; of && i < sizeof roles / sizeof *roles; i++) {
        if (strcmp(of, roles[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* ---- into slots --------------------------------------------------------- */

static int compare_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) : (a != NULL) - (b != NULL);
}

static int by_key(const void *a, const void *b)
{
    const draft *x = a, *y = b;
    int order = strcmp(isn_figure_kind(x->figure), isn_figure_kind(y->figure));
    order = order ? order : compare_text(x->figure->part, y->figure->part);
    if (order == 0 && x->place != y->place) {
        order = x->place < y->place ? -1 : 1;
    }
    return order ? order : x->reading.figure < y->reading.figure ? -1 : 1;
}

static bool same_key(const draft *a, const draft *b)
{
    return strcmp(isn_figure_kind(a->figure), isn_figure_kind(b->figure)) ==
               0 &&
           compare_text(a->figure->part, b->figure->part) == 0;
}

/* How alike the words around two figures are; 0: they count other things. */
static float same_thing(const draft *a, const draft *b)
{
    uint32_t count;
    float common = isn_bag_common(&a->context, &b->context, &count);
    float low =
        a->context.sum < b->context.sum ? a->context.sum : b->context.sum;
    return count >= 2 && common >= 0.3f * low ? common / low : 0;
}

/* A document gives one figure for one thing; another value beside it counts
 * something else. */
static bool told_otherwise(const draft *first, const draft *end, uint32_t slot,
                           const draft *d)
{
    for (const draft *o = first; o < end; o++) {
        if (o->slot == slot && o->place == d->place &&
            !isn_readings_meet(&o->reading, &d->reading)) {
            return true;
        }
    }
    return false;
}

static uint32_t find_slot(const sorter *s, size_t first, size_t me)
{
    const draft *d = &s->drafts[me];
    if (isn_is_casualty(isn_figure_kind(d->figure))) {
        return me > first ? s->drafts[first].slot : ISN_NONE;
    }
    uint32_t best = ISN_NONE;
    float best_alike = 0;
    size_t from = me - first > GROUPS_TRIED ? me - GROUPS_TRIED : first;
    for (size_t k = from; k < me; k++) {
        const draft *o = &s->drafts[k];
        float alike = same_thing(o, d);
        if (alike > best_alike &&
            !told_otherwise(s->drafts + from, s->drafts + me, o->slot, d)) {
            best_alike = alike;
            best = o->slot;
        }
    }
    return best;
}

static void group(sorter *s)
{
    isn_sort(s->drafts, s->count, sizeof *s->drafts, by_key);
    size_t first = 0;
    for (size_t i = 0; i < s->count; i++) {
        first = i > 0 && same_key(&s->drafts[i - 1], &s->drafts[i]) ? first : i;
        uint32_t slot = find_slot(s, first, i);
        s->drafts[i].slot = slot == ISN_NONE ? s->slots++ : slot;
    }
}

static int by_slot(const void *a, const void *b)
{
    const draft *x = a, *y = b;
    if (x->slot != y->slot) {
        return x->slot < y->slot ? -1 : 1;
    }
    if (x->day != y->day) { /* without a day: last */
        return x->day == ISNAD_NO_DAY                      ? 1
               : y->day == ISNAD_NO_DAY || x->day < y->day ? -1
                                                           : 1;
    }
    if (x->place != y->place) {
        return x->place < y->place ? -1 : 1;
    }
    return x->reading.figure < y->reading.figure ? -1 : 1;
}

/* ---- relations ---------------------------------------------------------- */

bool isn_readings_meet(const isnad_reading *a, const isnad_reading *b)
{
    return a->low <= b->high && b->low <= a->high;
}

static bool is_exact(const isnad_reading *r)
{
    return r->low == r->high && !r->vague;
}

static bool same_text(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

isnad_figure_relation isn_reading_relation(const isnad_reading *before,
                                           const isnad_reading *now)
{
    if (now->withdrawn) {
        return ISNAD_FIGURE_WITHDRAWS;
    }
    if (isn_readings_meet(before, now)) {
        bool finer = now->low >= before->low && now->high <= before->high &&
                     (now->low > before->low || now->high < before->high);
        return finer && (before->vague || is_exact(now)) ? ISNAD_FIGURE_REFINES
                                                         : ISNAD_FIGURE_AGREES;
    }
    if (before->vague && now->low > before->high && is_exact(now)) {
        return ISNAD_FIGURE_RISES;
    }
    bool same_day = same_text(before->as_of, now->as_of) &&
                    same_text(before->reported, now->reported);
    if (same_day && before->place.doc != now->place.doc &&
        before->origin != now->origin) {
        return ISNAD_FIGURE_CONFLICTS;
    }
    return now->low > before->low ? ISNAD_FIGURE_RISES : ISNAD_FIGURE_CORRECTS;
}

static bool same_reading(const isnad_reading *a, const isnad_reading *b)
{
    return a->place.doc == b->place.doc && a->low == b->low &&
           a->high == b->high && a->earlier == b->earlier;
}

/* A figure that a document repeats is one reading. */
static uint32_t keep_readings(const draft *drafts, size_t count,
                              isnad_reading *out)
{
    uint32_t n = 0;
    for (size_t i = 0; i < count; i++) {
        bool there = false;
        for (uint32_t k = n; k-- > 0 && n - k <= 16 && !there;) {
            there = same_reading(&out[k], &drafts[i].reading);
        }
        if (!there) {
            out[n++] = drafts[i].reading;
        }
    }
    return n;
}

static isnad_status fill_slot(isn_work *w, const draft *drafts, size_t count,
                              isnad_slot *slot)
{
    const isnad_figure *f = drafts[0].figure;
    isnad_reading *readings =
        isn_arena_alloc(w->pile->arena, count * sizeof *readings);
    if (!readings) {
        return ISNAD_NOMEM;
    }
    slot->of = isn_figure_kind(f);
    slot->part = f->part;
    if (!isnad_span_empty(f->scope)) {
        slot->scope =
            isn_work_words(w, isn_work_doc(w, drafts[0].place), f->scope);
        if (!slot->scope) {
            return ISNAD_NOMEM;
        }
    }
    slot->reading_count = keep_readings(drafts, count, readings);
    slot->readings = readings;
    return isn_readings_relate(w->pile->arena, isn_figure_kind(f), readings,
                               slot->reading_count);
}

isnad_status isn_story_slots(isn_work *work)
{
    sorter s = {.work = work};
    isnad_status status = isn_readings_list(work, &s.drafts, &s.count);
    if (status) {
        return status;
    }
    group(&s);
    isn_sort(s.drafts, s.count, sizeof *s.drafts, by_slot);
    isnad_slot *slots =
        isn_arena_alloc(work->pile->arena, (s.slots + 1) * sizeof *slots);
    status = slots ? ISNAD_OK : ISNAD_NOMEM;
    uint32_t n = 0;
    for (size_t i = 0; !status && i < s.count;) {
        size_t end = i;
        while (end < s.count && s.drafts[end].slot == s.drafts[i].slot) {
            end++;
        }
        status = fill_slot(work, s.drafts + i, end - i, &slots[n++]);
        i = end;
    }
    work->story->slots = slots;
    work->story->slot_count = n;
    return status;
}
