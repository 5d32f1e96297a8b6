#include "read/kind.h"

#include <stdbool.h>
#include <string.h>

enum { LOOKED_AT = 4096 };

typedef struct magic {
    const char *bytes;
    size_t len, at;
    isn_kind kind;
    const char *what;
} magic;

#define MAGIC(bytes, at, kind, what)                                           \
    {                                                                          \
        bytes, sizeof(bytes) - 1, at, kind, what                               \
    }

static const magic magics[] = {
    MAGIC("\x1F\x8B", 0, ISN_KIND_GZIP, NULL),
    MAGIC("\x28\xB5\x2F\xFD", 0, ISN_KIND_ZSTD, NULL),
    MAGIC("\x5D\x2A\x4D\x18", 0, ISN_KIND_ZSTD, NULL), /* a dictionary */
    MAGIC("WARC/1.", 0, ISN_KIND_WARC, NULL),
    MAGIC("WARC/0.", 0, ISN_KIND_WARC, NULL),
    MAGIC("%PDF-", 0, ISN_KIND_BINARY, "a PDF document"),
    MAGIC("\x89PNG", 0, ISN_KIND_BINARY, "a PNG image"),
    MAGIC("\xFF\xD8\xFF", 0, ISN_KIND_BINARY, "a JPEG image"),
    MAGIC("GIF8", 0, ISN_KIND_BINARY, "a GIF image"),
    MAGIC("WEBP", 8, ISN_KIND_BINARY, "a WebP image"),
    MAGIC("PK\x03\x04", 0, ISN_KIND_BINARY, "a zip archive"),
    MAGIC("Rar!", 0, ISN_KIND_BINARY, "a RAR archive"),
    MAGIC("7z\xBC\xAF", 0, ISN_KIND_BINARY, "a 7-zip archive"),
    MAGIC("BZh", 0, ISN_KIND_BINARY, "bzip2 data"),
    MAGIC("\xFD"
          "7zXZ",
          0, ISN_KIND_BINARY, "xz data"),
    MAGIC("\x7F"
          "ELF",
          0, ISN_KIND_BINARY, "a program"),
    MAGIC("\xD0\xCF\x11\xE0", 0, ISN_KIND_BINARY, "an Office document"),
    MAGIC("ustar", 257, ISN_KIND_BINARY, "a tape archive"),
    MAGIC("ftyp", 4, ISN_KIND_BINARY, "a video"),
    MAGIC("OggS", 0, ISN_KIND_BINARY, "a sound or video"),
    MAGIC("ID3", 0, ISN_KIND_BINARY, "a sound"),
    MAGIC("wOF", 0, ISN_KIND_BINARY, "a font"),
    MAGIC("SQLite format 3", 0, ISN_KIND_BINARY, "an SQLite database"),
};

/* Bytes of control characters that no text holds. */
static bool is_control(unsigned char c)
{
    return c < 0x09 || (c >= 0x0E && c < 0x20 && c != 0x1B);
}

/* UTF-16 without a mark: Arabic and ASCII put 0x06 or 0x00 at every other
 * byte. */
static bool looks_utf16(const unsigned char *bytes, size_t len)
{
    size_t high[2] = {0, 0};
    for (size_t i = 0; i < len; i++) {
        high[i & 1] += bytes[i] == 0 || bytes[i] == 6;
    }
    size_t more = high[0] > high[1] ? 0 : 1;
    return high[more] > len / 2 * 8 / 10 && high[1 - more] < len / 2 / 4;
}

static size_t past_blanks(const unsigned char *bytes, size_t len, size_t at)
{
    while (at < len && (bytes[at] == ' ' || bytes[at] == '\t' ||
                        bytes[at] == '\n' || bytes[at] == '\r')) {
        at++;
    }
    return at;
}

/* [ { "name": at the beginning, the bracket or not: no prose looks so. */
static bool looks_json(const unsigned char *bytes, size_t len)
{
    size_t at = len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    at = past_blanks(bytes, len, at);
    if (at < len && bytes[at] == '[') {
        at = past_blanks(bytes, len, at + 1);
    }
    if (at >= len || bytes[at] != '{') {
        return false;
    }
    at = past_blanks(bytes, len, at + 1);
    if (at >= len || bytes[at] != '"') {
        return false;
    }
    for (at++; at < len && bytes[at] != '"'; at++) {
        if (bytes[at] == '\\' || bytes[at] < 0x20) {
            return false;
        }
    }
    at = past_blanks(bytes, len, at + 1);
    return at < len && bytes[at] == ':';
}

static bool starts(const unsigned char *bytes, size_t len, size_t at,
                   const char *text)
{
    size_t text_len = strlen(text);
    return at + text_len <= len && memcmp(bytes + at, text, text_len) == 0;
}

static const unsigned char *find(const unsigned char *bytes, size_t len,
                                 const char *text)
{
    return memmem(bytes, len, text, strlen(text));
}

/* The root element, behind declarations and comments, is that of a feed. */
static bool looks_feed(const unsigned char *bytes, size_t len)
{
    size_t at = starts(bytes, len, 0, "\xEF\xBB\xBF") ? 3 : 0;
    at = past_blanks(bytes, len, at);
    while (starts(bytes, len, at, "<?") || starts(bytes, len, at, "<!")) {
        const char *end = starts(bytes, len, at, "<!--") ? "-->" : ">";
        const unsigned char *stop = find(bytes + at, len - at, end);
        /* A document type may hold declarations of its own. */
        if (stop && starts(bytes, len, at, "<!D") &&
            memchr(bytes + at, '[', (size_t)(stop - (bytes + at)))) {
            stop = find(bytes + at, len - at, "]>");
            stop = stop ? stop + 1 : NULL;
        }
        if (!stop) {
            return false;
        }
        at = past_blanks(bytes, len, (size_t)(stop - bytes) + strlen(end));
    }
    static const char *const roots[] = {"<rss", "<feed", "<rdf:RDF"};
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
        size_t behind = at + strlen(roots[i]);
        if (starts(bytes, len, at, roots[i]) && behind < len &&
            strchr(" \t\r\n>", bytes[behind])) {
            return true;
        }
    }
    return false;
}

isn_kind isn_kind_of(const unsigned char *bytes, size_t len, const char **what)
{
    if (len == 0) {
        return ISN_KIND_EMPTY;
    }
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++) {
        const magic *m = &magics[i];
        if (len >= m->at + m->len &&
            memcmp(bytes + m->at, m->bytes, m->len) == 0) {
            *what = m->what;
            return m->kind;
        }
    }
    if (len >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 ||
                     memcmp(bytes, "\xFE\xFF", 2) == 0)) {
        return ISN_KIND_TEXT;
    }
    if (looks_json(bytes, len)) {
        return ISN_KIND_JSON;
    }
    if (looks_feed(bytes, len)) {
        return ISN_KIND_FEED;
    }
    len = len > LOOKED_AT ? LOOKED_AT : len;
    size_t controls = 0;
    for (size_t i = 0; i < len; i++) {
        controls += is_control(bytes[i]);
    }
    /* A page with a few damaged bytes is still a page. */
    if (controls * 20 > len && !looks_utf16(bytes, len)) {
        *what = "binary data";
        return ISN_KIND_BINARY;
    }
    return ISN_KIND_TEXT;
}
