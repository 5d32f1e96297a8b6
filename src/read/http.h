/* Headers of WARC records, HTTP messages and mail, and their bodies. */
#ifndef ISN_HTTP_H
#define ISN_HTTP_H

#include "isnad/span.h"
#include "isnad/status.h"

enum { ISN_MOST_HEADERS = 200, ISN_LARGEST_HEAD = 256 * 1024 };

/* "Name: value" lines; views into the bytes that were parsed.  A value that
 * goes on over lines keeps their ends. */
typedef struct isn_headers {
    isnad_view names[ISN_MOST_HEADERS], values[ISN_MOST_HEADERS];
    unsigned count; /* further lines are passed over */
} isn_headers;

/* Length of the head, first line and headers with the empty line that ends
 * them, at bytes[0 .. len); 0 when it does not end there. */
size_t isn_head_len(const unsigned char *bytes, size_t len);
/* Parses the lines of a head; one without a colon, such as the first of HTTP,
 * is none. */
void isn_headers_parse(const unsigned char *head, size_t head_len,
                       isn_headers *headers);
/* The value of the first header of that name (whatever its case), or an empty
 * view. */
isnad_view isn_header(const isn_headers *headers, const char *name);

/* Case-insensitive, ASCII. */
bool isn_view_is(isnad_view view, const char *text);
bool isn_view_starts(isnad_view view, const char *text);

/* The parameter of that name in a value such as that of Content-Type, in
 * out[0 .. room), or an empty string. */
void isn_header_parameter(isnad_view value, const char *name, char *out,
                          size_t room);

/* Take the transfer encodings of mail off, in place; the new length.  What is
 * not well formed stays as it is (quoted-printable) or is passed over. */
size_t isn_unquote(unsigned char *bytes, size_t len);
size_t isn_unbase64(unsigned char *bytes, size_t len);

/* Puts the chunks of a chunked body together in `out` (room for len bytes).
 * False where they are not well formed from the beginning: many archives keep
 * the header after the chunking was taken off. */
bool isn_dechunk(const unsigned char *body, size_t len, unsigned char *out,
                 size_t *out_len);

/* Takes the content coding "deflate" off: zlib data, or bare deflate data,
 * which some servers send under that name.  *out is malloc'ed and the
 * caller's.  ISNAD_MALFORMED, or ISNAD_LIMIT beyond `most` bytes. */
isnad_status isn_undeflate(const unsigned char *body, size_t len, size_t most,
                           unsigned char **out, size_t *out_len);
/* The same for the content coding "br". */
isnad_status isn_unbrotli(const unsigned char *body, size_t len, size_t most,
                          unsigned char **out, size_t *out_len);

#endif
