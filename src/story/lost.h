/* What a wording has lost of the one that it tells again. */
#ifndef ISN_LOST_H
#define ISN_LOST_H

#include "story/sources.h"
#include "story/utterances.h"

typedef struct isn_losses {
    isn_work *work;
    const isn_sources *sources;
    ISN_VEC(isnad_loss) found;
} isn_losses;

/* Two wordings of one matter, and how far they are surely one. */
typedef struct isn_retold {
    const isn_utterance *from, *to;
    bool surely;
} isn_retold;

/* Adds what `to` has lost of `from`. */
isnad_status isn_losses_of(isn_losses *losses, isn_retold pair);

#endif
