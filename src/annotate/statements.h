/* The grammar of statements: sentence by sentence, cue by cue. */
#ifndef ISN_STATEMENTS_H
#define ISN_STATEMENTS_H

#include "core/docdata.h"

/* The days of the utterances once more (isn_annotate_redate): `on` of each
 * statement from the dates of its sentence that stand outside the content. */
isnad_status isn_statements_redate(isnad_doc *doc);

#endif
