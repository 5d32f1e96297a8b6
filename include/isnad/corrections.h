/* Corrections of names, by hand: what a reader of a report knows better.
 *
 * A file of lines (docs/names.md), kept beside the pile:
 *
 *     merge   ألماتي = ألماتا
 *     split   علي صالح | صالح علي
 *     rename  غوتيريش -> أنطونيو غوتيريش
 *     ignore  الحدث
 *
 * It wins over every rule by which isnad joins names, and holds for pages that
 * come later.
 */
#ifndef ISNAD_CORRECTIONS_H
#define ISNAD_CORRECTIONS_H

#include "isnad/status.h"

#pragma GCC visibility push(default)
#ifdef __cplusplus
extern "C" {
#endif

typedef struct isnad_corrections isnad_corrections;

/* A line that says the opposite of an earlier one, and is passed over. */
typedef struct isnad_conflict {
    const char *path;
    uint32_t line, earlier; /* counted from 1 */
    const char *reason;     /* lives during the call */
} isnad_conflict;

/* Reads the file `path`.  Each conflict is told by `conflict`, which may be
 * NULL; the earlier line holds.  *corrections is the caller's to free, and
 * must live as long as the documents made with it.  ISNAD_MALFORMED, ISNAD_IO
 * and the like fill *error; its position is then the number of the line. */
isnad_status isnad_corrections_read(
    const char *path, void (*conflict)(void *data, const isnad_conflict *),
    void *data, isnad_corrections **corrections, isnad_error *error);
void isnad_corrections_free(isnad_corrections *corrections);

#ifdef __cplusplus
}
#endif
#pragma GCC visibility pop

#endif
