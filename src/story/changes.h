/* What one wording of a statement does to another. */
#ifndef ISN_CHANGES_H
#define ISN_CHANGES_H

#include "story/utterances.h"

/* Fills the changes of `wording`, which is utterance `u`, against the fullest
 * wording `full`: word by word, by the longest common subsequence. */
isnad_status isn_wording_changes(isn_work *work, const isn_utterance *full,
                                 const isn_utterance *u,
                                 isnad_wording *wording);

/* Is the token a word that negates (لا, لم, ليس …)? */
bool isn_negates(const isn_token *token);

#endif
