/* MHTML: a page as a browser saves it, with all that belongs to it in the
 * parts of one message.
 *
 * The page is the first part of HTML or plain text; frames, pictures and
 * styles behind it are its furniture.  A payload is the part's body, its
 * transfer encoding taken off. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/buffer.h"
#include "read/http.h"
#include "read/payload.h"

enum {
    STEP_ROOM = 32,
    BOUNDARY_ROOM = 80, /* 70 characters at most: RFC 2046 */
    MOST_LEVELS = 4,    /* multiparts in each other */
    LONGEST_LINE = 64 * 1024,
    LARGEST_HEAD = 16 * 1024, /* of a part */
    MOST_PARTS = 10 * 1000, /* so that empty ones by the million cost little */
};

typedef enum line_kind { END, WORDS, DELIMITER, CLOSING } line_kind;

typedef struct mhtml {
    isn_input *in;
    isn_stream *stream;
    isn_headers headers; /* of the part under way */
    char boundaries[MOST_LEVELS][BOUNDARY_ROOM];
    unsigned levels;
    bool inside_line; /* the last piece had no line end */
} mhtml;

typedef struct line {
    const unsigned char *bytes;
    size_t len; /* with the line end */
} line;

/* The line at the stream's position, or a piece of one that is very long. */
static line_kind look(mhtml *m, line *l)
{
    size_t got = 0, need = 1;
    const unsigned char *end = NULL;
    while (!end && need <= LONGEST_LINE) {
        got = isn_stream_peek(m->stream, need, &l->bytes);
        end = memchr(l->bytes, '\n', got);
        if (got < need) {
            break;
        }
        need = got + 1;
    }
    l->len = end ? (size_t)(end - l->bytes) + 1 : got;
    if (got == 0 || m->inside_line) {
        return got == 0 ? END : WORDS;
    }
    for (unsigned i = 0; i < m->levels; i++) {
        size_t len = strlen(m->boundaries[i]);
        if (l->len >= len + 2 && memcmp(l->bytes, "--", 2) == 0 &&
            memcmp(l->bytes + 2, m->boundaries[i], len) == 0) {
            bool closing =
                l->len >= len + 4 && memcmp(l->bytes + 2 + len, "--", 2) == 0;
            return closing ? CLOSING : DELIMITER;
        }
    }
    return WORDS;
}

static void pass(mhtml *m, const line *l)
{
    m->inside_line = l->bytes[l->len - 1] != '\n';
    isn_stream_skip(m->stream, l->len);
}

/* Passes over words, and over the delimiter that ends them: false where none
 * does. */
static bool find_part(mhtml *m)
{
    line l;
    line_kind kind;
    while ((kind = look(m, &l)) != END) {
        pass(m, &l);
        if (kind == DELIMITER) {
            return true;
        }
    }
    return false;
}

/* The boundary that a Content-Type of multiparts names is looked for from now
 * on. */
static bool add_boundary(mhtml *m, isnad_view type)
{
    if (m->levels == MOST_LEVELS) {
        return false;
    }
    char *out = m->boundaries[m->levels];
    isn_header_parameter(type, "boundary", out, BOUNDARY_ROOM);
    m->levels += out[0] != '\0';
    return out[0] != '\0';
}

/* Parses the head at the stream's position, which is not passed over: the
 * headers are views of it. */
static bool read_head(mhtml *m, size_t *len)
{
    const unsigned char *data;
    size_t got = isn_stream_peek(m->stream, 4096, &data);
    *len = isn_head_len(data, got < LARGEST_HEAD ? got : LARGEST_HEAD);
    if (*len == 0) {
        got = isn_stream_peek(m->stream, LARGEST_HEAD, &data);
        *len = isn_head_len(data, got < LARGEST_HEAD ? got : LARGEST_HEAD);
    }
    isn_headers_parse(data, *len, &m->headers);
    m->inside_line = false;
    return *len > 0;
}

/* All up to the next delimiter, without the line end before it.  False where
 * the message ends first. */
static bool read_body(mhtml *m, isn_buffer *body)
{
    line l;
    line_kind kind;
    while ((kind = look(m, &l)) == WORDS) {
        isn_buffer_add(body, l.bytes, l.len);
        pass(m, &l);
    }
    if (kind == END || body->status) {
        return false;
    }
    body->len -= body->len > 0 && body->data[body->len - 1] == '\n';
    body->len -= body->len > 0 && body->data[body->len - 1] == '\r';
    return true;
}

/* The step of the part's transfer encoding, which is taken off in place;
 * NULL: there is none. */
static const char *decode(isnad_view encoding, isn_buffer *body)
{
    if (isn_view_is(encoding, "quoted-printable")) {
        body->len = isn_unquote((unsigned char *)body->data, body->len);
        return "quoted-printable";
    }
    if (isn_view_is(encoding, "base64")) {
        body->len = isn_unbase64((unsigned char *)body->data, body->len);
        return "base64";
    }
    return NULL;
}

static isnad_status deliver(mhtml *m, isn_buffer *body, const char *url,
                            const char *charset, const char *encoding)
{
    isn_input *in = m->in;
    char where[STEP_ROOM];
    isnad_status status = ISNAD_OK;
    snprintf(where, sizeof where, "mhtml:%" PRIu64, in->offset);
    in->hints = (isn_read_hints){.url = url[0] ? url : NULL,
                                 .charset = charset[0] ? charset : NULL};
    if (isn_input_push(in, where)) {
        if (!encoding || isn_input_push(in, encoding)) {
            status = isn_input_bytes(in, body->data, body->len);
            if (encoding) {
                isn_input_pop(in);
            }
        }
        isn_input_pop(in);
    }
    in->hints = (isn_read_hints){0};
    return status;
}

/* The page: the stream stands at its head, which was parsed. */
static isnad_status read_page(mhtml *m, size_t head_len)
{
    isn_input *in = m->in;
    char url[2048], charset[64];
    isnad_view location = isn_header(&m->headers, "Content-Location");
    isnad_view coding = isn_header(&m->headers, "Content-Transfer-Encoding");
    snprintf(url, sizeof url, "%.*s",
             location.len < sizeof url ? (int)location.len : 0, location.data);
    isn_header_parameter(isn_header(&m->headers, "Content-Type"), "charset",
                         charset, sizeof charset);
    char name[20]; /* the headers go with the head */
    snprintf(name, sizeof name, "%.*s",
             coding.len < sizeof name ? (int)coding.len : 0, coding.data);
    in->offset = isn_stream_offset(m->stream);
    isn_stream_skip(m->stream, head_len);
    isn_buffer body;
    isn_buffer_init(&body, 3 * (size_t)in->options->payload);
    bool whole = read_body(m, &body);
    isnad_status status = ISNAD_OK, failed;
    const char *reason;
    failed = isn_stream_status(m->stream, &reason);
    if (body.status == ISNAD_NOMEM || failed == ISNAD_NOMEM ||
        failed == ISNAD_INTERRUPTED) {
        status = failed ? failed : ISNAD_NOMEM;
    } else if (whole) {
        const char *step = decode((isnad_view){name, strlen(name)}, &body);
        status = deliver(m, &body, url, charset, step);
    } else if (body.status) {
        isn_input_skip(in, in->offset, body.status,
                       "larger than the limit for one payload");
    } else {
        isn_input_skip(in, in->offset, failed ? failed : ISNAD_MALFORMED,
                       failed ? reason : "a part that ends early");
    }
    isn_buffer_free(&body);
    return status;
}

static isnad_status read_parts(mhtml *m)
{
    isn_input *in = m->in;
    for (unsigned parts = 0; parts < MOST_PARTS && find_part(m); parts++) {
        size_t head_len = 0;
        if (!read_head(m, &head_len)) {
            continue;
        }
        isnad_view type = isn_header(&m->headers, "Content-Type");
        if (isn_view_starts(type, "multipart/")) {
            add_boundary(m, type);
        } else if (isn_view_starts(type, "text/html") ||
                   isn_view_starts(type, "text/plain") ||
                   isn_view_starts(type, "application/xhtml")) {
            return read_page(m, head_len);
        }
        isn_stream_skip(m->stream, head_len);
    }
    const char *reason;
    isnad_status failed = isn_stream_status(m->stream, &reason);
    if (failed == ISNAD_NOMEM || failed == ISNAD_INTERRUPTED) {
        return failed;
    }
    isn_input_skip(in, failed ? isn_stream_fault(m->stream) : in->offset,
                   failed ? failed : ISNAD_MALFORMED,
                   failed ? reason : "a message without a page");
    return ISNAD_OK;
}

isnad_status isn_mhtml_read(isn_input *in, isn_stream *stream)
{
    mhtml *m = calloc(1, sizeof *m);
    if (!m) {
        return ISNAD_NOMEM;
    }
    m->in = in;
    m->stream = stream;
    size_t head_len = 0;
    isnad_status status = isn_input_next(in);
    if (!status && read_head(m, &head_len) &&
        add_boundary(m, isn_header(&m->headers, "Content-Type"))) {
        isn_stream_skip(stream, head_len);
        status = read_parts(m);
    } else if (!status) {
        isn_input_skip(in, isn_stream_offset(stream), ISNAD_MALFORMED,
                       "a message whose parts have no boundary");
    }
    free(m);
    return status;
}
