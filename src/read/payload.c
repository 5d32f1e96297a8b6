#include "read/payload.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/kind.h"

enum { LOOK = 4096 };

isn_read_options isn_read_options_or_default(const isn_read_options *options)
{
    isn_read_options l = options ? *options : (isn_read_options){0};
    l.payload = l.payload ? l.payload : UINT64_C(64) << 20;
    l.ratio = l.ratio ? l.ratio : 400;
    l.records = l.records ? l.records : 100 * 1000 * 1000;
    l.nesting = l.nesting ? l.nesting : 3;
    l.nesting = l.nesting > 8 ? 8 : l.nesting;
    l.depth = l.depth ? l.depth : 64;
    return l;
}

void isn_input_skip(const isn_input *in, uint64_t offset, isnad_status status,
                    const char *reason)
{
    in->sink->skip(in->sink->data, in->path, offset, status, reason);
}

/* Within a record its own place says more than one in a copy of it. */
static uint64_t place_of(const isn_input *in, const isn_stream *stream)
{
    return in->records > 0 ? in->offset : isn_stream_fault(stream);
}

bool isn_input_goes_on(const isn_input *in, isn_stream *stream,
                       isnad_status *status)
{
    const char *reason;
    isnad_status failed = isn_stream_status(stream, &reason);
    if (*status || failed == ISNAD_NOMEM || failed == ISNAD_INTERRUPTED) {
        *status = *status ? *status : failed;
        return false;
    }
    if (failed) {
        isn_input_skip(in, isn_stream_fault(stream), failed, reason);
    } else if (isn_stream_trailing(stream)) {
        isn_input_skip(in, isn_stream_fault(stream), ISNAD_MALFORMED,
                       "bytes between gzip members");
    }
    return isn_stream_recover(stream);
}

isnad_status isn_input_next(isn_input *in)
{
    if (in->sink->stop && in->sink->stop(in->sink->data)) {
        return ISNAD_INTERRUPTED;
    }
    if (in->records++ >= in->options->records) {
        return ISNAD_LIMIT;
    }
    return ISNAD_OK;
}

bool isn_input_push(isn_input *in, const char *step)
{
    if (in->step_count == ISN_MOST_STEPS) {
        return false;
    }
    in->steps[in->step_count++] = step;
    return true;
}

void isn_input_pop(isn_input *in) { in->step_count--; }

/* All that is left of `stream`, or NULL with what went wrong in *status. */
static unsigned char *slurp(isn_stream *stream, uint64_t most, size_t *len,
                            isnad_status *status)
{
    unsigned char *bytes = NULL;
    size_t cap = 0, have = 0;
    *status = ISNAD_OK;
    for (;;) {
        const unsigned char *data;
        size_t got = isn_stream_peek(stream, 1, &data);
        if (got == 0) {
            const char *reason;
            *status = isn_stream_status(stream, &reason);
            break;
        }
        if (got > most - have) {
            *status = ISNAD_LIMIT;
            break;
        }
        if (have + got > cap) {
            cap = cap + cap / 2 > have + got ? cap + cap / 2 : have + got;
            unsigned char *more = realloc(bytes, cap);
            if (!more) {
                *status = ISNAD_NOMEM;
                break;
            }
            bytes = more;
        }
        memcpy(bytes + have, data, got);
        have += got;
        isn_stream_skip(stream, got);
    }
    *len = have;
    if (*status || !bytes) {
        free(bytes);
        return NULL;
    }
    return bytes;
}

static isnad_status read_text(isn_input *in, isn_stream *stream)
{
    size_t len;
    isnad_status status;
    unsigned char *bytes = slurp(stream, in->options->payload, &len, &status);
    if (!bytes) {
        const char *reason;
        isnad_status failed = isn_stream_status(stream, &reason);
        if (status == ISNAD_NOMEM || status == ISNAD_INTERRUPTED) {
            return status;
        }
        if (status == ISNAD_LIMIT && !failed) {
            isn_input_skip(in, in->offset, status,
                           "larger than the limit for one payload");
        } else {
            isn_input_skip(in, place_of(in, stream), status, reason);
        }
        return ISNAD_OK;
    }
    if (isn_stream_trailing(stream)) {
        isn_input_skip(in, place_of(in, stream), ISNAD_MALFORMED,
                       "bytes behind the compressed data are not read");
    }
    isn_record record = {
        .path = in->path,
        .steps = in->steps,
        .step_count = in->step_count,
        .payload = bytes,
        .len = len,
        .offset = in->offset,
        .hints = in->hints,
    };
    return in->sink->record(in->sink->data, &record);
}

static bool is_too_deep(const isn_input *in)
{
    if (in->decoders < in->options->nesting) {
        return false;
    }
    isn_input_skip(in, in->offset, ISNAD_LIMIT,
                   "too many decodings on top of each other");
    return true;
}

static isnad_status read_decoded(isn_input *in, isn_stream *below,
                                 isn_kind kind)
{
    const char *step = kind == ISN_KIND_GZIP ? "gunzip" : "unzstd";
    if (is_too_deep(in) || !isn_input_push(in, step)) {
        return ISNAD_OK;
    }
    isn_stream_limits limits = {in->options->ratio};
    isn_stream *stream = kind == ISN_KIND_GZIP
                             ? isn_stream_gunzip(below, &limits)
                             : isn_stream_unzstd(below, &limits);
    isnad_status status = ISNAD_NOMEM;
    if (stream) {
        in->decoders++;
        status = isn_input_any(in, stream);
        in->decoders--;
        isn_stream_free(stream);
    }
    isn_input_pop(in);
    return status;
}

/* Entries of an archive are like files of a folder: of any kind. */
static isnad_status read_archive(isn_input *in, isn_stream *stream)
{
    if (is_too_deep(in)) {
        return ISNAD_OK;
    }
    in->decoders++;
    isnad_status status = isn_zip_read(in, stream);
    in->decoders--;
    return status;
}

static isnad_status read_container(isn_input *in, isn_stream *stream,
                                   isn_kind kind)
{
    in->containers++;
    isnad_status status = kind == ISN_KIND_WARC   ? isn_warc_read(in, stream)
                          : kind == ISN_KIND_FEED ? isn_feed_read(in, stream)
                          : kind == ISN_KIND_JSON ? isn_json_read(in, stream)
                                                  : isn_mhtml_read(in, stream);
    in->containers--;
    return status;
}

static isnad_status read_nothing(isn_input *in, isn_stream *stream)
{
    const char *reason;
    isnad_status status = isn_stream_status(stream, &reason);
    if (status == ISNAD_NOMEM || status == ISNAD_INTERRUPTED) {
        return status;
    }
    isn_input_skip(in, place_of(in, stream), status ? status : ISNAD_EMPTY,
                   status ? reason : "empty");
    return ISNAD_OK;
}

/* Told by content, since names of files lie, unless the user says what it is.
 * A page may quote JSON, so what is in a container is no container. */
static isn_kind kind_of(const isn_input *in, isn_stream *stream,
                        const char **what)
{
    const unsigned char *data;
    size_t got = isn_stream_peek(stream, LOOK, &data);
    isn_kind kind = isn_kind_of(data, got, what);
    bool packed = kind == ISN_KIND_GZIP || kind == ISN_KIND_ZSTD;
    if (in->containers > 0 && kind == ISN_KIND_ZIP) {
        *what = "a zip archive";
        return ISN_KIND_BINARY;
    }
    if (in->containers > 0) {
        bool told = packed || kind == ISN_KIND_BINARY || kind == ISN_KIND_EMPTY;
        return told ? kind : ISN_KIND_TEXT;
    }
    if (in->options->kind && in->records == 0 && !packed &&
        kind != ISN_KIND_EMPTY) {
        return isn_kind_named(in->options->kind);
    }
    return kind;
}

/* Where already the first bytes of compressed data are damaged, records that
 * follow in other members tell the kind.  The damage is named; UNKNOWN where
 * there are none. */
static isn_kind kind_behind_damage(isn_input *in, isn_stream *stream)
{
    const unsigned char *data;
    const char *what, *reason;
    isnad_status failed = isn_stream_status(stream, &reason);
    isn_input_skip(in, place_of(in, stream), failed, reason);
    do {
        isn_stream_skip(stream, isn_stream_peek(stream, 1, &data));
        if (!isn_stream_recover(stream)) {
            return ISN_KIND_UNKNOWN;
        }
        isn_kind kind = kind_of(in, stream, &what);
        if (kind == ISN_KIND_WARC || kind == ISN_KIND_JSON) {
            return kind;
        }
    } while (isn_stream_status(stream, &reason) == ISNAD_MALFORMED);
    return ISN_KIND_UNKNOWN;
}

isnad_status isn_input_any(isn_input *in, isn_stream *stream)
{
    const char *what = NULL, *reason;
    char text[80];
    isn_kind kind = kind_of(in, stream, &what);
    if ((kind == ISN_KIND_TEXT || kind == ISN_KIND_EMPTY ||
         kind == ISN_KIND_BINARY) &&
        isn_stream_status(stream, &reason) == ISNAD_MALFORMED) {
        kind = kind_behind_damage(in, stream);
        if (kind == ISN_KIND_UNKNOWN) {
            isnad_status status = isn_stream_status(stream, &reason);
            return status == ISNAD_NOMEM || status == ISNAD_INTERRUPTED
                       ? status
                       : ISNAD_OK;
        }
    }
    switch (kind) {
    case ISN_KIND_GZIP:
    case ISN_KIND_ZSTD:
        return read_decoded(in, stream, kind);
    case ISN_KIND_ZIP:
        return read_archive(in, stream);
    case ISN_KIND_WARC:
    case ISN_KIND_FEED:
    case ISN_KIND_JSON:
    case ISN_KIND_MHTML:
        return read_container(in, stream, kind);
    case ISN_KIND_OPML:
        isn_input_skip(in, in->offset, ISNAD_UNSUPPORTED,
                       "a list of feeds, without articles");
        return ISNAD_OK;
    case ISN_KIND_BINARY:
        snprintf(text, sizeof text, "no text: %s", what);
        isn_input_skip(in, in->offset, ISNAD_UNSUPPORTED, text);
        return ISNAD_OK;
    case ISN_KIND_EMPTY:
        return read_nothing(in, stream);
    case ISN_KIND_UNKNOWN:
    case ISN_KIND_TEXT:
        break;
    }
    return read_text(in, stream);
}

isnad_status isn_input_bytes(isn_input *in, const void *bytes, size_t len)
{
    isn_stream *stream = isn_stream_memory(bytes, len);
    if (!stream) {
        return ISNAD_NOMEM;
    }
    isnad_status status = isn_input_any(in, stream);
    isn_stream_free(stream);
    return status;
}

isnad_status isn_read_stream(const char *path, isn_stream *stream,
                             const isn_read_options *options,
                             const isn_read_sink *sink)
{
    isn_input in = {.path = path, .options = options, .sink = sink};
    return isn_input_any(&in, stream);
}

isnad_status isn_read_memory(const char *path, const void *bytes, size_t len,
                             const isn_read_options *options,
                             const isn_read_sink *sink)
{
    isn_read_options filled = isn_read_options_or_default(options);
    isn_input in = {.path = path, .options = &filled, .sink = sink};
    return isn_input_bytes(&in, bytes, len);
}
