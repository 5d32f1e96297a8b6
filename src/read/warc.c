/* WARC 1.0 and 1.1: the pages among the records.
 *
 * A record says how long it is, and may lie.  So what follows a record is
 * looked at: where no record begins there, reading goes on at the next line
 * that begins like one, inside the false length if need be. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/http.h"
#include "read/payload.h"

enum {
    /* A block this long is looked at whole even when it is no page, so that
     * a false length loses nothing. */
    LOOKED_THROUGH = 1 << 20,
    STEP_ROOM = 32,
    SCAN = 64 * 1024,
    FIRST_LINE = 16, /* "WARC/1.0", a line end and "WARC-" */
};

typedef struct warc {
    isn_input *in;
    isn_stream *stream;
    isn_headers headers; /* of the record */
    isn_headers inner;   /* of the HTTP message in it */
} warc;

typedef struct record {
    uint64_t offset, len;
    size_t head_len;
    char url[2048], charset[64]; /* the head is gone when the block is there */
    bool wanted;                 /* may hold a page */
    bool http;
} record;

static bool begins_record(const unsigned char *data, size_t len)
{
    return len >= 7 &&
           (memcmp(data, "WARC/1.", 7) == 0 || memcmp(data, "WARC/0.", 7) == 0);
}

/* In the middle of a line, where damage left it, a whole first line is asked
 * for: pages speak of WARC too. */
static bool surely_begins_record(const unsigned char *data, size_t len)
{
    return begins_record(data, len) && len > 10 && data[7] >= '0' &&
           data[7] <= '9' &&
           (memcmp(data + 8, "\r\nWARC-", 7 < len - 8 ? 7 : len - 8) == 0 ||
            memcmp(data + 8, "\nWARC-", 6 < len - 8 ? 6 : len - 8) == 0);
}

/* The first place of data[0 .. len) where a record seems to begin, or len;
 * `got` bytes may be looked at. */
static size_t find_record(const unsigned char *data, size_t len, size_t got,
                          bool line_start)
{
    for (size_t at = 0; at < len; at++) {
        const unsigned char *hit = memmem(data + at, got - at, "WARC/", 5);
        at = hit ? (size_t)(hit - data) : len;
        bool first = at == 0 ? line_start : hit && hit[-1] == '\n';
        if (at < len && (first ? begins_record(hit, got - at)
                               : surely_begins_record(hit, got - at))) {
            return at;
        }
    }
    return len;
}

/* Passes over bytes until a record seems to begin, or the end. */
static void resync(isn_stream *stream)
{
    bool line_start = false;
    for (;;) {
        const unsigned char *data;
        size_t got = isn_stream_peek(stream, SCAN, &data);
        /* What begins in the last bytes is seen whole the next time. */
        size_t len = got < SCAN ? got : got - FIRST_LINE;
        size_t at = find_record(data, len, got, line_start);
        if (at == got) {
            isn_stream_skip(stream, got);
            return;
        }
        line_start = at > 0 ? data[at - 1] == '\n' : line_start;
        isn_stream_skip(stream, at);
        if (at < len) {
            return;
        }
    }
}

/* Passes over `len` bytes; how many there were. */
static uint64_t pass(isn_stream *stream, uint64_t len)
{
    uint64_t passed = 0;
    while (passed < len) {
        const unsigned char *data;
        size_t got = isn_stream_peek(stream, 1, &data);
        if (got == 0) {
            break;
        }
        got = got > len - passed ? (size_t)(len - passed) : got;
        isn_stream_skip(stream, got);
        passed += got;
    }
    return passed;
}

static bool parse_length(isnad_view text, uint64_t *len)
{
    char digits[24];
    if (text.len == 0 || text.len >= sizeof digits) {
        return false;
    }
    memcpy(digits, text.data, text.len);
    digits[text.len] = '\0';
    if (strspn(digits, "0123456789") != text.len) {
        return false;
    }
    errno = 0;
    *len = strtoull(digits, NULL, 10);
    return errno == 0;
}

/* Kinds of content that hold words for people. */
static bool is_page_type(isnad_view type)
{
    return type.len == 0 || isn_view_starts(type, "text/html") ||
           isn_view_starts(type, "text/plain") ||
           isn_view_starts(type, "application/xhtml") ||
           isn_view_starts(type, "unk");
}

static void copy_url(isnad_view url, char *out, size_t room)
{
    if (url.len >= 2 && url.data[0] == '<' && url.data[url.len - 1] == '>') {
        url = (isnad_view){url.data + 1, url.len - 2}; /* WARC 1.0 drafts */
    }
    size_t len = url.len < room ? url.len : 0;
    memcpy(out, url.data, len);
    out[len] = '\0';
}

/* What the headers of a record promise. */
static bool understand(warc *w, record *r)
{
    isnad_view type = isn_header(&w->headers, "WARC-Type");
    isnad_view content = isn_header(&w->headers, "Content-Type");
    if (!parse_length(isn_header(&w->headers, "Content-Length"), &r->len)) {
        return false;
    }
    r->http = isn_view_is(type, "response") &&
              isn_view_starts(content, "application/http");
    r->wanted = r->http || ((isn_view_is(type, "resource") ||
                             isn_view_is(type, "conversion") ||
                             isn_view_is(type, "response")) &&
                            is_page_type(content));
    copy_url(isn_header(&w->headers, "WARC-Target-URI"), r->url, sizeof r->url);
    isn_header_parameter(content, "charset", r->charset, sizeof r->charset);
    /* A host's robots.txt and the resolver's answers are no pages. */
    const char *host = strstr(r->url, "://");
    const char *path = host ? strchr(host + 3, '/') : NULL;
    if (strncmp(r->url, "dns:", 4) == 0 ||
        (path && strcmp(path, "/robots.txt") == 0)) {
        r->wanted = false;
    }
    return true;
}

/* Codings that cannot be told by their bytes; gzip and zstd can. */
typedef struct coding {
    const char *name, *step;
    isnad_status (*take_off)(const unsigned char *body, size_t len, size_t most,
                             unsigned char **out, size_t *out_len);
} coding;

static const coding codings[] = {{"deflate", "inflate", isn_undeflate},
                                 {"br", "unbrotli", isn_unbrotli}};

static const coding *find_coding(isnad_view name)
{
    for (size_t i = 0; i < sizeof codings / sizeof *codings; i++) {
        if (isn_view_is(name, codings[i].name)) {
            return &codings[i];
        }
    }
    return NULL;
}

/* Delivers a body, its declared coding (or NULL) taken off. */
static isnad_status deliver_coded(warc *w, const unsigned char *body,
                                  size_t len, const coding *c)
{
    isn_input *in = w->in;
    unsigned char *whole;
    size_t whole_len;
    isnad_status status =
        c ? c->take_off(body, len, (size_t)in->options->payload, &whole,
                        &whole_len)
          : ISNAD_MALFORMED;
    /* Archives that took the coding off keep the header. */
    if (status == ISNAD_MALFORMED) {
        return isn_input_bytes(in, body, len);
    }
    if (status == ISNAD_LIMIT) {
        isn_input_skip(in, in->offset, status,
                       "larger than the limit for one payload");
        return ISNAD_OK;
    }
    if (!status && isn_input_push(in, c->step)) {
        status = isn_input_bytes(in, whole, whole_len);
        isn_input_pop(in);
        free(whole);
    }
    return status;
}

/* Delivers a body, chunking taken off first. */
static isnad_status deliver(warc *w, const unsigned char *body, size_t len,
                            bool chunked, const coding *c)
{
    isn_input *in = w->in;
    unsigned char *whole = chunked ? malloc(len ? len : 1) : NULL;
    if (chunked && !whole) {
        return ISNAD_NOMEM;
    }
    size_t whole_len;
    isnad_status status;
    if (chunked && isn_dechunk(body, len, whole, &whole_len) &&
        isn_input_push(in, "dechunk")) {
        status = deliver_coded(w, whole, whole_len, c);
        isn_input_pop(in);
    } else {
        status = deliver_coded(w, body, len, c);
    }
    free(whole);
    return status;
}

/* The page of an HTTP response. */
static isnad_status http_page(warc *w, const record *r,
                              const unsigned char *block, size_t len)
{
    isn_input *in = w->in;
    size_t head = isn_head_len(block, len);
    if (head == 0) {
        isn_input_skip(in, r->offset, ISNAD_MALFORMED,
                       "an HTTP head that does not end");
        return ISNAD_OK;
    }
    isn_headers_parse(block, head, &w->inner);
    isnad_view first = {(const char *)block, head};
    const char *blank = memchr(first.data, ' ', first.len);
    /* Redirections and errors are answers, but no pages. */
    if (!blank || blank[1] != '2') {
        return ISNAD_OK;
    }
    isnad_view type = isn_header(&w->inner, "Content-Type");
    isnad_view encoding = isn_header(&w->inner, "Content-Encoding");
    if (!is_page_type(type) || len == head) {
        return ISNAD_OK;
    }
    if (isn_view_is(encoding, "compress")) {
        isn_input_skip(in, r->offset, ISNAD_UNSUPPORTED,
                       "a content coding that is not read");
        return ISNAD_OK;
    }
    char charset[64];
    isn_header_parameter(type, "charset", charset, sizeof charset);
    in->hints.charset = charset[0] ? charset : NULL;
    bool chunked =
        isn_view_is(isn_header(&w->inner, "Transfer-Encoding"), "chunked");
    isnad_status status =
        deliver(w, block + head, len - head, chunked, find_coding(encoding));
    in->hints.charset = NULL;
    return status;
}

static isnad_status deliver_block(warc *w, const record *r,
                                  const unsigned char *block, size_t len)
{
    isn_input *in = w->in;
    char step[STEP_ROOM];
    snprintf(step, sizeof step, "warc:%" PRIu64, r->offset);
    if (!isn_input_push(in, step)) {
        return ISNAD_OK;
    }
    in->offset = r->offset;
    in->hints = (isn_read_hints){.url = r->url[0] ? r->url : NULL,
                                 .charset = r->charset[0] ? r->charset : NULL};
    isnad_status status = r->http && len >= 5 && memcmp(block, "HTTP/", 5) == 0
                              ? http_page(w, r, block, len)
                              : isn_input_bytes(in, block, len);
    in->hints = (isn_read_hints){0};
    isn_input_pop(in);
    return status;
}

/* Is a record, or the end, what follows a block of `len` bytes at data,
 * possibly behind empty lines?  Two of them end a record, whatever damage comes
 * then.  A head may be cut by the end of the file. */
static bool ends_well(const unsigned char *data, size_t got, size_t len)
{
    size_t at = len;
    if (got - len >= 4 && memcmp(data + len, "\r\n\r\n", 4) == 0) {
        return true;
    }
    while (at < got && (data[at] == '\r' || data[at] == '\n')) {
        at++;
    }
    return begins_record(data + at, got - at) ||
           (got - at < 7 && memcmp(data + at, "WARC/1.", got - at) == 0);
}

/* The block of a record; the stream stands at its beginning. */
static isnad_status read_block(warc *w, const record *r)
{
    isn_input *in = w->in;
    uint64_t most = in->options->payload;
    uint64_t keep = r->wanted ? most : LOOKED_THROUGH;
    if (r->len > keep || r->len > SIZE_MAX - 64) {
        if (r->wanted) {
            isn_input_skip(in, r->offset, ISNAD_LIMIT,
                           "a record larger than the limit for one payload");
        }
        /* A length beyond all measure is a lie: look for the next record
         * instead of believing it. */
        if (r->len > most) {
            resync(w->stream);
        } else {
            pass(w->stream, r->len);
        }
        return ISNAD_OK;
    }
    const unsigned char *data;
    size_t len = (size_t)r->len;
    size_t got = isn_stream_peek(w->stream, len + 16, &data);
    bool whole = got >= len;
    if (whole && ends_well(data, got, len)) {
        isnad_status status =
            r->wanted ? deliver_block(w, r, data, len) : ISNAD_OK;
        isn_stream_skip(w->stream, len);
        return status;
    }
    size_t have = whole ? len : got;
    size_t inside = find_record(data, have, got, true);
    isn_input_skip(in, r->offset, ISNAD_MALFORMED,
                   whole || inside < have ? "a record of a false length"
                                          : "a record that ends early");
    isn_stream_skip(w->stream, inside);
    return ISNAD_OK;
}

/* One record; the stream stands at "WARC/". */
static isnad_status read_record(warc *w, const unsigned char *data, size_t got)
{
    isn_input *in = w->in;
    record r = {.offset = isn_stream_offset(w->stream)};
    r.head_len = isn_head_len(data, got);
    if (r.head_len == 0) {
        got = isn_stream_peek(w->stream, ISN_LARGEST_HEAD, &data);
        r.head_len = isn_head_len(data, got);
    }
    if (r.head_len > 0) {
        isn_headers_parse(data, r.head_len, &w->headers);
    }
    if (r.head_len == 0 || !understand(w, &r)) {
        isn_input_skip(in, r.offset, ISNAD_MALFORMED,
                       r.head_len ? "a record without a length"
                                  : "a WARC head that does not end");
        isn_stream_skip(w->stream, 1);
        resync(w->stream);
        return ISNAD_OK;
    }
    isn_stream_skip(w->stream, r.head_len);
    return read_block(w, &r);
}

/* The records up to the end of the stream, or to its failure. */
static isnad_status read_records(warc *w)
{
    isn_input *in = w->in;
    isnad_status status = ISNAD_OK;
    while (!status) {
        const unsigned char *data;
        size_t got = isn_stream_peek(w->stream, 4096, &data);
        if (got == 0) {
            break;
        }
        if (data[0] == '\r' || data[0] == '\n') {
            isn_stream_skip(w->stream, 1);
        } else if (begins_record(data, got)) {
            status = isn_input_next(in);
            status = status ? status : read_record(w, data, got);
        } else {
            isn_input_skip(in, isn_stream_offset(w->stream), ISNAD_MALFORMED,
                           "no WARC record where one should begin");
            resync(w->stream);
        }
    }
    return status;
}

/* Each record has its own gzip member, as a rule: where one is damaged, the
 * next is whole. */
isnad_status isn_warc_read(isn_input *in, isn_stream *stream)
{
    warc *w = malloc(sizeof *w);
    if (!w) {
        return ISNAD_NOMEM;
    }
    w->in = in;
    w->stream = stream;
    isnad_status status;
    do {
        status = read_records(w);
    } while (isn_input_goes_on(in, stream, &status));
    free(w);
    if (status == ISNAD_LIMIT) {
        isn_input_skip(in, isn_stream_offset(stream), status,
                       "more records than the limit");
        status = ISNAD_OK;
    }
    return status;
}
