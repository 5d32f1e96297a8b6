/* An index of copies in a folder: `base`, its arrays as they lie in memory,
 * and `log`, the entries that came since.  docs/copies-index.md tells the
 * bytes. */
#ifndef ISN_COPY_FILE_H
#define ISN_COPY_FILE_H

#include "story/copy_index.h"

typedef struct isn_copy_file isn_copy_file;

/* An array in `base`, and XXH3 of its bytes. */
typedef struct isn_copy_part {
    uint64_t offset, count, item_size, sum;
} isn_copy_part;

/* How `base` begins. */
enum { ISN_COPY_PARTS = 10 };
typedef struct isn_copy_base {
    char magic[8];
    uint32_t version, order; /* order: 1, as this machine writes it */
    uint64_t used;           /* of the gram index, as `free` */
    uint32_t free[ISN_GRAM_BLOCKS], zero;
    isn_copy_part parts[ISN_COPY_PARTS];
    uint64_t sum; /* of all before it */
} isn_copy_base;

/* Opens or makes the index in `folder`, locked; fills `copies`, which is
 * empty, and its `file`. */
isnad_status isn_copy_file_open(const char *folder, isnad_copies *copies,
                                isnad_error *error);
void isn_copy_file_close(isn_copy_file *file);

/* Remembers an entry that was added and is not on the disk. */
isnad_status isn_copy_file_note(isn_copy_file *file,
                                const isnad_copy_entry *entry);

#endif
