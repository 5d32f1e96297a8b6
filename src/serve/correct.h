/* Corrections of names from the browser, written to the file of corrections
 * (isnad/corrections.h). */
#ifndef ISN_CORRECT_H
#define ISN_CORRECT_H

#include "isnad/status.h"

enum { ISN_CORRECT_MAX = 1 << 20, ISN_CORRECT_NAME = 300 };

typedef struct isn_correction {
    const char *kind; /* "merge", "split", "rename", "ignore"; "withdraw": the
                         line `name` is taken out again */
    const char *name, *other; /* other: not of ignore and withdraw */
} isn_correction;

/* The text of the file, malloc'ed; empty where there is none.  ISNAD_NOMEM,
 * ISNAD_IO or ISNAD_LIMIT. */
isnad_status isn_correct_text(const char *path, char **text);

/* Writes it to the file, which is changed whole or not at all and is on the
 * disk afterwards.  ISNAD_USAGE: these are no names, or it says the opposite
 * of an earlier line; *error tells. */
isnad_status isn_correct_write(const char *path, const isn_correction *it,
                               isnad_error *error);

#endif
