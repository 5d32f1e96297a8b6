#include "read/http.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

#include <brotli/decode.h>

size_t isn_head_len(const unsigned char *bytes, size_t len)
{
    len = len > ISN_LARGEST_HEAD ? ISN_LARGEST_HEAD : len;
    size_t at = 0;
    while (at < len) {
        const unsigned char *end = memchr(bytes + at, '\n', len - at);
        if (!end) {
            return 0;
        }
        size_t line = (size_t)(end - (bytes + at));
        bool empty = line == 0 || (line == 1 && bytes[at] == '\r');
        at += line + 1;
        if (empty && at > 2) {
            return at;
        }
    }
    return 0;
}

static bool is_blank(unsigned char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static isnad_view trim(const unsigned char *begin, const unsigned char *end)
{
    while (begin < end && is_blank(*begin)) {
        begin++;
    }
    while (end > begin && is_blank(end[-1])) {
        end--;
    }
    return (isnad_view){(const char *)begin, (size_t)(end - begin)};
}

/* A line that begins with a blank goes on with the one before. */
void isn_headers_parse(const unsigned char *head, size_t head_len,
                       isn_headers *headers)
{
    headers->count = 0;
    const unsigned char *end = head + head_len, *line = head;
    const unsigned char *value = NULL; /* of the header under way */
    while (line < end && headers->count < ISN_MOST_HEADERS) {
        const unsigned char *stop = memchr(line, '\n', (size_t)(end - line));
        stop = stop ? stop : end;
        const unsigned char *colon = memchr(line, ':', (size_t)(stop - line));
        if (is_blank(*line) && line[0] != '\r' && value) {
            headers->values[headers->count - 1] = trim(value, stop);
        } else if (colon) {
            value = colon + 1;
            headers->names[headers->count] = trim(line, colon);
            headers->values[headers->count++] = trim(value, stop);
        }
        line = stop < end ? stop + 1 : end;
    }
}

bool isn_view_is(isnad_view view, const char *text)
{
    return view.len == strlen(text) &&
           strncasecmp(view.data, text, view.len) == 0;
}

bool isn_view_starts(isnad_view view, const char *text)
{
    size_t len = strlen(text);
    return view.len >= len && strncasecmp(view.data, text, len) == 0;
}

isnad_view isn_header(const isn_headers *headers, const char *name)
{
    for (unsigned i = 0; i < headers->count; i++) {
        if (isn_view_is(headers->names[i], name)) {
            return headers->values[i];
        }
    }
    return (isnad_view){"", 0};
}

void isn_header_parameter(isnad_view value, const char *name, char *out,
                          size_t room)
{
    size_t name_len = strlen(name), used = 0;
    out[0] = '\0';
    for (size_t i = 0; i + name_len < value.len; i++) {
        if (value.data[i + name_len] != '=' ||
            strncasecmp(value.data + i, name, name_len) != 0) {
            continue;
        }
        i += name_len + 1;
        char quote = i < value.len ? value.data[i] : '\0';
        quote = quote == '"' || quote == '\'' ? quote : '\0';
        for (i += quote != '\0'; i < value.len && used + 1 < room; i++) {
            char c = value.data[i];
            if (quote ? c == quote : c <= ' ' || c == ';' || c == ',') {
                break;
            }
            out[used++] = c;
        }
        out[used] = '\0';
        return;
    }
}

static int hex_digit(unsigned char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* The size line at body[*at]; moves *at behind it. */
static bool chunk_size(const unsigned char *body, size_t len, size_t *at,
                       size_t *size)
{
    size_t i = *at, digits = 0;
    *size = 0;
    for (; i < len && hex_digit(body[i]) >= 0 && digits < 15; i++, digits++) {
        *size = *size * 16 + (size_t)hex_digit(body[i]);
    }
    /* Extensions may follow the size. */
    size_t longest = len - i > 1024 ? 1024 : len - i;
    const unsigned char *end = memchr(body + i, '\n', longest);
    if (digits == 0 || !end) {
        return false;
    }
    if (i < len && body[i] != '\r' && body[i] != '\n' && body[i] != ';' &&
        body[i] != ' ') {
        return false;
    }
    *at = (size_t)(end - body) + 1;
    return true;
}

bool isn_dechunk(const unsigned char *body, size_t len, unsigned char *out,
                 size_t *out_len)
{
    size_t at = 0, made = 0, size;
    bool any = false;
    while (at < len && chunk_size(body, len, &at, &size)) {
        any = true;
        if (size == 0) {
            break;
        }
        size = size > len - at ? len - at : size; /* a body that was cut */
        memcpy(out + made, body + at, size);
        made += size;
        at += size;
        at += at < len && body[at] == '\r';
        at += at < len && body[at] == '\n';
    }
    *out_len = made;
    return any;
}

size_t isn_unquote(unsigned char *bytes, size_t len)
{
    size_t made = 0;
    for (size_t i = 0; i < len;) {
        if (bytes[i] != '=') {
            bytes[made++] = bytes[i++];
            continue;
        }
        /* A soft line end, perhaps behind blanks, joins two lines. */
        size_t next = i + 1;
        while (next < len && is_blank(bytes[next])) {
            next++;
        }
        if (next == len || bytes[next] == '\n') {
            i = next + 1;
            continue;
        }
        int high = i + 2 < len ? hex_digit(bytes[i + 1]) : -1;
        int low = high >= 0 ? hex_digit(bytes[i + 2]) : -1;
        bytes[made++] = low >= 0 ? (unsigned char)(high * 16 + low) : bytes[i];
        i += low >= 0 ? 3 : 1;
    }
    return made;
}

static int base64_digit(unsigned char c)
{
    return c >= 'A' && c <= 'Z'   ? c - 'A'
           : c >= 'a' && c <= 'z' ? c - 'a' + 26
           : c >= '0' && c <= '9' ? c - '0' + 52
           : c == '+'             ? 62
           : c == '/'             ? 63
                                  : -1;
}

size_t isn_unbase64(unsigned char *bytes, size_t len)
{
    size_t made = 0;
    uint32_t bits = 0;
    unsigned count = 0; /* of bits that wait */
    for (size_t i = 0; i < len && bytes[i] != '='; i++) {
        int digit = base64_digit(bytes[i]);
        if (digit < 0) {
            continue;
        }
        bits = bits << 6 | (uint32_t)digit;
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes[made++] = (unsigned char)(bits >> count);
        }
    }
    return made;
}

/* Makes room for more decoded bytes, up to a little more than `most`, so that
 * it shows when there are too many. */
static isnad_status more_room(unsigned char **out, size_t *cap, size_t most)
{
    size_t want = *cap ? *cap * 2 : 64 * 1024;
    if (want > most + 64 * 1024) {
        want = most + 64 * 1024;
    }
    if (*cap > most) {
        return ISNAD_LIMIT;
    }
    unsigned char *more = realloc(*out, want);
    if (!more) {
        return ISNAD_NOMEM;
    }
    *out = more;
    *cap = want;
    return ISNAD_OK;
}

/* Inflates with that many window bits; see zlib.h for their meaning. */
static isnad_status inflate_all(const unsigned char *body, size_t len,
                                size_t most, int bits, unsigned char **out,
                                size_t *out_len)
{
    z_stream z = {0};
    if (inflateInit2(&z, bits) != Z_OK) {
        return ISNAD_NOMEM;
    }
    isnad_status status = ISNAD_OK;
    size_t cap = 0, made = 0, at = 0;
    int code = Z_OK;
    while (code != Z_STREAM_END && !status) {
        if (made == cap && (status = more_room(out, &cap, most))) {
            break;
        }
        z.next_in = (unsigned char *)body + at;
        z.avail_in = (uInt)(len - at > 1 << 30 ? 1 << 30 : len - at);
        z.next_out = *out + made;
        z.avail_out = (uInt)(cap - made > 1 << 30 ? 1 << 30 : cap - made);
        uInt in = z.avail_in, room = z.avail_out;
        code = inflate(&z, Z_NO_FLUSH);
        at += in - z.avail_in;
        made += room - z.avail_out;
        if (code == Z_MEM_ERROR) {
            status = ISNAD_NOMEM;
        } else if (code != Z_OK && code != Z_STREAM_END) {
            status = ISNAD_MALFORMED;
        }
    }
    inflateEnd(&z);
    *out_len = made;
    return status ? status : made > most ? ISNAD_LIMIT : ISNAD_OK;
}

isnad_status isn_unbrotli(const unsigned char *body, size_t len, size_t most,
                          unsigned char **out, size_t *out_len)
{
    BrotliDecoderState *state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    isnad_status status = state ? ISNAD_OK : ISNAD_NOMEM;
    BrotliDecoderResult result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
    size_t cap = 0, made = 0;
    *out = NULL;
    while (!status && result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
        status = more_room(out, &cap, most);
        if (!status) {
            unsigned char *to = *out + made;
            size_t room = cap - made;
            result = BrotliDecoderDecompressStream(state, &len, &body, &room,
                                                   &to, NULL);
            made = cap - room;
        }
    }
    BrotliDecoderDestroyInstance(state);
    if (!status && (result != BROTLI_DECODER_RESULT_SUCCESS || len > 0)) {
        status = ISNAD_MALFORMED;
    }
    status = !status && made > most ? ISNAD_LIMIT : status;
    if (status) {
        free(*out);
        *out = NULL;
    }
    *out_len = made;
    return status;
}

isnad_status isn_undeflate(const unsigned char *body, size_t len, size_t most,
                           unsigned char **out, size_t *out_len)
{
    static const int bits[] = {15, -15};
    isnad_status status = ISNAD_MALFORMED;
    *out = NULL;
    for (size_t i = 0; i < 2 && status == ISNAD_MALFORMED; i++) {
        status = inflate_all(body, len, most, bits[i], out, out_len);
    }
    if (status) {
        free(*out);
        *out = NULL;
    }
    return status;
}
