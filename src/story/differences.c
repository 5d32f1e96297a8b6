#include "story/differences.h"

#include <stdlib.h>
#include <string.h>

#include "lang/lexicon.h"

enum { MOST_READINGS = 24 };

isnad_status isn_difference_add(isn_differences *d, const char *value,
                                const char *by, isnad_place evidence)
{
    if (!value || !ISN_ROOM(&d->readings, 1)) {
        return ISNAD_NOMEM;
    }
    if (d->readings.count < MOST_READINGS) {
        d->readings.items[d->readings.count++] =
            (isnad_difference_reading){value, by, evidence};
    }
    return ISNAD_OK;
}

/* Do both have the same evidence? */
static bool same_readings(const isnad_difference_reading *a, size_t n,
                          const isnad_difference *b)
{
    size_t shared = 0;
    for (size_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < b->reading_count; k++) {
            isnad_place x = a[i].evidence, y = b->readings[k].evidence;
            if (x.doc == y.doc && x.span.begin < y.span.end &&
                y.span.begin < x.span.end) {
                shared++;
                break;
            }
        }
    }
    return shared == n;
}

enum { LOOKED_BACK = 64 };

/* Is what was gathered told already, by another way of finding it? */
static bool found_before(const isn_differences *d, const char *relation)
{
    size_t n = d->found.count;
    for (size_t i = n; i > 0 && i + LOOKED_BACK > n; i--) {
        const isnad_difference *f = &d->found.items[i - 1];
        if (strcmp(f->relation, relation) == 0 &&
            same_readings(d->readings.items, d->readings.count, f)) {
            return true;
        }
    }
    return false;
}

isnad_status isn_difference_close(isn_differences *d, const char *slot,
                                  const char *relation)
{
    bool two = false;
    size_t n = d->readings.count;
    for (size_t i = 1; i < n; i++) {
        two |= d->readings.items[i].evidence.doc !=
               d->readings.items[0].evidence.doc;
    }
    two = two && !found_before(d, relation);
    d->readings.count = 0;
    if (!two) {
        return ISNAD_OK;
    }
    isnad_difference_reading *readings =
        isn_arena_alloc(d->work->pile->arena, n * sizeof *readings);
    if (!readings || !ISN_ROOM(&d->found, 1)) {
        return ISNAD_NOMEM;
    }
    memcpy(readings, d->readings.items, n * sizeof *readings);
    d->found.items[d->found.count++] =
        (isnad_difference){slot, relation, readings, (uint32_t)n};
    return ISNAD_OK;
}

/* ---- when --------------------------------------------------------------- */

/* NULL for a sentence that nobody is said to say. */
static const isnad_statement *wording_statement(const isn_work *w,
                                                const isnad_wording *wording)
{
    if (wording->statement == ISNAD_NO_STATEMENT) {
        return NULL;
    }
    return &w->pile->docs[wording->place.doc]
                ->statements.items[wording->statement];
}

/* The date whose words say when the statement was made; else its content. */
static isnad_place said_when(const isn_work *w, const isnad_wording *wording)
{
    const isnad_statement *s = wording_statement(w, wording);
    const isnad_doc *doc = w->pile->docs[wording->place.doc];
    isnad_span sentence = s->sentence < doc->sentences.count
                              ? doc->sentences.items[s->sentence].span
                              : s->span;
    for (size_t i = isn_first_date(doc, sentence.begin);
         i < doc->dates.count && doc->dates.items[i].span.begin < sentence.end;
         i++) {
        const isnad_date *date = &doc->dates.items[i];
        if (date->time.value && s->on.value &&
            strcmp(date->time.value, s->on.value) == 0) {
            return (isnad_place){wording->place.doc, date->span};
        }
    }
    return wording->place;
}

static isnad_status add_time(isn_differences *d, const char *value,
                             const char *by, isnad_place place)
{
    char *copy = isn_arena_copy(d->work->pile->arena, value, strlen(value));
    return isn_difference_add(d, copy, by, place);
}

/* One declaration, dated to different days. */
static isnad_status differ_on(isn_differences *d, const isnad_row *row)
{
    const isn_work *w = d->work;
    const isnad_statement *first = NULL;
    isnad_status status = ISNAD_OK;
    bool differ = false;
    for (uint32_t i = 0; !status && i < row->wording_count; i++) {
        const isnad_statement *s = wording_statement(w, &row->wordings[i]);
        if (!s || !s->on.value || s->on.first == ISNAD_NO_DAY ||
            s->on.first != s->on.last) {
            continue;
        }
        first = first ? first : s;
        differ |= s->on.first != first->on.first;
        status = add_time(d, s->on.value, row->speaker,
                          said_when(w, &row->wordings[i]));
    }
    if (!differ) {
        d->readings.count = 0;
        return status;
    }
    return status ? status : isn_difference_close(d, "when", "contradiction");
}

/* Two clauses that must tell of the same happening share at least this. */
static const float SAME_HAPPENING = 0.6f, RELATED = 0.3f;
enum { SAME_TERMS = 3, RELATED_TERMS = 2 };

/* The first word that tells something in the clause around a date: the verb of
 * an Arabic sentence.  0: none is near. */
static uint64_t verb_of(const isn_work *w, const isn_event *e)
{
    enum { FIRST_WORDS = 4 };
    const isnad_doc *doc = isn_work_doc(w, e->place);
    uint32_t at = isn_doc_token_at(doc, e->clause.begin);
    uint64_t verb = 0;
    for (uint32_t i = at; i < at + FIRST_WORDS && i < doc->tokens.count; i++) {
        const isn_token *t = &doc->tokens.items[i];
        if (!(t->classes & ISN_BIT(ISN_CLASS_FUNCTION)) &&
            isn_verb_skeleton(t, false, &verb)) {
            return verb;
        }
    }
    return 0;
}

static bool same_act(const isn_work *w, const isn_event *a, const isn_event *b)
{
    uint64_t verb = verb_of(w, a);
    return verb != 0 && verb == verb_of(w, b);
}

static const char *time_relation(const isn_work *w, const isn_event_pair *p)
{
    const isn_event *x = &w->events->items[p->a], *y = &w->events->items[p->b];
    const isnad_date *a = isn_event_date(w, x), *b = isn_event_date(w, y);
    if (a->time.first == ISNAD_NO_DAY || b->time.first == ISNAD_NO_DAY ||
        (a->time.first == b->time.first && a->time.last == b->time.last)) {
        return NULL;
    }
    bool meet = a->time.first <= b->time.last && b->time.first <= a->time.last;
    if (meet) {
        return p->share >= RELATED && p->count >= RELATED_TERMS ? "refinement"
                                                                : NULL;
    }
    bool days = a->time.first == a->time.last && b->time.first == b->time.last;
    return days && p->share >= SAME_HAPPENING && p->count >= SAME_TERMS &&
                   same_act(w, x, y)
               ? "contradiction"
               : NULL;
}

static isnad_status differ_events(isn_differences *d)
{
    isn_work *w = d->work;
    const isn_events *events = w->events;
    isnad_status status = ISNAD_OK;
    uint32_t told = ISN_NONE; /* each event differs once */
    for (uint32_t i = 0; !status && i < events->pair_count; i++) {
        const isn_event_pair *p = &events->pairs[i];
        const isn_event *a = &events->items[p->a], *b = &events->items[p->b];
        const char *relation = time_relation(w, p);
        if (!relation || told == p->a ||
            isn_work_origin(w, a->place) == isn_work_origin(w, b->place)) {
            continue;
        }
        told = p->a;
        const isn_event *sides[] = {a, b};
        for (unsigned k = 0; !status && k < 2; k++) {
            const isnad_date *date = isn_event_date(w, sides[k]);
            isnad_place place = {w->story->docs[sides[k]->place], date->span};
            status = add_time(d, date->time.value, NULL, place);
        }
        status = status ? status : isn_difference_close(d, "when", relation);
    }
    return status;
}

isnad_status isn_differences_times(isn_differences *d)
{
    isnad_status status = ISNAD_OK;
    for (uint32_t i = 0; !status && i < d->work->story->row_count; i++) {
        status = differ_on(d, &d->work->story->rows[i]);
    }
    return status ? status : differ_events(d);
}

/* ---- asserted here, denied there ---------------------------------------- */

static bool negated(const isnad_wording *wording)
{
    bool found = false;
    for (uint32_t i = 0; i < wording->change_count; i++) {
        found |= strcmp(wording->changes[i].kind, "negated") == 0;
    }
    return found;
}

isnad_status isn_differences_stances(isn_differences *d)
{
    isn_work *w = d->work;
    isnad_status status = ISNAD_OK;
    for (uint32_t i = 0; !status && i < w->story->row_count; i++) {
        const isnad_row *row = &w->story->rows[i];
        bool differ = false;
        for (uint32_t k = 0; !status && k < row->wording_count; k++) {
            const isnad_wording *wording = &row->wordings[k];
            const isnad_statement *s = wording_statement(w, wording);
            if (!s) {
                continue;
            }
            bool denies = s->stance == ISNAD_DENIES;
            differ |=
                denies != (row->stance == ISNAD_DENIES) || negated(wording);
            const isnad_doc *doc = w->pile->docs[wording->place.doc];
            status = isn_difference_add(
                d, isn_work_words(w, doc, wording->place.span),
                isn_statement_by(s), wording->place);
        }
        if (differ) {
            status = status ? status
                            : isn_difference_close(d, "what", "contradiction");
        }
        d->readings.count = 0;
    }
    return status;
}

/* ---- all of them -------------------------------------------------------- */

isnad_status isn_story_differences(isn_work *work)
{
    if (work->story->doc_count < 2) {
        return ISNAD_OK;
    }
    isn_differences d = {.work = work};
    isnad_status status = isn_differences_figures(&d);
    status = status ? status : isn_differences_times(&d);
    status = status ? status : isn_differences_stances(&d);
    status = status ? status : isn_differences_polarity(&d);
    status = status ? status : isn_differences_blame(&d);
    status = status ? status : isn_differences_minutes(&d);
    status = status ? status : isn_differences_parallels(&d);
    status = status ? status : isn_differences_spellings(&d);
    status = status ? status : isn_differences_labels(&d);
    status = status ? status : isn_differences_wordings(&d);
    isnad_difference *list =
        status ? NULL
               : isn_arena_alloc(work->pile->arena,
                                 (d.found.count + 1) * sizeof *list);
    status = list ? ISNAD_OK : ISNAD_NOMEM;
    if (list && d.found.count > 0) {
        memcpy(list, d.found.items, d.found.count * sizeof *list);
    }
    work->story->differences = list;
    work->story->difference_count = list ? (uint32_t)d.found.count : 0;
    free(d.found.items);
    free(d.readings.items);
    return status;
}
