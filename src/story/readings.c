/* Which figures of a document are its readings for the ledger. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/sort.h"
#include "core/calendar.h"
#include "lang/lexicon.h"
#include "story/slots.h"
#include "text/match.h"

typedef isn_reading_draft draft;

enum {
    CONTEXT = 10, /* words on either side that tell what is counted */
    DOUBLES_TRIED = 64,
};
/* A toll of a day so long before the story belongs to another happening. */
static const int32_t BACKGROUND_DAYS = 14;
/* Title and body give the same figure when they are so near. */
static const double ROUNDED = 0.1;
/* So small a share of the toll, told this late, is a detail of it. */
static const double DETAIL = 0.1, LATE = 0.25;

/* ---- the day a figure holds for ----------------------------------------- */

static uint32_t distance(isnad_span a, isnad_span b)
{
    return a.begin >= b.end   ? a.begin - b.end
           : b.begin >= a.end ? b.begin - a.end
                              : 0;
}

/* Is there a nearer figure of the sentence, which the date belongs to? */
static bool belongs_to_other(const isnad_doc *doc, uint32_t number,
                             isnad_span date)
{
    const isnad_figure *all = doc->figures.items;
    uint32_t mine = distance(all[number].span, date);
    uint32_t near[] = {number > 0 ? number - 1 : number,
                       number + 1 < doc->figures.count ? number + 1 : number};
    for (unsigned i = 0; i < 2; i++) {
        if (near[i] != number &&
            all[near[i]].sentence == all[number].sentence &&
            isn_is_casualty(all[near[i]].of) &&
            distance(all[near[i]].span, date) < mine) {
            return true;
        }
    }
    return false;
}

/* «منذ الأحد», «خلال ثلاثة أيام»: the day from which it is counted, or
 * ISNAD_NO_DAY. */
static int32_t since_of(const isnad_doc *doc, const isnad_date *d)
{
    uint32_t at = isn_doc_token_at(doc, d->span.begin);
    bool since = at > 0 && isn_token_is(doc, at - 1, "منذ");
    bool within = at > 0 && isn_token_is(doc, at - 1, "خلال");
    int days = 0;
    if (!d->duration) {
        return since && d->time.first == d->time.last ? d->time.first
                                                      : ISNAD_NO_DAY;
    }
    bool counted = (since || within) && d->time.value &&
                   sscanf(d->time.value, "P%dD", &days) == 1;
    return counted && doc->published.best_day != ISNAD_NO_DAY
               ? doc->published.best_day - days
               : ISNAD_NO_DAY;
}

/* The nearest day named in the figure's sentence, not in the report's future;
 * else the report's own.  *since: the day from which it counts, if one is
 * named. */
static int32_t as_of(const isnad_doc *doc, uint32_t number, int32_t *since)
{
    *since = ISNAD_NO_DAY;
    const isnad_figure *f = &doc->figures.items[number];
    int32_t best = doc->published.best_day;
    uint32_t nearest = UINT32_MAX;
    if (f->sentence >= doc->sentences.count) {
        return best;
    }
    isnad_span sentence = doc->sentences.items[f->sentence].span;
    for (size_t i = isn_first_date(doc, sentence.begin);
         i < doc->dates.count && doc->dates.items[i].span.begin < sentence.end;
         i++) {
        const isnad_date *d = &doc->dates.items[i];
        uint32_t away = distance(f->span, d->span);
        int32_t from = since_of(doc, d);
        if (from != ISNAD_NO_DAY) {
            *since = from;
        } else if (!d->duration && d->time.first != ISNAD_NO_DAY &&
                   away < nearest && d->time.last - d->time.first <= 366 &&
                   (doc->published.best_day == ISNAD_NO_DAY ||
                    d->time.first <= doc->published.best_day) &&
                   !belongs_to_other(doc, number, d->span)) {
            nearest = away;
            best = d->time.last > doc->published.best_day &&
                           doc->published.best_day != ISNAD_NO_DAY
                       ? doc->published.best_day
                       : d->time.last;
        }
    }
    return best;
}

/* ---- figures taken back ------------------------------------------------ */

enum { TAKEN_BACK = 12 }; /* tokens between the verb and the figure */

/* Stands «سحب … حصيلة» in front of the figure? */
static bool is_withdrawn(const isnad_doc *doc, const isnad_figure *f)
{
    uint32_t at = isn_doc_token_at(doc, f->span.begin);
    bool toll = false;
    for (uint32_t i = at; i > 0 && i + TAKEN_BACK > at; i--) {
        const isn_token *t = &doc->tokens.items[i - 1];
        if (t->sentence != f->sentence) {
            return false;
        }
        if (!isn_is(doc, i - 1, ISN_CLASS_WITHDRAWAL)) {
            continue;
        }
        isn_match_result m = isn_match(doc, i - 1, ISN_CLASS_WITHDRAWAL);
        if (m.sense && isn_rows_withdrawal[m.sense->row].kind ==
                           ISN_WITHDRAWAL_KIND_VERB) {
            return toll;
        }
        toll |= m.sense != NULL;
    }
    return false;
}

/* ---- one figure --------------------------------------------------------- */

isnad_status isn_figure_context(isn_work *w, uint32_t place,
                                const isnad_figure *figure, isn_bag *bag)
{
    const isnad_doc *doc = isn_work_doc(w, place);
    uint32_t at = isn_doc_token_at(doc, figure->span.begin);
    uint32_t end = isn_doc_token_at(doc, figure->span.end);
    *bag = (isn_bag){0};
    if (at >= doc->tokens.count) {
        return ISNAD_OK;
    }
    uint32_t sentence = doc->tokens.items[at].sentence;
    uint32_t from = at, to = end;
    for (uint32_t words = 0; from > 0 && words < CONTEXT &&
                             doc->tokens.items[from - 1].sentence == sentence;
         from--) {
        words += doc->tokens.items[from - 1].kind <= ISN_NUMBER;
    }
    for (uint32_t words = 0; to < doc->tokens.count && words < CONTEXT &&
                             doc->tokens.items[to].sentence == sentence;
         to++) {
        words += doc->tokens.items[to].kind <= ISN_NUMBER;
    }
    isnad_span span = {doc->tokens.items[from].span.begin,
                       doc->tokens.items[to - 1].span.end};
    return isn_bag_of(w->scratch, doc, span, bag);
}

static isnad_status put_day(isn_work *w, int32_t day, const char **out)
{
    char text[ISN_ISO_DAY];
    if (day != ISNAD_NO_DAY) {
        *out = isn_arena_copy(w->pile->arena, isn_iso_day(day, text),
                              ISN_ISO_DAY - 1);
    }
    return day == ISNAD_NO_DAY || *out ? ISNAD_OK : ISNAD_NOMEM;
}

static isnad_status read_figure(isn_work *w, uint32_t place, uint32_t number,
                                draft *d)
{
    const isnad_doc *doc = isn_work_doc(w, place);
    const isnad_figure *f = &doc->figures.items[number];
    d->figure = f;
    d->place = place;
    d->slot = ISN_NONE;
    int32_t since;
    d->day = as_of(doc, number, &since);
    isnad_reading *r = &d->reading;
    r->place = (isnad_place){w->story->docs[place], f->span};
    r->figure = number;
    r->low = f->low;
    r->high = f->high;
    r->approximate = f->approximate;
    r->vague = f->vague;
    r->withdrawn = is_withdrawn(doc, f);
    r->earlier = f->earlier || r->withdrawn;
    r->reported = doc->published.best;
    r->origin = isn_work_origin(w, place);
    uint32_t s = isn_statement_over(doc, f->span);
    if (s != ISN_NONE) {
        r->by = isn_statement_by(&doc->statements.items[s]);
    }
    isnad_status status = put_day(w, d->day, &r->as_of);
    /* Longer ago it is counted since another happening. */
    int32_t from =
        w->story->from ? isn_iso_parse(w->story->from) : ISNAD_NO_DAY;
    bool own = from != ISNAD_NO_DAY && since != ISNAD_NO_DAY &&
               since >= from - BACKGROUND_DAYS;
    status = status || !own ? status : put_day(w, since, &r->since);
    return status ? status : isn_figure_context(w, place, f, &d->context);
}

/* ---- which of them count ------------------------------------------------ */

static int by_role(const void *a, const void *b)
{
    const draft *x = a, *y = b;
    if (x->place != y->place) {
        return x->place < y->place ? -1 : 1;
    }
    int order = strcmp(isn_figure_kind(x->figure), isn_figure_kind(y->figure));
    return order ? order : x->reading.figure < y->reading.figure ? -1 : 1;
}

static bool in_title(const isnad_doc *doc, const draft *d)
{
    return d->figure->span.begin >= doc->title.begin &&
           d->figure->span.end <= doc->title.end;
}

static double bound(const draft *d)
{
    return isinf(d->reading.low) ? d->reading.high : d->reading.low;
}

/* Counts it children or women, where the toll counts people? */
static bool counts_part(const isnad_doc *doc, const draft *d)
{
    if (d->figure->part) {
        return true;
    }
    for (uint32_t i = isn_doc_token_at(doc, d->figure->span.begin);
         i < doc->tokens.count &&
         doc->tokens.items[i].span.begin < d->figure->span.end;
         i++) {
        const isn_sense *sense =
            isn_lex_sense(doc->tokens.items[i].entry, ISN_CLASS_COUNTED);
        const char *of = sense ? isn_rows_counted[sense->row].of : NULL;
        if (of && (strcmp(of, "child") == 0 || strcmp(of, "woman") == 0)) {
            return true;
        }
    }
    return false;
}

/* What the other readings of the same role in the document make of it. */
typedef struct rivals {
    bool told_exactly; /* one of them is no vague word */
    bool rounds;       /* the title rounds what the body tells */
    double largest;
} rivals;

static rivals compare(const isnad_doc *doc, const draft *all, size_t count,
                      size_t me)
{
    rivals r = {false, false, 0};
    const draft *d = &all[me];
    for (size_t i = 0; i < count && i < DOUBLES_TRIED; i++) {
        const draft *o = &all[i];
        if (o->reading.vague) {
            continue;
        }
        r.told_exactly |= i != me;
        double larger = fmax(bound(d), bound(o));
        r.largest = fmax(r.largest, bound(o));
        r.rounds |= i != me && in_title(doc, d) && !in_title(doc, o) &&
                    fabs(bound(d) - bound(o)) <= ROUNDED * larger;
    }
    return r;
}

static bool is_reading(const isn_work *w, const draft *all, size_t count,
                       size_t me)
{
    const draft *d = &all[me];
    const isnad_doc *doc = isn_work_doc(w, d->place);
    int32_t from =
        w->story->from ? isn_iso_parse(w->story->from) : ISNAD_NO_DAY;
    if (!isn_is_casualty(isn_figure_kind(d->figure))) {
        return true;
    }
    if (from != ISNAD_NO_DAY && d->day != ISNAD_NO_DAY &&
        d->day < from - BACKGROUND_DAYS) {
        return false;
    }
    rivals r = compare(doc, all, count, me);
    if ((d->reading.vague && r.told_exactly) || r.rounds) {
        return false;
    }
    if (bound(d) < r.largest && counts_part(doc, d)) {
        return false;
    }
    return bound(d) >= DETAIL * r.largest ||
           d->figure->span.begin < LATE * doc->text_len;
}

static size_t choose(const isn_work *w, draft *drafts, size_t count)
{
    bool *keep = malloc(count + 1);
    if (!keep) {
        return SIZE_MAX;
    }
    for (size_t i = 0; i < count;) {
        size_t end = i + 1;
        while (end < count && drafts[end].place == drafts[i].place &&
               strcmp(isn_figure_kind(drafts[end].figure),
                      isn_figure_kind(drafts[i].figure)) == 0) {
            end++;
        }
        for (size_t k = i; k < end; k++) {
            keep[k] = is_reading(w, drafts + i, end - i, k - i);
        }
        i = end;
    }
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (keep[i]) {
            drafts[kept++] = drafts[i];
        }
    }
    free(keep);
    return kept;
}

isnad_status isn_readings_list(isn_work *w, isn_reading_draft **drafts,
                               size_t *count)
{
    size_t n = 0;
    for (uint32_t p = 0; p < w->story->doc_count; p++) {
        n += isn_work_doc(w, p)->figures.count;
    }
    draft *list = isn_arena_alloc(w->scratch, (n + 1) * sizeof *list);
    isnad_status status = list ? ISNAD_OK : ISNAD_NOMEM;
    *count = 0;
    for (uint32_t p = 0; !status && p < w->story->doc_count; p++) {
        const isnad_doc *doc = isn_work_doc(w, p);
        for (uint32_t i = 0; !status && i < doc->figures.count; i++) {
            if (doc->figures.items[i].of) {
                status = read_figure(w, p, i, &list[(*count)++]);
            }
        }
    }
    if (!status) {
        isn_sort(list, *count, sizeof *list, by_role);
        *count = choose(w, list, *count);
        status = *count == SIZE_MAX ? ISNAD_NOMEM : ISNAD_OK;
    }
    *drafts = list;
    return status;
}
