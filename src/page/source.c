#include "page/source.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"
#include "page/charset.h"

enum {
    MARK_STEP = 256,
    LARGEST_PAYLOAD = 1 << 30,
};

void isn_source_free(isn_source *source)
{
    free(source->owned);
    free(source->marks);
    free(source->runs);
    *source = (isn_source){0};
}

/* ---- decoding ------------------------------------------------------ */

/* Storage for `most` bytes of decoded text, and marks for them. */
static isnad_status room(isn_source *source, size_t most, bool marks)
{
    if (most > UINT32_MAX) {
        return ISNAD_LIMIT;
    }
    source->owned = malloc(most + 1);
    if (marks) {
        source->marks = malloc((most / MARK_STEP + 2) * sizeof *source->marks);
    }
    source->data = source->owned;
    return source->owned && (source->marks || !marks) ? ISNAD_OK : ISNAD_NOMEM;
}

/* The raw position at every MARK_STEP bytes.  Where a character straddles
 * that place, the mark is of the character behind it. */
static void fill_marks(isn_source *source)
{
    const char *text = source->data;
    uint64_t raw = source->raw_begin;
    size_t next = 0;
    for (size_t at = 0; at < source->len;) {
        if (at >= next) {
            source->marks[next / MARK_STEP] = raw;
            next += MARK_STEP;
        }
        unsigned char lead = (unsigned char)text[at];
        size_t step = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        raw += source->form == ISN_SOURCE_SINGLE ? 1 : step == 4 ? 4 : 2;
        at += step;
    }
    source->marks[next / MARK_STEP] = raw;
}

static isnad_status decode_single(isn_source *source,
                                  const unsigned char *bytes,
                                  const uint16_t table[128])
{
    size_t len = source->raw_end - source->raw_begin;
    source->form = ISN_SOURCE_SINGLE;
    isnad_status status = room(source, 3 * len, true);
    if (status) {
        return status;
    }
    for (size_t i = 0; i < len; i++) {
        unsigned char b = bytes[source->raw_begin + i];
        source->len += isn_utf8_encode(b < 0x80 ? b : table[b - 0x80],
                                       source->owned + source->len);
    }
    fill_marks(source);
    return ISNAD_OK;
}

static isnad_status decode_utf16(isn_source *source, const unsigned char *bytes,
                                 bool little)
{
    size_t len = (source->raw_end - source->raw_begin) & ~(size_t)1;
    const unsigned char *b = bytes + source->raw_begin;
    source->form = ISN_SOURCE_UTF16;
    source->raw_end = source->raw_begin + len;
    isnad_status status = room(source, len / 2 * 3, true);
    if (status) {
        return status;
    }
    for (size_t i = 0; i < len; i += 2) {
        uint32_t c = little ? b[i] | (uint32_t)b[i + 1] << 8
                            : b[i + 1] | (uint32_t)b[i] << 8;
        if (c >= 0xD800 && c < 0xDC00 && i + 3 < len) {
            uint32_t d = little ? b[i + 2] | (uint32_t)b[i + 3] << 8
                                : b[i + 3] | (uint32_t)b[i + 2] << 8;
            if (d >= 0xDC00 && d < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (d - 0xDC00);
                i += 2;
            }
        }
        source->len += isn_utf8_encode(c, source->owned + source->len);
    }
    fill_marks(source);
    return ISNAD_OK;
}

static bool add_run(isn_source *source, uint64_t raw, size_t raw_len,
                    bool exact)
{
    if (source->run_count == source->run_cap) {
        size_t cap = source->run_cap ? 2 * source->run_cap : 64;
        isn_source_run *runs =
            realloc(source->runs, cap * sizeof *source->runs);
        if (!runs) {
            return false;
        }
        source->runs = runs;
        source->run_cap = cap;
    }
    source->runs[source->run_count++] =
        (isn_source_run){(uint32_t)source->len, raw, (uint32_t)raw_len, exact};
    return true;
}

/* UTF-8 with damage: well-formed stretches are exact, each damaged sequence
 * becomes U+FFFD. */
static isnad_status decode_damaged(isn_source *source,
                                   const unsigned char *bytes)
{
    size_t len = source->raw_end - source->raw_begin;
    const char *b = (const char *)bytes + source->raw_begin;
    source->form = ISN_SOURCE_RUNS;
    isnad_status status = room(source, 3 * len, false);
    for (size_t at = 0; !status && at < len;) {
        size_t good = isn_utf8_valid(b + at, len - at);
        if (good && !add_run(source, source->raw_begin + at, good, true)) {
            return ISNAD_NOMEM;
        }
        memcpy(source->owned + source->len, b + at, good);
        source->len += good;
        at += good;
        if (at < len) {
            uint32_t c;
            size_t bad = isn_utf8_decode(b + at, len - at, &c);
            if (!add_run(source, source->raw_begin + at, bad, false)) {
                return ISNAD_NOMEM;
            }
            source->len += isn_utf8_encode(0xFFFD, source->owned + source->len);
            at += bad;
        }
    }
    return status;
}

/* The bytes at b[0 .. len) as one character of a foreign charset: its length
 * there, its UTF-8 in out. */
static size_t one_foreign(iconv_t to, const char *b, size_t len, char out[16],
                          size_t *out_len)
{
    for (size_t take = 1; take <= len && take <= 4; take++) {
        char *in = (char *)(uintptr_t)b, *end = out;
        size_t in_left = take, out_left = 16;
        iconv(to, NULL, NULL, NULL, NULL);
        if (iconv(to, &in, &in_left, &end, &out_left) != (size_t)-1 &&
            out_left < 16) {
            *out_len = 16 - out_left;
            return take;
        }
    }
    *out_len = isn_utf8_encode(0xFFFD, out);
    return 1;
}

static isnad_status decode_foreign(isn_source *source,
                                   const unsigned char *bytes, const char *name)
{
    iconv_t to = iconv_open("UTF-8", name);
    if (to == (iconv_t)-1) {
        return decode_damaged(source, bytes);
    }
    size_t len = source->raw_end - source->raw_begin;
    const char *b = (const char *)bytes + source->raw_begin;
    source->form = ISN_SOURCE_RUNS;
    isnad_status status = room(source, 3 * len + 16, false);
    for (size_t at = 0; !status && at < len;) {
        size_t plain = at;
        while (plain < len && (unsigned char)b[plain] < 0x80) {
            plain++;
        }
        if (plain > at) {
            if (!add_run(source, source->raw_begin + at, plain - at, true)) {
                status = ISNAD_NOMEM;
                break;
            }
            memcpy(source->owned + source->len, b + at, plain - at);
            source->len += plain - at;
            at = plain;
            continue;
        }
        char out[16];
        size_t out_len;
        size_t took = one_foreign(to, b + at, len - at, out, &out_len);
        if (!add_run(source, source->raw_begin + at, took, false)) {
            status = ISNAD_NOMEM;
            break;
        }
        if (out_len > 3 * took) {
            out_len = isn_utf8_encode(0xFFFD, out);
        }
        memcpy(source->owned + source->len, out, out_len);
        source->len += out_len;
        at += took;
    }
    iconv_close(to);
    return status;
}

isnad_status isn_source_open(isn_source *source, isnad_doc *doc,
                             const char *declared)
{
    *source = (isn_source){0};
    if (doc->payload_len > LARGEST_PAYLOAD) {
        return ISNAD_LIMIT;
    }
    isn_charset_choice made =
        isn_charset_find(doc->payload, doc->payload_len, declared);
    source->raw_begin = made.bom_len;
    source->raw_end = doc->payload_len;
    source->charset = isn_arena_copy(doc->arena, made.name, strlen(made.name));
    if (!source->charset) {
        return ISNAD_NOMEM;
    }
    switch (made.charset) {
    case ISN_CHARSET_UTF16LE:
    case ISN_CHARSET_UTF16BE:
        return decode_utf16(source, doc->payload,
                            made.charset == ISN_CHARSET_UTF16LE);
    case ISN_CHARSET_ARABIC:
        return decode_single(source, doc->payload, isn_charset_arabic);
    case ISN_CHARSET_W1256:
        return decode_single(source, doc->payload, isn_charset_w1256);
    case ISN_CHARSET_OTHER:
        return decode_foreign(source, doc->payload, made.name);
    case ISN_CHARSET_NONE:
    case ISN_CHARSET_UTF8:
        break;
    }
    source->data = (const char *)doc->payload + made.bom_len;
    source->len = doc->payload_len - made.bom_len;
    if (!made.valid &&
        isn_utf8_valid(source->data, source->len) != source->len) {
        source->len = 0;
        return decode_damaged(source, doc->payload);
    }
    return ISNAD_OK;
}

/* ---- the way back -------------------------------------------------- */

/* Index of the run that holds source position `at`. */
static size_t run_at(const isn_source *source, size_t at)
{
    size_t low = 0, high = source->run_count;
    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        if (source->runs[middle].at <= at) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Payload bytes of the character that starts with `lead`. */
static unsigned width(const isn_source *source, unsigned char lead)
{
    return source->form == ISN_SOURCE_SINGLE ? 1 : lead >= 0xF0 ? 4 : 2;
}

uint64_t isn_source_raw(const isn_source *source, size_t at)
{
    if (source->form == ISN_SOURCE_SAME) {
        return source->raw_begin + at;
    }
    if (at >= source->len) {
        return source->raw_end;
    }
    if (source->form == ISN_SOURCE_RUNS) {
        const isn_source_run *run = &source->runs[run_at(source, at)];
        return run->exact ? run->raw + (at - run->at) : run->raw;
    }
    uint64_t raw = source->marks[at / MARK_STEP];
    size_t from = at - at % MARK_STEP;
    while (from < at && ((unsigned char)source->data[from] & 0xC0) == 0x80) {
        from++; /* the mark is of the character behind */
    }
    for (; from < at; from++) {
        unsigned char b = (unsigned char)source->data[from];
        if ((b & 0xC0) != 0x80) {
            raw += width(source, b);
        }
    }
    return raw;
}

/* Character by character, for charsets with one width. */
static void add_marked(const isn_source *source, isn_text_builder *builder,
                       size_t begin, size_t end)
{
    uint64_t raw = isn_source_raw(source, begin);
    for (size_t at = begin; at < end;) {
        unsigned char lead = (unsigned char)source->data[at];
        size_t step = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        unsigned raw_len = width(source, lead);
        isn_text_add(builder, source->data + at, step, raw, raw_len,
                     step == 1 && raw_len == 1);
        raw += raw_len;
        at += step;
    }
}

static void add_runs(const isn_source *source, isn_text_builder *builder,
                     size_t begin, size_t end)
{
    for (size_t i = run_at(source, begin); begin < end; i++) {
        const isn_source_run *run = &source->runs[i];
        size_t stop =
            i + 1 < source->run_count ? source->runs[i + 1].at : source->len;
        stop = stop < end ? stop : end;
        if (run->exact) {
            isn_text_add(builder, source->data + begin, stop - begin,
                         run->raw + (begin - run->at), stop - begin, true);
        } else {
            isn_text_add(builder, source->data + begin, stop - begin, run->raw,
                         run->raw_len, false);
        }
        begin = stop;
    }
}

void isn_source_add(const isn_source *source, isn_text_builder *builder,
                    size_t begin, size_t end)
{
    if (begin >= end) {
        return;
    }
    switch (source->form) {
    case ISN_SOURCE_SAME:
        isn_text_add(builder, source->data + begin, end - begin,
                     source->raw_begin + begin, end - begin, true);
        break;
    case ISN_SOURCE_SINGLE:
    case ISN_SOURCE_UTF16:
        add_marked(source, builder, begin, end);
        break;
    case ISN_SOURCE_RUNS:
        add_runs(source, builder, begin, end);
        break;
    }
}

void isn_source_put(const isn_source *source, isn_text_builder *builder,
                    const char *bytes, size_t len, size_t begin, size_t end)
{
    uint64_t raw = isn_source_raw(source, begin);
    uint64_t raw_end = isn_source_raw(source, end);
    isn_text_add(builder, bytes, len, raw, raw_end - raw, false);
}
