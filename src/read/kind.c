#include "read/kind.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "read/read.h"

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
    MAGIC("PK\x03\x04", 0, ISN_KIND_ZIP, NULL),
    MAGIC("PK00PK\x03\x04", 0, ISN_KIND_ZIP, NULL), /* once in parts */
    MAGIC("PK\x05\x06", 0, ISN_KIND_BINARY, "an empty zip archive"),
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

/* Control characters that no text holds: all but tab, line and page ends and
 * the escape of terminals and old Japanese charsets. */
static size_t count_controls(const unsigned char *bytes, size_t len)
{
    enum { STRIDE = 128 }; /* few enough for a count in bytes, in vectors */
    size_t count = 0;
    for (size_t from = 0; from < len; from += STRIDE) {
        size_t end = len - from < STRIDE ? len : from + STRIDE;
        unsigned char here = 0;
        for (size_t i = from; i < end; i++) {
            unsigned char b = bytes[i];
            here = (unsigned char)(here + ((b < 0x20) & (b != 0x1B) &
                                           ((unsigned char)(b - 9) > 4)));
        }
        count += here;
    }
    return count;
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

/* Behind declarations and comments; len where they do not end. */
static size_t past_prolog(const unsigned char *bytes, size_t len)
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
            return len;
        }
        at = past_blanks(bytes, len, (size_t)(stop - bytes) + strlen(end));
    }
    return at;
}

/* What the root element of XML says, whatever its prefix. */
static isn_kind kind_of_root(const unsigned char *bytes, size_t len)
{
    static const struct {
        const char *name;
        isn_kind kind;
    } roots[] = {
        {"rss", ISN_KIND_FEED},         {"feed", ISN_KIND_FEED},
        {"RDF", ISN_KIND_FEED},         {"newsItem", ISN_KIND_FEED},
        {"newsMessage", ISN_KIND_FEED}, {"opml", ISN_KIND_OPML},
    };
    size_t at = past_prolog(bytes, len);
    if (at >= len || bytes[at] != '<') {
        return ISN_KIND_UNKNOWN;
    }
    size_t begin = at + 1, end = begin;
    while (end < len && !strchr(" \t\r\n/>", bytes[end])) {
        end++;
        begin = bytes[end - 1] == ':' ? end : begin;
    }
    for (size_t i = 0; end < len && i < sizeof roots / sizeof *roots; i++) {
        if (end - begin == strlen(roots[i].name) &&
            memcmp(bytes + begin, roots[i].name, end - begin) == 0) {
            return roots[i].kind;
        }
    }
    return ISN_KIND_UNKNOWN;
}

static bool is_alphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9');
}

/* A message head of our day: MIME-Version beside a multipart Content-Type. */
static bool looks_mhtml(const unsigned char *bytes, size_t len)
{
    bool version = false, multipart = false;
    for (size_t at = 0; at < len && !(version && multipart);) {
        const unsigned char *end = memchr(bytes + at, '\n', len - at);
        size_t stop = end ? (size_t)(end - bytes) : len;
        const char *line = (const char *)bytes + at;
        size_t line_len = stop - at;
        size_t name = 0;
        while (name < line_len &&
               (line[name] == '-' || is_alphanumeric(line[name]))) {
            name++;
        }
        bool folded = at > 0 && (bytes[at] == ' ' || bytes[at] == '\t');
        if (!folded && (name == 0 || name == line_len || line[name] != ':')) {
            return false;
        }
        version =
            version || (name == 12 && !strncasecmp(line, "MIME-Version", name));
        multipart = multipart ||
                    (name == 12 && !strncasecmp(line, "Content-Type", name) &&
                     memmem(line, line_len, "multipart/", 10));
        at = stop + 1;
    }
    return version && multipart;
}

/* A page of SingleFile that unpacks itself holds an archive. */
static bool looks_self_extracting(const unsigned char *bytes, size_t len)
{
    const unsigned char *html = find(bytes, len, "<html");
    const unsigned char *end =
        html ? memchr(html, '>', (size_t)(bytes + len - html)) : NULL;
    return end && find(html, (size_t)(end - html), " data-sfz");
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
    isn_kind root = kind_of_root(bytes, len);
    if (root != ISN_KIND_UNKNOWN) {
        return root;
    }
    if (looks_mhtml(bytes, len)) {
        return ISN_KIND_MHTML;
    }
    if (bytes[0] == '<' && looks_self_extracting(bytes, len)) {
        return ISN_KIND_ZIP;
    }
    len = len > LOOKED_AT ? LOOKED_AT : len;
    size_t controls = count_controls(bytes, len);
    /* A page with a few damaged bytes is still a page. */
    if (controls * 20 > len && !looks_utf16(bytes, len)) {
        *what = "binary data";
        return ISN_KIND_BINARY;
    }
    return ISN_KIND_TEXT;
}

static const isn_kind named[] = {ISN_KIND_TEXT, ISN_KIND_WARC,  ISN_KIND_JSON,
                                 ISN_KIND_FEED, ISN_KIND_MHTML, ISN_KIND_ZIP};
const char *const isn_read_kinds[] = {"text",  "warc", "json", "feed",
                                      "mhtml", "zip",  NULL};

isn_kind isn_kind_named(const char *name)
{
    for (size_t i = 0; isn_read_kinds[i]; i++) {
        if (strcmp(name, isn_read_kinds[i]) == 0) {
            return named[i];
        }
    }
    return ISN_KIND_UNKNOWN;
}
