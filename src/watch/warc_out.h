/* Writes captures as WARC 1.1, a gzip member a record. */
#ifndef ISN_WARC_OUT_H
#define ISN_WARC_OUT_H

#include <stdint.h>

#include "watch/capture.h"

typedef struct isn_warc_out isn_warc_out;

enum { ISN_WARC_NAME_ROOM = 64 };

/* Where the last file ended; an empty name: there is none to go on with. */
typedef struct isn_warc_place {
    char name[ISN_WARC_NAME_ROOM];
    uint64_t len;
} isn_warc_place;

/* Files are made in `folder`, an open one, when there is something to write.
 * The file of *last is gone on with where it has just that length, else left
 * as it is: what came after a crash is somebody's evidence too.  A new file is
 * begun beyond `largest` bytes.  `user_agent` must live longer. */
isnad_status isn_warc_out_open(int folder, const isn_warc_place *last,
                               uint64_t largest, const char *user_agent,
                               isn_warc_out **out);
/* A sink whose captures are on the disk when `put` returns; where one could
 * not be written whole, the file is cut back to the one before. */
isn_capture_sink isn_warc_out_sink(isn_warc_out *out);
isn_warc_place isn_warc_out_place(const isn_warc_out *out);
/* errno of the last ISNAD_IO. */
int isn_warc_out_errno(const isn_warc_out *out);
void isn_warc_out_close(isn_warc_out *out);

#endif
