/* What the search index holds of a document. */
#ifndef ISN_INDEX_ENTRY_H
#define ISN_INDEX_ENTRY_H

#include "core/buffer.h"
#include "core/docdata.h"

/* The columns of the full-text index: stems between blanks.  In columns of
 * names, "|" stands between two. */
typedef enum isn_column {
    ISN_COLUMN_BODY, /* the first takes two bytes less a word */
    ISN_COLUMN_TITLE,
    ISN_COLUMN_SPEAKER,
    ISN_COLUMN_PERSON,
    ISN_COLUMN_PLACE,
    ISN_COLUMN_ORGANISATION,
    ISN_COLUMN_ROLE,
    ISN_COLUMN_COUNT,
} isn_column;

/* What the index has of a token: the stem by which a word is found.  Empty
 * where it is no word. */
isnad_view isn_index_term(const isn_token *token);

/* Names as they are written, told once each. */
typedef ISN_LIST(const char *) isn_name_list;

typedef struct isn_index_entry {
    isn_buffer columns[ISN_COLUMN_COUNT];
    isn_name_list names[4]; /* people, places, organisations, roles */
    uint32_t kinds;         /* of sources: bit i for isn_kinds_of_source[i] */
    isn_buffer statements;  /* packed; said.h */
} isn_index_entry;

/* Fills *entry, which is freed also after a failure; lists and strings live
 * as long as the document.  ISNAD_NOMEM is the only failure. */
isnad_status isn_index_entry_make(isnad_doc *doc, isn_index_entry *entry);
void isn_index_entry_free(isn_index_entry *entry);

#endif
