/* Collects where the reports differ. */
#ifndef ISN_DIFFERENCES_H
#define ISN_DIFFERENCES_H

#include "story/events.h"
#include "story/work.h"

typedef struct isn_differences {
    isn_work *work;
    ISN_VEC(isnad_difference) found;
    ISN_VEC(isnad_difference_reading) readings; /* of the one under way */
} isn_differences;

/* Adds a reading to the difference under way. */
isnad_status isn_difference_add(isn_differences *d, const char *value,
                                const char *by, isnad_place evidence);
/* Closes the difference under way; it is dropped where fewer than two
 * documents speak. */
isnad_status isn_difference_close(isn_differences *d, const char *slot,
                                  const char *relation);

/* Each adds the differences of its kind. */
isnad_status isn_differences_figures(isn_differences *d);
isnad_status isn_differences_times(isn_differences *d);
isnad_status isn_differences_stances(isn_differences *d);
isnad_status isn_differences_polarity(isn_differences *d);
isnad_status isn_differences_blame(isn_differences *d);
isnad_status isn_differences_minutes(isn_differences *d);
isnad_status isn_differences_parallels(isn_differences *d);
isnad_status isn_differences_spellings(isn_differences *d);
isnad_status isn_differences_labels(isn_differences *d);
isnad_status isn_differences_wordings(isn_differences *d);

#endif
