/* What the steps of one story share while it is laid out. */
#ifndef ISN_WORK_H
#define ISN_WORK_H

#include "story/pile.h"
#include "story/terms.h"

struct isn_events;     /* events.h */
struct isn_utterances; /* utterances.h */

typedef struct isn_work {
    isnad_pile *pile;
    isnad_story *story;
    isn_arena *scratch; /* freed when the story is done */
    /* [place of the document][its entity] → the story's actor */
    uint32_t **actor_of;
    struct isn_events *events; /* dated happenings */
    struct isn_utterances *utterances;
    isnad_row *rows;   /* the story's, while they are made */
    uint32_t **row_of; /* [place of the document][its statement] → row */
} isn_work;

static inline isnad_doc *isn_work_doc(const isn_work *work, uint32_t place)
{
    return work->pile->docs[work->story->docs[place]];
}

static inline uint32_t isn_work_origin(const isn_work *work, uint32_t place)
{
    return work->pile->origin_of[work->story->docs[place]];
}

/* The distinct terms of a span with their idf, sorted; `sum` adds them up. */
typedef struct isn_bag {
    isn_vector terms;
    float sum;
} isn_bag;

isnad_status isn_bag_of(isn_arena *arena, const isnad_doc *doc, isnad_span span,
                        isn_bag *bag);

/* Weight of the terms that both have, and how many they are. */
float isn_bag_common(const isn_bag *a, const isn_bag *b, uint32_t *count);

/* A copy in the pile of the words of a span, line breaks and runs of blanks
 * as one blank. */
char *isn_work_words(isn_work *work, const isnad_doc *doc, isnad_span span);

/* Does the span touch a name of the document? */
bool isn_in_name(const isnad_doc *doc, isnad_span span);

/* The statement of `doc` whose content covers `span`; the innermost one.
 * ISN_NONE if nobody is said to have said it. */
uint32_t isn_statement_over(const isnad_doc *doc, isnad_span span);

/* The first of the document's dates that ends behind text position `at`. */
size_t isn_first_date(const isnad_doc *doc, uint32_t at);

/* Who says it in that statement: speaker, else the nearest hop, else NULL. */
const char *isn_statement_by(const isnad_statement *statement);

/* The steps, in their order.  Each fills its own lists of the story. */
isnad_status isn_story_title(isn_work *work);
isnad_status isn_story_actors(isn_work *work);
isnad_status isn_story_rows(isn_work *work);
isnad_status isn_story_slots(isn_work *work);
isnad_status isn_story_agreements(isn_work *work);
isnad_status isn_story_labels(isn_work *work);
isnad_status isn_story_differences(isn_work *work);
isnad_status isn_story_timeline(isn_work *work);
isnad_status isn_story_row_links(isn_work *work);
isnad_status isn_story_lost(isn_work *work);
isnad_status isn_story_versions(isn_work *work);

#endif
