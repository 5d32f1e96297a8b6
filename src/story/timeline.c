/* What happened when: statements by the day they were made, and sentences
 * that name a day. */
#include <stdlib.h>
#include <string.h>

#include "story/work.h"
#include "core/sort.h"

enum { MOST_PLACES = 24 };

typedef struct entry {
    const char *when;
    int32_t first, last;
    uint32_t row; /* ISN_NONE: a dated place */
    isnad_place place;
    uint32_t order;
} entry;

static int by_time(const void *a, const void *b)
{
    const entry *x = a, *y = b;
    if (x->first != y->first) {
        return x->first < y->first ? -1 : 1;
    }
    if (x->last != y->last) {
        return x->last < y->last ? -1 : 1;
    }
    int order = strcmp(x->when, y->when);
    return order ? order : x->order < y->order ? -1 : 1;
}

static entry *list_entries(isn_work *w, size_t *count)
{
    size_t n = w->story->row_count;
    for (uint32_t p = 0; p < w->story->doc_count; p++) {
        n += isn_work_doc(w, p)->dates.count;
    }
    entry *list = isn_arena_alloc(w->scratch, (n + 1) * sizeof *list);
    *count = 0;
    for (uint32_t r = 0; list && r < w->story->row_count; r++) {
        const isnad_row *row = &w->story->rows[r];
        const isnad_statement *s = NULL;
        const isnad_doc *doc = w->pile->docs[row->place.doc];
        for (uint32_t i = 0; i < row->wording_count && !s; i++) {
            if (row->wordings[i].place.doc == row->place.doc &&
                row->wordings[i].place.span.begin == row->place.span.begin) {
                s = &doc->statements.items[row->wordings[i].statement];
            }
        }
        if (s && s->on.value && s->on.first != ISNAD_NO_DAY) {
            list[*count] = (entry){s->on.value, s->on.first, s->on.last,
                                   r,           row->place,  (uint32_t)*count};
            (*count)++;
        }
    }
    for (uint32_t p = 0; list && p < w->story->doc_count; p++) {
        const isnad_doc *doc = isn_work_doc(w, p);
        for (size_t i = 0; i < doc->dates.count; i++) {
            const isnad_date *d = &doc->dates.items[i];
            if (!d->duration && d->time.value &&
                d->time.first != ISNAD_NO_DAY) {
                isnad_place place = {w->story->docs[p], d->span};
                list[*count] =
                    (entry){d->time.value, d->time.first, d->time.last,
                            ISN_NONE,      place,         (uint32_t)*count};
                (*count)++;
            }
        }
    }
    return list;
}

static isnad_status fill_moment(isn_work *w, const entry *list, size_t count,
                                isnad_moment *moment)
{
    uint32_t *rows = isn_arena_alloc(w->pile->arena, count * sizeof *rows);
    isnad_place *places =
        isn_arena_alloc(w->pile->arena, count * sizeof *places);
    moment->when =
        isn_arena_copy(w->pile->arena, list[0].when, strlen(list[0].when));
    if (!rows || !places || !moment->when) {
        return ISNAD_NOMEM;
    }
    moment->rows = rows;
    moment->places = places;
    for (size_t i = 0; i < count; i++) {
        if (list[i].row != ISN_NONE) {
            rows[moment->row_count++] = list[i].row;
        } else if (moment->place_count < MOST_PLACES) {
            places[moment->place_count++] = list[i].place;
        }
    }
    return ISNAD_OK;
}

isnad_status isn_story_timeline(isn_work *work)
{
    size_t count;
    entry *list = list_entries(work, &count);
    isnad_moment *moments =
        isn_arena_alloc(work->pile->arena, (count + 1) * sizeof *moments);
    if (!list || !moments) {
        return ISNAD_NOMEM;
    }
    isn_sort(list, count, sizeof *list, by_time);
    isnad_status status = ISNAD_OK;
    uint32_t n = 0;
    for (size_t i = 0; !status && i < count;) {
        size_t end = i + 1;
        while (end < count && strcmp(list[end].when, list[i].when) == 0) {
            end++;
        }
        status = fill_moment(work, list + i, end - i, &moments[n++]);
        i = end;
    }
    work->story->timeline = moments;
    work->story->moment_count = n;
    return status;
}
