/* Which utterances are one row of the ledger. */
#ifndef ISN_ROW_MATCH_H
#define ISN_ROW_MATCH_H

#include "story/utterances.h"

/* Sets the `row` of each utterance: rows are numbered by their first
 * utterance; a sentence that nobody is said to say has one only where others
 * say the same.  *rows: how many there are. */
isnad_status isn_rows_match(isn_work *work, uint32_t *rows);

#endif
