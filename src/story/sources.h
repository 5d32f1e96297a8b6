/* Which documents of a story say that they tell what another outlet told. */
#ifndef ISN_SOURCES_H
#define ISN_SOURCES_H

#include "story/work.h"

enum { ISN_MOST_SOURCES = 4 };

typedef struct isn_sources {
    const isn_work *work;
    struct isn_outlet_name *names; /* of the story's outlets, by first word */
    uint32_t count;
} isn_sources;

/* Lists the outlets of work->story; in work->scratch. */
isnad_status isn_sources_open(isn_work *work, isn_sources *sources);

/* The documents that the one at `place` is built on, ISN_MOST_SOURCES at most:
 * it shares their text or names their outlet. */
uint32_t isn_sources_of(const isn_sources *sources, uint32_t place,
                        uint32_t *found);

/* Do the words at the span, in the document, name the outlet at `place`? */
bool isn_names_outlet(const isn_sources *sources, const isnad_doc *doc,
                      isnad_span span, uint32_t place);

#endif
