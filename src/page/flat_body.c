#include "page/flat_lines.h"

enum {
    SUBHEAD = 12, /* words of the longest subhead */
    CREDIT = 8,
    HEADLINE = 20, /* words of the longest headline */
};

/* A line that says: other stories follow. */
static bool is_pointer(const isn_flat *flat, size_t i)
{
    const isn_cue *cue = &flat->lines[i].cue;
    return flat->parts[i].role == ISNAD_ROLE_FURNITURE &&
           (cue->kind == ISN_PAGE_CUE_KIND_RELATED ||
            cue->kind == ISN_PAGE_CUE_KIND_READ_MORE) &&
           cue->where != ISN_PAGE_CUE_WHERE_START &&
           cue->words >= flat->lines[i].words;
}

static bool is_head(const isn_flat *flat, size_t i)
{
    const isn_flat_line *line = &flat->lines[i];
    return isn_flat_is_open(flat, i) && !isn_flat_is_text(flat, i) &&
           line->words <= HEADLINE;
}

/* Is what follows line `from` other stories to the end: headlines, or
 * headlines with a teaser each? */
static bool is_tail(const isn_flat *flat, size_t from)
{
    size_t heads = 0, texts = 0, cuts = 0, kin = 0, numbers = 0;
    size_t last = flat->count;
    for (size_t i = from + 1; i < flat->count; i++) {
        if (!isn_flat_is_open(flat, i)) {
            continue;
        }
        if (is_head(flat, i)) {
            heads++;
            numbers += flat->lines[i].arabic + flat->lines[i].latin == 0;
        } else if (last == flat->count || !is_head(flat, last)) {
            return false; /* text behind text: the article goes on */
        } else {
            texts++;
            cuts += flat->lines[i].cut || !flat->lines[i].stopped;
            kin += isn_flat_common(flat, i, last) >= 2;
        }
        last = i;
    }
    if (texts == 0) {
        return numbers * 2 <= heads;
    }
    return heads > 0 && (texts >= 3 || cuts * 2 >= texts || kin * 2 >= texts);
}

void isn_flat_tail(isn_flat *flat)
{
    size_t end = flat->count;
    for (size_t i = flat->text; i < flat->count && i < end; i++) {
        if (is_pointer(flat, i) && is_tail(flat, i)) {
            end = i;
        }
    }
    for (size_t i = end; i < flat->count; i++) {
        if (isn_flat_is_open(flat, i)) {
            isn_flat_set(flat, i, ISNAD_ROLE_FURNITURE, "related");
        }
    }
}

/* The last running text; everything short behind it is not the article. */
static size_t last_text(const isn_flat *flat)
{
    size_t last = flat->text;
    for (size_t i = flat->text; i < flat->count; i++) {
        if (isn_flat_is_open(flat, i) && isn_flat_is_text(flat, i)) {
            last = i;
        }
    }
    return last;
}

/* A line too short for running text, behind or among it. */
static void short_line(isn_flat *flat, size_t i, bool behind, bool pointing)
{
    const isn_flat_line *line = &flat->lines[i];
    if (line->source_only && behind) {
        isn_flat_set(flat, i, ISNAD_ROLE_CREDIT, NULL);
    } else if (line->named_source ||
               (i > flat->text && isn_flat_same(flat, i, i - 1))) {
        isn_flat_set(flat, i, ISNAD_ROLE_CAPTION, NULL);
    } else if ((pointing && !line->stopped) ||
               (behind && (!line->stopped || line->words <= 3))) {
        isn_flat_set(flat, i, ISNAD_ROLE_FURNITURE, "related");
    }
}

/* Credits, captions, and what pointers point at. */
static void by_neighbours(isn_flat *flat, size_t last, bool listed)
{
    bool pointing = false, credit = false;
    for (size_t i = flat->text; i < flat->count; i++) {
        if (!isn_flat_is_open(flat, i)) {
            pointing = is_pointer(flat, i);
            credit = flat->parts[i].role == ISNAD_ROLE_CREDIT;
            continue;
        }
        if (credit && flat->lines[i].words <= CREDIT) {
            isn_flat_set(flat, i, ISNAD_ROLE_CREDIT, NULL);
            continue;
        }
        credit = false;
        if (isn_flat_is_text(flat, i)) {
            pointing = false;
        } else {
            short_line(flat, i, i > last && !listed, pointing);
        }
    }
}

static void set_shapes(isn_flat *flat)
{
    for (size_t i = flat->text; i < flat->count; i++) {
        flat->shapes[i].text =
            isn_flat_is_text(flat, i) || flat->lines[i].stopped;
        flat->shapes[i].skipped = !isn_flat_is_open(flat, i);
    }
}

void isn_flat_body(isn_flat *flat)
{
    size_t last = last_text(flat);
    set_shapes(flat);
    bool listed = last < flat->count &&
                  isn_short_is_list(flat->shapes, last + 1, flat->count);
    by_neighbours(flat, last, listed);
    set_shapes(flat);
    isn_short_settle(flat->shapes + flat->text, flat->parts + flat->text,
                     flat->count - flat->text);
    for (size_t i = flat->text; i < flat->count; i++) {
        if (isn_flat_is_open(flat, i) && !flat->shapes[i].text &&
            !flat->shapes[i].marked && flat->lines[i].words <= SUBHEAD) {
            isn_flat_set(flat, i, ISNAD_ROLE_SUBHEAD, NULL);
        }
    }
}
