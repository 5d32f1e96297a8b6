/* The statements of one story's documents, and the sentences in which nobody
 * is said to speak, made ready for comparing. */
#ifndef ISN_UTTERANCES_H
#define ISN_UTTERANCES_H

#include "story/work.h"

typedef struct isn_utterance {
    uint32_t place;
    uint32_t statement; /* ISN_NONE: a sentence in the outlet's own voice */
    uint32_t sentence;
    isnad_span span;  /* the content */
    isnad_span whole; /* with cue and speaker, where the sentence has them */
    isn_bag bag;      /* terms of the content, weighted by raw news */
    isn_vector local; /* the same terms, weighted by this story's statements */
    float local_sum;
    const uint32_t *pairs; /* hashes of neighbouring terms, sorted */
    uint32_t pair_count;
    uint32_t first_figure, figure_count; /* of the document, in the content */
    bool negates;     /* there is a negation in the content */
    bool title;       /* it stands in the title */
    uint32_t actor;   /* who speaks; ISN_NONE: nobody that is named */
    uint32_t speaker; /* hash of the speaker's name; 0: nobody */
    isn_bag who;  /* words and countries of the speaker, his roles, the hops */
    uint32_t row; /* of the ledger, once it is made */
} isn_utterance;

typedef struct isn_utterances {
    isn_utterance *items; /* by document; statements, then sentences */
    uint32_t count;
    const uint32_t *first; /* [place of the document] → its first utterance */
} isn_utterances;

/* Fills work->utterances; everything lives in work->scratch. */
isnad_status isn_utterances_list(isn_work *work);

/* Are they said by two, as far as is known? */
static inline bool isn_two_speakers(const isn_utterance *a,
                                    const isn_utterance *b)
{
    if (a->speaker == 0 || b->speaker == 0) {
        return false;
    }
    return a->actor != ISN_NONE || b->actor != ISN_NONE
               ? a->actor != b->actor
               : a->speaker != b->speaker;
}

/* NULL for a sentence in the outlet's own voice. */
static inline const isnad_statement *
isn_utterance_statement(const isn_work *work, const isn_utterance *u)
{
    return u->statement == ISN_NONE
               ? NULL
               : &isn_work_doc(work, u->place)->statements.items[u->statement];
}

#endif
