/* What one wording of a statement does to another. */
#ifndef ISN_CHANGES_H
#define ISN_CHANGES_H

#include "story/work.h"

/* Fills the changes of `wording`, which is statement `s` of the document at
 * `place`, against the fullest wording `full` of the document at
 * `full_place`: word by word, by the longest common subsequence. */
isnad_status isn_wording_changes(isn_work *work, uint32_t full_place,
                                 const isnad_statement *full, uint32_t place,
                                 const isnad_statement *s,
                                 isnad_wording *wording);

/* Is the token a word that negates (لا, لم, ليس …)? */
bool isn_negates(const isn_token *token);

#endif
