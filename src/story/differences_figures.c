/* How many: figures of one slot, and figures that rival each other. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "core/sort.h"
#include "story/differences.h"
#include "story/slots.h"

enum { MOST_READINGS = 24 };

/* ---- how many ----------------------------------------------------------- */

static bool exact(const isnad_reading *r)
{
    return r->low == r->high && !r->vague;
}

static bool same_value(const isnad_reading *a, const isnad_reading *b)
{
    return a->low == b->low && a->high == b->high;
}

/* Two rough figures so near to each other do not contradict. */
static const double NEAR = 0.1;
/* The relation of two reports' figures for one slot; NULL: they say the
 * same, or nothing can be said.  Casualties move: a later, higher toll updates
 * the earlier one. */
static const char *figure_relation(const isnad_slot *slot,
                                   const isnad_reading *a,
                                   const isnad_reading *b)
{
    if (same_value(a, b) || a->place.doc == b->place.doc) {
        return NULL;
    }
    double larger = fmax(fabs(a->low), fabs(b->low));
    bool rough = a->approximate || b->approximate || isinf(a->high) ||
                 isinf(b->high) || isinf(a->low) || isinf(b->low);
    if (isn_readings_meet(a, b) || a->vague != b->vague ||
        (rough && fabs(a->low - b->low) <= NEAR * larger)) {
        return "refinement";
    }
    if (!isn_is_casualty(slot->of)) {
        return NULL; /* see rivals below */
    }
    bool same_day = a->as_of && b->as_of && strcmp(a->as_of, b->as_of) == 0;
    bool told_otherwise = exact(a) && exact(b) && a->origin != b->origin &&
                          !a->earlier && !b->earlier;
    return told_otherwise && same_day && b->low < a->low && b->low > a->low / 2
               ? "contradiction"
               : "update";
}

static char *figure_words(isn_differences *d, const isnad_reading *r)
{
    return isn_work_words(d->work, d->work->pile->docs[r->place.doc],
                          r->place.span);
}

/* All readings that relate to `lead` in the same way make one difference. */
static isnad_status differ_from(isn_differences *d, const isnad_slot *slot,
                                uint32_t lead, const char *relation)
{
    const isnad_reading *a = &slot->readings[lead];
    isnad_status status =
        isn_difference_add(d, figure_words(d, a), a->by, a->place);
    bool differ = false;
    for (uint32_t k = 0;
         !status && k < slot->reading_count && k < lead + MOST_READINGS; k++) {
        const isnad_reading *b = &slot->readings[k];
        const char *here = k > lead ? figure_relation(slot, a, b) : NULL;
        bool as_asked = here && strcmp(here, relation) == 0;
        differ |= as_asked;
        if (!status && k != lead && (as_asked || same_value(a, b))) {
            status = isn_difference_add(d, figure_words(d, b), b->by, b->place);
        }
    }
    if (!differ) {
        d->readings.count = 0;
        return status;
    }
    return status ? status : isn_difference_close(d, "how many", relation);
}

static isnad_status differ_slots(isn_differences *d)
{
    static const char *const relations[] = {"contradiction", "refinement",
                                            "update"};
    isnad_status status = ISNAD_OK;
    for (uint32_t s = 0; s < d->work->story->slot_count; s++) {
        const isnad_slot *slot = &d->work->story->slots[s];
        for (unsigned r = 0; r < 3; r++) {
            size_t before = d->found.count;
            /* The first reading that differs speaks for the slot. */
            for (uint32_t i = 0; !status && i < slot->reading_count &&
                                 i < MOST_READINGS && d->found.count == before;
                 i++) {
                status = differ_from(d, slot, i, relations[r]);
            }
        }
    }
    return status;
}

/* ---- rivals ------------------------------------------------------------- */

/* Outside of tolls, two exact figures for the same counted thing contradict
 * when the talk around them is the same and no report has both figures: one
 * that has both means two things by them. */
enum { PARTNERS = 200, CLOSE_TERMS = 2, APART_TERMS = 3, MOST_TOLD = 32 };
static const float CLOSE_SHARE = 0.15f, APART_SHARE = 0.25f;
/* So near to each other, little talk need be the same; those that two named
 * speakers give may be as far apart as they like. */
static const double CLOSE = 1.5;

typedef isn_reading_draft draft;

typedef struct rivalry {
    uint32_t a, b;
    float share;
} rivalry;

typedef struct counted {
    double value;
    uint32_t of; /* hash of what is counted; 0: the text does not say */
} counted;

typedef struct rivals {
    isn_differences *d;
    draft *drafts;
    size_t count;
    counted **values; /* [place] → the bounds of all its figures, sorted */
    size_t *value_count;
    ISN_VEC(rivalry) found;
} rivals;

static int by_value(const void *a, const void *b)
{
    const counted *x = a, *y = b;
    if (x->value != y->value) {
        return x->value < y->value ? -1 : 1;
    }
    return x->of < y->of ? -1 : x->of > y->of;
}

static uint32_t hash_of(const char *of)
{
    return of ? (uint32_t)XXH3_64bits(of, strlen(of)) | 1 : 0;
}

static isnad_status list_values(rivals *r)
{
    isn_work *w = r->d->work;
    uint32_t docs = w->story->doc_count;
    r->values = isn_arena_alloc(w->scratch, docs * sizeof *r->values);
    r->value_count = isn_arena_alloc(w->scratch, docs * sizeof(size_t));
    if (!r->values || !r->value_count) {
        return ISNAD_NOMEM;
    }
    for (uint32_t p = 0; p < docs; p++) {
        const isnad_doc *doc = isn_work_doc(w, p);
        counted *list = isn_arena_alloc(
            w->scratch, (2 * doc->figures.count + 1) * sizeof *list);
        if (!list) {
            return ISNAD_NOMEM;
        }
        size_t n = 0;
        for (size_t i = 0; i < doc->figures.count; i++) {
            const isnad_figure *f = &doc->figures.items[i];
            list[n++] = (counted){f->low, hash_of(isn_figure_kind(f))};
            list[n++] = (counted){f->high, hash_of(isn_figure_kind(f))};
        }
        isn_sort(list, n, sizeof *list, by_value);
        r->values[p] = list;
        r->value_count[p] = n;
    }
    return ISNAD_OK;
}

static bool knows(const rivals *r, uint32_t place, double value, uint32_t of)
{
    const uint32_t kinds[] = {of, 0};
    bool found = false;
    for (unsigned i = 0; i < 2 && !found; i++) {
        const counted key = {value, kinds[i]};
        found = r->value_count[place] > 0 &&
                bsearch(&key, r->values[place], r->value_count[place],
                        sizeof key, by_value);
    }
    return found;
}

static bool known_together(const rivals *r, const char *what, double x,
                           double y)
{
    uint32_t of = hash_of(what);
    bool both = false;
    for (uint32_t p = 0; p < r->d->work->story->doc_count && !both; p++) {
        both = knows(r, p, x, of) && knows(r, p, y, of);
    }
    return both;
}

static int by_counted(const void *a, const void *b)
{
    const draft *x = a, *y = b;
    int order = strcmp(isn_figure_kind(x->figure), isn_figure_kind(y->figure));
    if (order == 0 && x->place != y->place) {
        order = x->place < y->place ? -1 : 1;
    }
    return order ? order : x->reading.figure < y->reading.figure ? -1 : 1;
}

static bool same_part(const draft *a, const draft *b)
{
    const char *x = a->figure->part, *y = b->figure->part;
    return x && y ? strcmp(x, y) == 0 : x == y;
}

/* 0: no rivals; else how likely they are. */
static float rival_share(const rivals *r, const draft *a, const draft *b)
{
    const isnad_reading *x = &a->reading, *y = &b->reading;
    /* An agency corrects a distance, but tells no two. */
    bool one_voice = x->origin == y->origin && !a->figure->unit;
    if (a->place == b->place || one_voice || !same_part(a, b) || !exact(x) ||
        !exact(y) || x->earlier || y->earlier || x->low <= 0 || y->low <= 0 ||
        same_value(x, y) ||
        known_together(r, isn_figure_kind(a->figure), x->low, y->low)) {
        return 0;
    }
    double ratio = fmax(x->low, y->low) / fmin(x->low, y->low);
    bool rough = x->approximate || y->approximate;
    uint32_t count;
    float common = isn_bag_common(&a->context, &b->context, &count);
    float low =
        a->context.sum < b->context.sum ? a->context.sum : b->context.sum;
    /* A distance or a height is told with fewer words around it. */
    uint32_t least = a->figure->unit ? 1 : CLOSE_TERMS;
    bool close = ratio <= CLOSE && (!rough || ratio > 1 + NEAR) &&
                 count >= least && common >= CLOSE_SHARE * low;
    bool two_speakers = x->by && y->by && strcmp(x->by, y->by) != 0;
    bool apart =
        two_speakers && count >= APART_TERMS && common >= APART_SHARE * low;
    /* Of several partners, one with a voice of its own and the nearest. */
    float near = common / low / (float)ratio;
    return close || apart ? two_speakers ? 2 * near : near : 0;
}

static int by_share(const void *a, const void *b)
{
    const rivalry *x = a, *y = b;
    if (x->share != y->share) {
        return x->share > y->share ? -1 : 1;
    }
    if (x->a != y->a) {
        return x->a < y->a ? -1 : 1;
    }
    return x->b < y->b ? -1 : x->b > y->b;
}

static isnad_status seek_rivals(rivals *r)
{
    for (uint32_t i = 0; i < r->count; i++) {
        const draft *a = &r->drafts[i];
        if (isn_is_casualty(isn_figure_kind(a->figure))) {
            continue;
        }
        for (uint32_t k = i + 1; k < r->count && k <= i + PARTNERS &&
                                 strcmp(isn_figure_kind(r->drafts[k].figure),
                                        isn_figure_kind(a->figure)) == 0;
             k++) {
            float share = rival_share(r, a, &r->drafts[k]);
            if (share > 0 && !ISN_ROOM(&r->found, 1)) {
                return ISNAD_NOMEM;
            }
            if (share > 0) {
                r->found.items[r->found.count++] = (rivalry){i, k, share};
            }
        }
    }
    isn_sort(r->found.items, r->found.count, sizeof *r->found.items, by_share);
    return ISNAD_OK;
}

/* Both figures, and whoever else gives one of them of the same thing. */
static isnad_status tell_rivals(rivals *r, const rivalry *pair, bool *told)
{
    const draft *sides[] = {&r->drafts[pair->a], &r->drafts[pair->b]};
    isnad_status status = ISNAD_OK;
    for (uint32_t i = 0; !status && i < r->count; i++) {
        const draft *o = &r->drafts[i];
        bool here = i == pair->a || i == pair->b;
        for (unsigned s = 0; s < 2 && !here; s++) {
            here = strcmp(isn_figure_kind(o->figure),
                          isn_figure_kind(sides[s]->figure)) == 0 &&
                   same_value(&o->reading, &sides[s]->reading) &&
                   o->place != sides[s]->place;
        }
        if (here) {
            told[i] = true;
            status = isn_difference_add(r->d, figure_words(r->d, &o->reading),
                                        o->reading.by, o->reading.place);
        }
    }
    return status ? status
                  : isn_difference_close(r->d, "how many", "contradiction");
}

static isnad_status differ_rivals(isn_differences *d)
{
    rivals r = {.d = d};
    isnad_status status = isn_readings_list(d->work, &r.drafts, &r.count);
    status = status ? status : list_values(&r);
    bool *told = calloc(r.count + 1, sizeof *told);
    status = told ? status : ISNAD_NOMEM;
    if (!status) {
        isn_sort(r.drafts, r.count, sizeof *r.drafts, by_counted);
        status = seek_rivals(&r);
    }
    unsigned count = 0;
    for (size_t i = 0; !status && i < r.found.count && count < MOST_TOLD; i++) {
        const rivalry *pair = &r.found.items[i];
        if (!told[pair->a] && !told[pair->b]) {
            count++;
            status = tell_rivals(&r, pair, told);
        }
    }
    free(r.found.items);
    free(told);
    return status;
}

isnad_status isn_differences_figures(isn_differences *d)
{
    isnad_status status = differ_slots(d);
    return status ? status : differ_rivals(d);
}
