/* A place in a document's text: the idea everything rests on. */
#ifndef ISNAD_SPAN_H
#define ISNAD_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(default)
#ifdef __cplusplus
extern "C" {
#endif

/* Half-open byte offsets into the document's UTF-8 text, on character
 * boundaries.  begin == end: no span. */
typedef struct isnad_span {
    uint32_t begin, end;
} isnad_span;

/* The same place in payload bytes, before charset decoding. */
typedef struct isnad_raw_span {
    uint64_t begin, end;
} isnad_raw_span;

/* Borrowed bytes, UTF-8 unless said otherwise; not NUL-terminated. */
typedef struct isnad_view {
    const char *data;
    size_t len;
} isnad_view;

static inline bool isnad_span_empty(isnad_span s) { return s.begin >= s.end; }

#ifdef __cplusplus
}
#endif
#pragma GCC visibility pop

#endif
