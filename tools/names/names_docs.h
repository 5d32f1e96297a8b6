/* Articles for training, from the text that names_prepare.py writes. */
#ifndef NAMES_DOCS_H
#define NAMES_DOCS_H

#include <stdio.h>

#include "core/docdata.h"

typedef struct gold_name {
    uint32_t begin, end;
    uint8_t type;
} gold_name;

typedef struct gold_doc {
    isnad_doc *doc;
    gold_name *names;
    size_t name_count;
} gold_doc;

/* The next article of a gold file (D, T, P, N lines), or of a plain file
 * (an empty line between articles); analysed by the library.  False at the
 * end.  Ends the program when memory runs out. */
bool gold_next(FILE *file, gold_doc *out);
bool plain_next(FILE *file, gold_doc *out);
void gold_free(gold_doc *doc);

#endif
