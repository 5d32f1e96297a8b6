/* The payload as well-formed UTF-8, with the way back to its bytes. */
#ifndef ISN_SOURCE_H
#define ISN_SOURCE_H

#include "core/docdata.h"

typedef enum isn_source_form {
    ISN_SOURCE_SAME,   /* UTF-8 throughout: bytes are payload bytes */
    ISN_SOURCE_SINGLE, /* one payload byte a character */
    ISN_SOURCE_UTF16,  /* two or four payload bytes a character */
    ISN_SOURCE_RUNS,   /* exact runs and single characters between them */
} isn_source_form;

/* A stretch of the source: characters of one width, or one character. */
typedef struct isn_source_run {
    uint32_t at;  /* first byte in the source */
    uint64_t raw; /* first byte in the payload */
    uint32_t raw_len;
    bool exact;
} isn_source_run;

typedef struct isn_source {
    const char *data; /* well-formed UTF-8 */
    size_t len;
    isn_source_form form;
    uint64_t raw_begin, raw_end; /* the payload without its byte order mark */
    char *owned;                 /* storage of a decoded payload */
    /* SINGLE, UTF16: the raw position of the first character at or behind
     * every 256th byte of the source. */
    uint64_t *marks;
    isn_source_run *runs; /* RUNS */
    size_t run_count, run_cap;
    const char *charset; /* static, or in the document's arena */
} isn_source;

/* Decodes the payload of `doc`: byte order mark, then `declared`, then what
 * the page declares, then validity as UTF-8, then detection.  Free with
 * isn_source_free in every case. */
isnad_status isn_source_open(isn_source *source, isnad_doc *doc,
                             const char *declared);
void isn_source_free(isn_source *source);

/* The payload position of source position `at`, a character boundary. */
uint64_t isn_source_raw(const isn_source *source, size_t at);

/* Appends source bytes [begin, end), whole characters, to the text. */
void isn_source_add(const isn_source *source, isn_text_builder *builder,
                    size_t begin, size_t end);
/* Appends `bytes` that stand for source bytes [begin, end) as a whole. */
void isn_source_put(const isn_source *source, isn_text_builder *builder,
                    const char *bytes, size_t len, size_t begin, size_t end);

#endif
