#include "story/slots.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/calendar.h"
#include "core/sort.h"
#include "text/match.h"

enum {
    CONTEXT = 10, /* tokens on either side that tell what is counted */
    GROUPS_TRIED = 64,
    CUE_REACH = 12, /* tokens between a cue and its figure */
};

typedef struct draft {
    isnad_reading reading;
    const isnad_figure *figure;
    uint32_t place;
    isn_bag context;
    int32_t day; /* as of, for the order */
    uint32_t slot;
} draft;

typedef struct sorter {
    isn_work *work;
    draft *drafts;
    size_t count;
    uint32_t slots;
} sorter;

bool isn_is_casualty(const char *of)
{
    static const char *const roles[] = {
        "killed",   "wounded",  "missing",   "displaced", "arrested",
        "infected", "rescued",  "evacuated", "trapped",   "casualty"};
    for (size_t i = 0; of && i < sizeof roles / sizeof *roles; i++) {
        if (strcmp(of, roles[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* ---- reading one figure ------------------------------------------------------ */

static bool cue_near(const isnad_doc *doc, const isnad_figure *f)
{
    uint32_t at = isn_doc_token_at(doc, f->span.begin);
    uint32_t sentence = at < doc->tokens.count ? doc->tokens.items[at].sentence
                                               : 0;
    for (uint32_t i = at > CUE_REACH ? at - CUE_REACH : 0;
         i < at + CUE_REACH && i < doc->tokens.count; i++) {
        if (doc->tokens.items[i].sentence != sentence ||
            !isn_is(doc, i, ISN_CLASS_EARLIER_CUE)) {
            continue;
        }
        isn_match_result m = isn_match(doc, i, ISN_CLASS_EARLIER_CUE);
        if (!m.sense) {
            continue;
        }
        uint8_t place = isn_rows_earlier_cue[m.sense->row].place;
        if (place == ISN_EARLIER_CUE_PLACE_EITHER ||
            (place == ISN_EARLIER_CUE_PLACE_BEFORE) == (i < at)) {
            return true;
        }
    }
    return false;
}

/* The day the figure holds for: a day named in its sentence that is not in
 * the future of the report; else the report's own. */
static int32_t as_of(const isnad_doc *doc, const isnad_figure *f)
{
    int32_t best = doc->published.best_day;
    uint32_t distance = UINT32_MAX;
    for (size_t i = 0; i < doc->dates.count; i++) {
        const isnad_date *d = &doc->dates.items[i];
        if (d->duration || d->time.first == ISNAD_NO_DAY ||
            d->time.last - d->time.first > 31) {
            continue;
        }
        uint32_t at = isn_doc_token_at(doc, d->span.begin);
        if (at >= doc->tokens.count ||
            doc->tokens.items[at].sentence != f->sentence) {
            continue;
        }
        uint32_t away = d->span.begin > f->span.end
                            ? d->span.begin - f->span.end
                            : f->span.begin - d->span.begin;
        if (away < distance && (doc->published.best_day == ISNAD_NO_DAY ||
                                d->time.last <= doc->published.best_day)) {
            distance = away;
            best = d->time.last;
        }
    }
    return best;
}

static isnad_status read_context(isn_work *w, draft *d)
{
    const isnad_doc *doc = isn_work_doc(w, d->place);
    uint32_t at = isn_doc_token_at(doc, d->figure->span.begin);
    uint32_t end = isn_doc_token_at(doc, d->figure->span.end);
    if (at >= doc->tokens.count) {
        return ISNAD_OK;
    }
    uint32_t sentence = doc->tokens.items[at].sentence;
    uint32_t from = at, to = end;
    while (from > 0 && at - from < CONTEXT &&
           doc->tokens.items[from - 1].sentence == sentence) {
        from--;
    }
    while (to < doc->tokens.count && to - end < CONTEXT &&
           doc->tokens.items[to].sentence == sentence) {
        to++;
    }
    isnad_span span = {doc->tokens.items[from].span.begin,
                       doc->tokens.items[to - 1].span.end};
    return isn_bag_of(w->scratch, doc, span, &d->context);
}

static isnad_status read_figure(isn_work *w, uint32_t place, uint32_t number,
                                draft *d)
{
    const isnad_doc *doc = isn_work_doc(w, place);
    const isnad_figure *f = &doc->figures.items[number];
    d->figure = f;
    d->place = place;
    d->slot = ISN_NONE;
    d->day = as_of(doc, f);
    isnad_reading *r = &d->reading;
    r->place = (isnad_place){w->story->docs[place], f->span};
    r->figure = number;
    r->low = f->low;
    r->high = f->high;
    r->approximate = f->approximate;
    r->vague = f->vague;
    r->origin = isn_work_origin(w, place);
    r->earlier = isn_is_casualty(f->of) && (f->earlier || cue_near(doc, f));
    uint32_t s = isn_statement_over(doc, f->span);
    if (s != ISN_NONE) {
        r->by = isn_statement_by(&doc->statements.items[s]);
    }
    if (d->day != ISNAD_NO_DAY) {
        char text[ISN_ISO_DAY];
        r->as_of = isn_arena_copy(w->pile->arena, isn_iso_day(d->day, text),
                                  ISN_ISO_DAY - 1);
        if (!r->as_of) {
            return ISNAD_NOMEM;
        }
    }
    return read_context(w, d);
}

static isnad_status list_drafts(sorter *s)
{
    isn_work *w = s->work;
    size_t n = 0;
    for (uint32_t p = 0; p < w->story->doc_count; p++) {
        n += isn_work_doc(w, p)->figures.count;
    }
    s->drafts = isn_arena_alloc(w->scratch, (n + 1) * sizeof *s->drafts);
    isnad_status status = s->drafts ? ISNAD_OK : ISNAD_NOMEM;
    for (uint32_t p = 0; !status && p < w->story->doc_count; p++) {
        const isnad_doc *doc = isn_work_doc(w, p);
        for (uint32_t i = 0; !status && i < doc->figures.count; i++) {
            if (doc->figures.items[i].of) {
                status = read_figure(w, p, i, &s->drafts[s->count++]);
            }
        }
    }
    return status;
}

/* ---- into slots ------------------------------------------------------------------ */

static int compare_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) : (a != NULL) - (b != NULL);
}

static int by_key(const void *a, const void *b)
{
    const draft *x = a, *y = b;
    int order = strcmp(x->figure->of, y->figure->of);
    order = order ? order : compare_text(x->figure->part, y->figure->part);
    if (order == 0 && x->place != y->place) {
        order = x->place < y->place ? -1 : 1;
    }
    return order ? order : x->reading.figure < y->reading.figure ? -1 : 1;
}

static bool same_key(const draft *a, const draft *b)
{
    return strcmp(a->figure->of, b->figure->of) == 0 &&
           compare_text(a->figure->part, b->figure->part) == 0;
}

/* Do two figures of one kind count the same thing? */
static bool same_thing(const draft *a, const draft *b)
{
    if (isn_is_casualty(a->figure->of)) {
        return true;
    }
    uint32_t count;
    float common = isn_bag_common(&a->context, &b->context, &count);
    float low = a->context.sum < b->context.sum ? a->context.sum
                                                : b->context.sum;
    return count >= 2 && common >= 0.3f * low;
}

static void group(sorter *s)
{
    isn_sort(s->drafts, s->count, sizeof *s->drafts, by_key);
    for (size_t i = 0; i < s->count; i++) {
        draft *d = &s->drafts[i];
        unsigned tried = 0;
        for (size_t k = i; k-- > 0 && same_key(&s->drafts[k], d) &&
                           tried < GROUPS_TRIED && d->slot == ISN_NONE;
             tried++) {
            if (same_thing(&s->drafts[k], d)) {
                d->slot = s->drafts[k].slot;
            }
        }
        if (d->slot == ISN_NONE) {
            d->slot = s->slots++;
        }
    }
}

static int by_slot(const void *a, const void *b)
{
    const draft *x = a, *y = b;
    if (x->slot != y->slot) {
        return x->slot < y->slot ? -1 : 1;
    }
    if (x->day != y->day) { /* without a day: last */
        return x->day == ISNAD_NO_DAY ? 1
               : y->day == ISNAD_NO_DAY || x->day < y->day ? -1
                                                           : 1;
    }
    if (x->place != y->place) {
        return x->place < y->place ? -1 : 1;
    }
    return x->reading.figure < y->reading.figure ? -1 : 1;
}

/* ---- relations ----------------------------------------------------------------------- */

bool isn_readings_meet(const isnad_reading *a, const isnad_reading *b)
{
    return a->low <= b->high && b->low <= a->high;
}

static bool is_exact(const isnad_reading *r)
{
    return r->low == r->high && !r->vague;
}

isnad_figure_relation isn_reading_relation(const isnad_reading *before,
                                           const isnad_reading *now)
{
    if (isn_readings_meet(before, now)) {
        bool finer = now->low >= before->low && now->high <= before->high &&
                     (now->low > before->low || now->high < before->high);
        return finer && (before->vague || is_exact(now))
                   ? ISNAD_FIGURE_REFINES
                   : ISNAD_FIGURE_AGREES;
    }
    if (before->vague && now->low > before->high && is_exact(now)) {
        return ISNAD_FIGURE_RISES;
    }
    bool same_day = before->as_of && now->as_of &&
                    strcmp(before->as_of, now->as_of) == 0;
    if (same_day && before->place.doc != now->place.doc &&
        before->origin != now->origin) {
        return ISNAD_FIGURE_CONFLICTS;
    }
    return now->low > before->low ? ISNAD_FIGURE_RISES : ISNAD_FIGURE_CORRECTS;
}

static void relate(isnad_reading *readings, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        readings[i].relation =
            i == 0 ? ISNAD_FIGURE_FIRST
                   : isn_reading_relation(&readings[i - 1], &readings[i]);
    }
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
    slot->of = f->of;
    slot->part = f->part;
    if (!isnad_span_empty(f->scope)) {
        slot->scope = isn_work_words(w, isn_work_doc(w, drafts[0].place),
                                     f->scope);
        if (!slot->scope) {
            return ISNAD_NOMEM;
        }
    }
    slot->reading_count = keep_readings(drafts, count, readings);
    slot->readings = readings;
    relate(readings, slot->reading_count);
    return ISNAD_OK;
}

isnad_status isn_story_slots(isn_work *work)
{
    sorter s = {.work = work};
    isnad_status status = list_drafts(&s);
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
