/* Zip archives, such as SingleFile makes: the entries as they follow each
 * other in the file.
 *
 * The directory at the end is not asked.  So archives come through pipes and
 * decoders, a cut one gives what it has, and since every byte is decoded once
 * at most, entries cannot lie on top of each other as in the great bombs.
 * Nothing is ever unpacked to the disk.  What an archive's writer deleted
 * without moving the rest is still found. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

#include "isnad/span.h"
#include "read/payload.h"
#include "read/stream_parts.h"

enum {
    STEP_ROOM = 32,
    HEAD = 30, /* of an entry, before its name */
    STORED = 0,
    DEFLATED = 8,
    FLAG_ENCRYPTED = 1,
    FLAG_SIZES_BEHIND = 8,
};

typedef struct entry {
    uint64_t offset; /* of its head */
    unsigned flags, method;
    uint32_t sum;
    uint64_t packed, plain; /* sizes; 0 where they stand behind */
    bool wide;              /* sizes of eight bytes */
    bool wanted;
} entry;

static unsigned two_bytes(const unsigned char *at)
{
    return at[0] | at[1] << 8;
}

static uint32_t four_bytes(const unsigned char *at)
{
    return two_bytes(at) | (uint32_t)two_bytes(at + 2) << 16;
}

static uint64_t eight_bytes(const unsigned char *at)
{
    return four_bytes(at) | (uint64_t)four_bytes(at + 4) << 32;
}

static bool begins_entry(const unsigned char *data, size_t got)
{
    return got >= 4 && memcmp(data, "PK\x03\x04", 4) == 0;
}

/* The directory: no entry follows it. */
static bool begins_directory(const unsigned char *data, size_t got)
{
    return got >= 4 && data[0] == 'P' && data[1] == 'K' &&
           (memcmp(data + 2, "\x01\x02", 2) == 0 ||
            memcmp(data + 2, "\x05\x06", 2) == 0 ||
            memcmp(data + 2, "\x06\x06", 2) == 0 ||
            memcmp(data + 2, "\x06\x08", 2) == 0);
}

/* ---- which entries are pages --------------------------------------------- */

static bool ends_with(isnad_view name, const char *ending)
{
    size_t len = strlen(ending);
    return name.len >= len &&
           strncasecmp(name.data + name.len - len, ending, len) == 0;
}

/* A frame of a page that SingleFile saved: frames/0/index.html. */
static bool is_frame(isnad_view name)
{
    const char *at = memmem(name.data, name.len, "frames/", 7);
    return at && (at == name.data || at[-1] == '/') &&
           at + 8 < name.data + name.len && at[7] >= '0' && at[7] <= '9';
}

/* An entry's name is all that tells its kind, as Content-Type does in a WARC:
 * what pages are made of is passed over without a word. */
static bool is_wanted(isnad_view name)
{
    static const char *const made_of[] = {
        "/",     ".css", ".js",    ".mjs",  ".map",      ".png",         ".jpg",
        ".jpeg", ".gif", ".webp",  ".svg",  ".avif",     ".ico",         ".bmp",
        ".woff", ".ttf", ".woff2", ".otf",  ".eot",      ".mp3",         ".mp4",
        ".webm", ".ogg", ".m4a",   ".m3u8", ".DS_Store", "manifest.json"};
    for (size_t i = 0; i < sizeof made_of / sizeof *made_of; i++) {
        if (ends_with(name, made_of[i])) {
            return false;
        }
    }
    return !is_frame(name) &&
           !(name.len >= 9 && memcmp(name.data, "__MACOSX/", 9) == 0);
}

/* ---- heads --------------------------------------------------------------- */

/* The sizes of zip64 stand in an extra field: those only that had no room. */
static void read_wide_sizes(entry *e, const unsigned char *extra, size_t len)
{
    while (len >= 4) {
        size_t field = two_bytes(extra + 2);
        const unsigned char *at = extra + 4;
        if (field > len - 4) {
            return;
        }
        if (two_bytes(extra) == 1) {
            e->wide = true;
            if (e->plain == UINT32_MAX && field >= 8) {
                e->plain = eight_bytes(at);
                at += 8;
                field -= 8;
            }
            if (e->packed == UINT32_MAX && field >= 8) {
                e->packed = eight_bytes(at);
            }
            return;
        }
        extra += 4 + field;
        len -= 4 + field;
    }
}

/* Understands the head at the stream's position and passes over it; false
 * where the archive ends within, or where another entry begins within, since
 * lengths may lie. */
static bool read_head(isn_stream *stream, entry *e)
{
    const unsigned char *data;
    if (isn_stream_peek(stream, HEAD, &data) < HEAD) {
        return false;
    }
    size_t name_len = two_bytes(data + 26), extra = two_bytes(data + 28);
    size_t len = HEAD + name_len + extra;
    size_t got = isn_stream_peek(stream, len + 3, &data);
    if (got < len || memmem(data + HEAD, (got < len + 3 ? got : len + 3) - HEAD,
                            "PK\x03\x04", 4)) {
        return false;
    }
    *e = (entry){
        .offset = isn_stream_offset(stream),
        .flags = two_bytes(data + 6),
        .method = two_bytes(data + 8),
        .sum = four_bytes(data + 14),
        .packed = four_bytes(data + 18),
        .plain = four_bytes(data + 22),
        .wanted = is_wanted((isnad_view){(const char *)data + HEAD, name_len}),
    };
    read_wide_sizes(e, data + HEAD + name_len, extra);
    isn_stream_skip(stream, len);
    return true;
}

/* Passes over bytes until an entry or the directory begins; false at the
 * end. */
static bool resync(isn_stream *stream)
{
    for (;;) {
        const unsigned char *data;
        size_t got = isn_stream_peek(stream, 4, &data);
        if (got < 4) {
            isn_stream_skip(stream, got);
            return false;
        }
        for (size_t at = 0; at + 4 <= got;) {
            const unsigned char *p = memchr(data + at, 'P', got - at - 3);
            at = p ? (size_t)(p - data) : got;
            if (p &&
                (begins_entry(p, got - at) || begins_directory(p, got - at))) {
                isn_stream_skip(stream, at);
                return true;
            }
            at += p != NULL;
        }
        isn_stream_skip(stream, got - 3);
    }
}

/* ---- deflated entries ---------------------------------------------------- */

/* What an entry inflates to; at its end the sum is compared. */
typedef struct checked_stream {
    isn_stream common;
    isn_stream *archive;
    const entry *entry;
    uLong sum;
} checked_stream;

/* Is the sum right?  If so the archive stands behind the entry then, else
 * where a second look at its bytes may begin.  Sum and sizes that the writer
 * did not know in time stand behind the data, with or without a mark. */
static bool finish(const checked_stream *c)
{
    const entry *e = c->entry;
    size_t held = c->common.below->held;
    size_t behind = !(e->flags & FLAG_SIZES_BEHIND) ? 0 : e->wide ? 20 : 12;
    uint32_t sum = e->sum;
    if (behind > 0) {
        const unsigned char *data;
        size_t got = isn_stream_peek(c->archive, held + behind + 4, &data);
        data += held;
        got -= held;
        size_t mark = got >= 4 && memcmp(data, "PK\x07\x08", 4) == 0 ? 4 : 0;
        behind += mark;
        if (got < behind) {
            return false;
        }
        sum = four_bytes(data + mark);
    }
    if (sum == c->sum) {
        isn_stream_skip(c->archive, held + behind);
    }
    return sum == c->sum;
}

static size_t pull_checked(isn_stream *s, unsigned char *room, size_t len)
{
    checked_stream *c = (checked_stream *)s;
    const unsigned char *data;
    size_t got = isn_stream_peek(s->below, 1, &data);
    if (got == 0) {
        isn_stream_end_below(s);
        if (!s->status && !finish(c)) {
            isn_stream_fail(s, ISNAD_MALFORMED, "a damaged entry");
        }
        return 0;
    }
    got = got > len ? len : got;
    memcpy(room, data, got);
    c->sum = crc32_z(c->sum, room, got);
    isn_stream_skip(s->below, got);
    return got;
}

static const isn_stream_kind checked_kind = {.pull = pull_checked};

static isn_stream *new_checked(isn_stream *plain, isn_stream *archive,
                               const entry *e)
{
    isn_stream_limits none = {0};
    isn_stream *s = isn_stream_new_decoder(
        &checked_kind, sizeof(checked_stream), plain, &none);
    if (s) {
        checked_stream *c = (checked_stream *)s;
        c->archive = archive;
        c->entry = e;
        c->sum = crc32_z(0, NULL, 0);
    }
    return s;
}

static isnad_status deliver(isn_input *in, const entry *e, isn_stream *stream)
{
    char step[STEP_ROOM];
    snprintf(step, sizeof step, "zip:%" PRIu64, e->offset);
    in->offset = e->offset;
    if (!isn_input_push(in, step)) {
        return ISNAD_OK;
    }
    isnad_status status = isn_input_any(in, stream);
    isn_input_pop(in);
    return status;
}

/* Whatever was made of an entry, its end is looked for by decoding: sizes may
 * lie.  *whole: it is there, and the archive stands behind it. */
static void drain(isn_stream *stream, bool *whole)
{
    const unsigned char *data;
    const char *reason;
    for (size_t got; (got = isn_stream_peek(stream, 1, &data)) > 0;) {
        isn_stream_skip(stream, got);
    }
    *whole = isn_stream_status(stream, &reason) == ISNAD_OK;
}

static isnad_status read_deflated(isn_input *in, isn_stream *archive,
                                  const entry *e, bool *whole)
{
    isn_stream_limits limits = {in->options->ratio};
    isn_stream *plain = isn_stream_inflate(archive, &limits);
    isn_stream *checked = plain ? new_checked(plain, archive, e) : NULL;
    isnad_status status = ISNAD_NOMEM;
    if (checked) {
        status = e->wanted ? deliver(in, e, checked) : ISNAD_OK;
        if (!status) {
            drain(checked, whole);
        }
    }
    isn_stream_free(checked);
    isn_stream_free(plain);
    return status;
}

/* ---- stored entries ------------------------------------------------------ */

/* An entry that stands as it is must be believed how long it is, so what
 * follows is looked at first. */
static isnad_status read_stored(isn_input *in, isn_stream *archive,
                                const entry *e, bool *whole)
{
    const unsigned char *data;
    if (e->packed > in->options->payload) {
        isn_input_skip(in, e->offset, ISNAD_LIMIT,
                       "an entry larger than the limit for one payload");
        return ISNAD_OK;
    }
    size_t len = (size_t)e->packed;
    size_t got = isn_stream_peek(archive, len + 4, &data);
    const unsigned char *behind = data + len;
    *whole = got >= len + 4 && (begins_entry(behind, got - len) ||
                                begins_directory(behind, got - len));
    if (got < len || crc32_z(crc32_z(0, NULL, 0), data, len) != e->sum) {
        isn_input_skip(in, e->offset, ISNAD_MALFORMED,
                       *whole ? "a damaged entry"
                              : "an entry of a false length");
        return ISNAD_OK;
    }
    *whole = true;
    isnad_status status = ISNAD_OK;
    if (e->wanted) {
        isn_stream *stream = isn_stream_memory(data, len);
        status = stream ? deliver(in, e, stream) : ISNAD_NOMEM;
        isn_stream_free(stream);
    }
    isn_stream_skip(archive, len);
    return status;
}

/* ---- archives ------------------------------------------------------------ */

static isnad_status read_entry(isn_input *in, isn_stream *archive)
{
    entry e;
    bool whole = false;
    uint64_t offset = isn_stream_offset(archive);
    if (!read_head(archive, &e)) {
        isn_input_skip(in, offset, ISNAD_MALFORMED, "a damaged entry");
        isn_stream_skip(archive, 1);
        resync(archive);
        return ISNAD_OK;
    }
    isnad_status status = ISNAD_OK;
    const char *reason = NULL;
    if (e.flags & FLAG_ENCRYPTED) {
        reason = "an encrypted entry";
    } else if (e.method == DEFLATED) {
        status = read_deflated(in, archive, &e, &whole);
    } else if (e.method == STORED && !(e.flags & FLAG_SIZES_BEHIND)) {
        status = read_stored(in, archive, &e, &whole);
    } else {
        reason = "an entry packed in a way that is not read";
    }
    if (reason && e.wanted) {
        isn_input_skip(in, e.offset, ISNAD_UNSUPPORTED, reason);
    }
    if (!status && !whole) {
        resync(archive);
    }
    return status;
}

static isnad_status read_entries(isn_input *in, isn_stream *archive)
{
    isnad_status status = ISNAD_OK;
    const unsigned char *data;
    size_t got;
    while (!status && (got = isn_stream_peek(archive, 4, &data)) > 0 &&
           !begins_directory(data, got)) {
        if (begins_entry(data, got)) {
            status = isn_input_next(in);
            status = status ? status : read_entry(in, archive);
        } else {
            /* The page around an archive, or damage. */
            uint64_t offset = isn_stream_offset(archive);
            bool found = resync(archive);
            if (offset > 0 || !found) {
                isn_input_skip(in, offset, ISNAD_MALFORMED,
                               "no entry where one should begin");
            }
        }
    }
    return status;
}

isnad_status isn_zip_read(isn_input *in, isn_stream *stream)
{
    isnad_status status = read_entries(in, stream);
    const char *reason;
    isnad_status failed = isn_stream_status(stream, &reason);
    if (status == ISNAD_LIMIT) {
        isn_input_skip(in, isn_stream_offset(stream), status,
                       "more records than the limit");
        return ISNAD_OK;
    }
    if (!status && (failed == ISNAD_NOMEM || failed == ISNAD_INTERRUPTED)) {
        return failed;
    }
    if (!status && failed) {
        isn_input_skip(in, isn_stream_fault(stream), failed, reason);
    }
    return status;
}
