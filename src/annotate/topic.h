/* What a document is about, as far as a word means another thing there. */
#ifndef ISN_TOPIC_H
#define ISN_TOPIC_H

#include "core/docdata.h"

typedef struct isn_topic {
    bool disease; /* «إصابة» is an infection */
    bool sport; /* «هدف» is a goal, «الموسم» two calendar years */
} isn_topic;

/* By the words of figure-words.txt: three of a subject make it one. */
isn_topic isn_topic_of(const isnad_doc *doc);

#endif
