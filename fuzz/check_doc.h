/* What must hold of every document, whatever bytes it was made from. */
#ifndef ISN_CHECK_DOC_H
#define ISN_CHECK_DOC_H

#include "isnad/isnad.h"
#include "isnad/report.h"

/* Spans are in range, on character boundaries and in order, each has its
 * place in the payload, and every form of output can be printed.  Aborts
 * with a message where not. */
void check_doc(const isnad_doc *doc);

/* A sink that forgets, but adds up *(size_t *)data. */
isnad_sink check_sink(size_t *written);

/* Reads `bytes` as a document called `path` and checks it; `published` may be
 * NULL.  The status is what reading gave. */
isnad_status check_bytes(const char *path, const void *bytes, size_t len,
                         const char *published);

#endif
