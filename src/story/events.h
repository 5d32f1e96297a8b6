/* Dated happenings: each date with the words around it, and which of them
 * speak of the same thing. */
#ifndef ISN_EVENTS_H
#define ISN_EVENTS_H

#include "story/work.h"

typedef struct isn_event {
    uint32_t place; /* document of the story */
    uint32_t date;  /* among the document's dates */
    isn_bag bag;    /* words around it, without the words of dates */
    isnad_span clause;
} isn_event;

typedef struct isn_event_pair {
    uint32_t a, b;  /* events, of different documents */
    float common;   /* weight of what they share */
    float share;    /* the same, of the smaller one's weight: 0 .. 1 */
    uint32_t count; /* terms they share */
} isn_event_pair;

typedef struct isn_events {
    isn_event *items;
    uint32_t count;
    isn_event_pair *pairs; /* sorted by a, b */
    uint32_t pair_count;
} isn_events;

/* Fills work->events; everything lives in work->scratch. */
isnad_status isn_events_find(isn_work *work);

static inline const isnad_date *isn_event_date(const isn_work *work,
                                               const isn_event *event)
{
    return &isn_work_doc(work, event->place)->dates.items[event->date];
}

#endif
