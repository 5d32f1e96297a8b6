/* A document as an index of copies takes it in, in one piece of memory that
 * may come from a file. */
#ifndef ISN_COPY_ENTRY_H
#define ISN_COPY_ENTRY_H

#include "isnad/copies.h"
#include "story/copies.h"
#include "story/prints.h"

/* Behind it: words of the body and of the title, marks (prints.h), texts,
 * places. */
struct isnad_copy_entry {
    uint64_t key;    /* of its path, steps and bytes */
    uint64_t digest; /* the first eight bytes of its SHA-256 */
    int32_t day;     /* of publication, or ISNAD_NO_DAY */
    uint32_t word_count, title_count;
    uint32_t text_len;  /* path, time and outlet ("": unknown), then steps, "",
                           agencies, "", each ended by a NUL */
    uint32_t place_len; /* isn_places_read */
    uint32_t zero;
    unsigned char bytes[];
};

uint64_t isn_copy_entry_len(const isnad_copy_entry *entry);
/* Are `len` bytes, aligned as malloc does, an entry that can be used? */
bool isn_copy_entry_valid(const void *bytes, size_t len);

isn_print isn_copy_entry_print(const isnad_copy_entry *entry);
const char *isn_copy_entry_texts(const isnad_copy_entry *entry);
const uint8_t *isn_copy_entry_places(const isnad_copy_entry *entry);

/* By day, time, digest and path. */
int isn_copy_entry_compare(const isnad_copy_entry *a,
                           const isnad_copy_entry *b);

/* The parts of `text_len` bytes of texts. */
enum { ISN_COPY_STEPS = 32 };
typedef struct isn_copy_names {
    const char *path;
    const char *steps[ISN_COPY_STEPS];
    size_t step_count;
    isn_credit credit; /* but for its day */
} isn_copy_names;

/* Does not look behind `end`; what is not there is "" or missing.  The number
 * of bytes read. */
size_t isn_copy_names_read(const char *texts, const char *end,
                           isn_copy_names *names);

/* Where the first `count` words stand in the payload; false where the bytes
 * from `at` to `end` do not tell. */
bool isn_places_read(const uint8_t *at, const uint8_t *end, uint32_t count,
                     isnad_raw_span *spans);

#endif
