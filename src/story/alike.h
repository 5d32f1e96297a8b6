/* How likely two statements are one utterance in two wordings. */
#ifndef ISN_ALIKE_H
#define ISN_ALIKE_H

#include "story/utterances.h"

/* What the weights of alike.c are for; bench/fit_rows.py fits them. */
typedef enum isn_alike_measure {
    ISN_ALIKE_CONTAINED,       /* shared weight as part of the shorter one's */
    ISN_ALIKE_LOCAL_CONTAINED, /* the same, weighted by the story */
    ISN_ALIKE_LOCAL_JACCARD,   /* … as part of both together */
    ISN_ALIKE_COMMON,          /* shared weight itself, as a logarithm */
    ISN_ALIKE_PAIRS,   /* shared pairs of neighbours, of the fewer ones */
    ISN_ALIKE_SAME,    /* the speakers are one */
    ISN_ALIKE_OTHER,   /* they are two people */
    ISN_ALIKE_KIN,     /* what the words for the speakers share */
    ISN_ALIKE_NUMBERS, /* a figure in common */
    ISN_ALIKE_EXACT,   /* how telling the figures are that are equal */
    ISN_ALIKE_RIVALS,  /* figures in both, none in common */
    ISN_ALIKE_LENGTHS, /* how unequal they are in length */
    ISN_ALIKE_BARE,    /* one is said by nobody */
    ISN_ALIKE_MEASURES
} isn_alike_measure;

void isn_alike_measures(const isn_work *work, const isn_utterance *a,
                        const isn_utterance *b, float *measures);

/* Log-odds that both are one statement: positive where that is likelier. */
float isn_alike(const isn_work *work, const isn_utterance *a,
                const isn_utterance *b);

/* Is the one a clause or two of the other, said by the same speaker as far as
 * is known? */
bool isn_is_part(const isn_work *work, const isn_utterance *a,
                 const isn_utterance *b);

#endif
