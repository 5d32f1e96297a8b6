#include "page/charset.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include <uchardet.h>

#include "core/utf8.h"

enum {
    PRESCAN = 4096,    /* where a page may declare its charset */
    DETECT = 64 << 10, /* how much is shown to the detector */
};

static const struct {
    const char *label;
    isn_charset charset;
    const char *name;
} labels[] = {
    {"utf-8", ISN_CHARSET_UTF8, "utf-8"},
    {"utf8", ISN_CHARSET_UTF8, "utf-8"},
    {"unicode-1-1-utf-8", ISN_CHARSET_UTF8, "utf-8"},
    {"utf-16", ISN_CHARSET_UTF16LE, "utf-16le"},
    {"utf-16le", ISN_CHARSET_UTF16LE, "utf-16le"},
    {"unicode", ISN_CHARSET_UTF16LE, "utf-16le"},
    {"ucs-2", ISN_CHARSET_UTF16LE, "utf-16le"},
    {"utf-16be", ISN_CHARSET_UTF16BE, "utf-16be"},
    {"iso-8859-6", ISN_CHARSET_ARABIC, "iso-8859-6"},
    {"iso8859-6", ISN_CHARSET_ARABIC, "iso-8859-6"},
    {"iso_8859-6", ISN_CHARSET_ARABIC, "iso-8859-6"},
    {"iso88596", ISN_CHARSET_ARABIC, "iso-8859-6"},
    {"arabic", ISN_CHARSET_ARABIC, "iso-8859-6"},
    {"asmo-708", ISN_CHARSET_ARABIC, "iso-8859-6"},
    {"ecma-114", ISN_CHARSET_ARABIC, "iso-8859-6"},
    {"windows-1256", ISN_CHARSET_W1256, "windows-1256"},
    {"cp1256", ISN_CHARSET_W1256, "windows-1256"},
    {"cp-1256", ISN_CHARSET_W1256, "windows-1256"},
    {"x-cp1256", ISN_CHARSET_W1256, "windows-1256"},
    /* The standard reads these three as windows-1252. */
    {"iso-8859-1", ISN_CHARSET_OTHER, "windows-1252"},
    {"latin1", ISN_CHARSET_OTHER, "windows-1252"},
    {"us-ascii", ISN_CHARSET_OTHER, "windows-1252"},
    {"ascii", ISN_CHARSET_OTHER, "windows-1252"},
    {"iso-8859-9", ISN_CHARSET_OTHER, "windows-1254"},
    {"gb2312", ISN_CHARSET_OTHER, "gb18030"},
    {"gbk", ISN_CHARSET_OTHER, "gb18030"},
    {"shift_jis", ISN_CHARSET_OTHER, "shift_jis"},
    {"x-sjis", ISN_CHARSET_OTHER, "shift_jis"},
    {"euc-jp", ISN_CHARSET_OTHER, "euc-jp"},
    {"euc-kr", ISN_CHARSET_OTHER, "euc-kr"},
    {"ks_c_5601-1987", ISN_CHARSET_OTHER, "euc-kr"},
    {"big5", ISN_CHARSET_OTHER, "big5"},
    {"koi8-r", ISN_CHARSET_OTHER, "koi8-r"},
    {"koi8-u", ISN_CHARSET_OTHER, "koi8-u"},
    {"macintosh", ISN_CHARSET_OTHER, "macintosh"},
};

static isn_charset_choice choice(isn_charset charset, const char *name,
                                 size_t bom_len)
{
    isn_charset_choice made = {charset, "", bom_len};
    strncpy(made.name, name, sizeof made.name - 1);
    return made;
}

/* windows-125x and iso-8859-x, which iconv knows under these very names. */
static bool is_family(const char *label)
{
    return (strncmp(label, "windows-125", 11) == 0 && strlen(label) == 12) ||
           (strncmp(label, "windows-874", 12) == 0) ||
           (strncmp(label, "iso-8859-", 9) == 0 && strlen(label) <= 11 &&
            label[9] >= '1' && label[9] <= '9');
}

isn_charset_choice isn_charset_label(const char *label, size_t len)
{
    char lower[32];
    while (len && (*label == ' ' || *label == '\t' || *label == '\n')) {
        label++;
        len--;
    }
    while (len && (label[len - 1] == ' ' || label[len - 1] == '\t')) {
        len--;
    }
    if (len == 0 || len >= sizeof lower) {
        return choice(ISN_CHARSET_NONE, "", 0);
    }
    for (size_t i = 0; i < len; i++) {
        char c = label[i];
        lower[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    lower[len] = '\0';
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        if (strcmp(lower, labels[i].label) == 0) {
            return choice(labels[i].charset, labels[i].name, 0);
        }
    }
    if (is_family(lower)) {
        return choice(ISN_CHARSET_OTHER, lower, 0);
    }
    return choice(ISN_CHARSET_NONE, "", 0);
}

static bool is_blank(unsigned char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* The value behind `charset=` within the first bytes: in a meta element or
 * an XML declaration.  A page that declares UTF-16 there is not in UTF-16,
 * or this could not be read. */
static isn_charset_choice declared_inside(const unsigned char *bytes,
                                          size_t len)
{
    size_t end = len < PRESCAN ? len : PRESCAN;
    for (size_t i = 0; i + 9 < end; i++) {
        size_t at;
        if (strncasecmp((const char *)bytes + i, "charset", 7) == 0) {
            at = i + 7;
        } else if (i < 128 &&
                   strncasecmp((const char *)bytes + i, "encoding", 8) == 0) {
            at = i + 8;
        } else {
            continue;
        }
        while (at < end && is_blank(bytes[at])) {
            at++;
        }
        if (at >= end || bytes[at] != '=') {
            continue;
        }
        at++;
        while (at < end &&
               (is_blank(bytes[at]) || bytes[at] == '"' || bytes[at] == '\'')) {
            at++;
        }
        size_t stop = at;
        while (stop < end && bytes[stop] != '"' && bytes[stop] != '\'' &&
               bytes[stop] != ';' && bytes[stop] != '>' && bytes[stop] != '?' &&
               !is_blank(bytes[stop])) {
            stop++;
        }
        isn_charset_choice made =
            isn_charset_label((const char *)bytes + at, stop - at);
        if (made.charset == ISN_CHARSET_UTF16LE ||
            made.charset == ISN_CHARSET_UTF16BE) {
            return choice(ISN_CHARSET_UTF8, "utf-8", 0);
        }
        if (made.charset) {
            return made;
        }
    }
    return choice(ISN_CHARSET_NONE, "", 0);
}

/* UTF-16 without a mark: markup and blanks have a zero byte each, and Arabic
 * letters share the byte 06. */
static isn_charset_choice utf16_by_bytes(const unsigned char *bytes, size_t len)
{
    size_t end = (len < PRESCAN ? len : PRESCAN) & ~(size_t)1;
    size_t even = 0, odd = 0;
    for (size_t i = 0; i < end; i += 2) {
        even += bytes[i] == 0 || bytes[i] == 6;
        odd += bytes[i + 1] == 0 || bytes[i + 1] == 6;
    }
    size_t units = end / 2;
    if (units >= 8 && odd * 10 > units * 9 && even * 10 < units * 4) {
        return choice(ISN_CHARSET_UTF16LE, "utf-16le", 0);
    }
    if (units >= 8 && even * 10 > units * 9 && odd * 10 < units * 4) {
        return choice(ISN_CHARSET_UTF16BE, "utf-16be", 0);
    }
    return choice(ISN_CHARSET_NONE, "", 0);
}

/* Share of well-formed multi-byte characters among bytes above ASCII: a page
 * with a few damaged bytes is still UTF-8. */
static bool mostly_utf8(const unsigned char *bytes, size_t len)
{
    size_t good = 0, bad = 0, at = 0;
    while (at < len) {
        if (bytes[at] < 0x80) {
            at++;
            continue;
        }
        uint32_t c;
        size_t step = isn_utf8_decode((const char *)bytes + at, len - at, &c);
        bool broken = c == 0xFFFD && step < 3;
        good += !broken;
        bad += broken;
        at += step;
    }
    return good >= 8 * bad;
}

static isn_charset_choice detect(const unsigned char *bytes, size_t len)
{
    isn_charset_choice made = choice(ISN_CHARSET_NONE, "", 0);
    uchardet_t detector = uchardet_new();
    if (!detector) {
        return made;
    }
    size_t first = 0; /* ASCII in front says nothing */
    while (first < len && bytes[first] < 0x80) {
        first++;
    }
    first = first > 512 ? first - 512 : 0;
    size_t shown = len - first < DETECT ? len - first : DETECT;
    if (uchardet_handle_data(detector, (const char *)bytes + first, shown) ==
        0) {
        uchardet_data_end(detector);
        const char *name = uchardet_get_charset(detector);
        made = isn_charset_label(name, strlen(name));
    }
    uchardet_delete(detector);
    return made;
}

isn_charset_choice isn_charset_find(const unsigned char *bytes, size_t len,
                                    const char *declared)
{
    if (len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        return choice(ISN_CHARSET_UTF8, "utf-8", 3);
    }
    if (len >= 2 && bytes[0] == 0xFF && bytes[1] == 0xFE) {
        return choice(ISN_CHARSET_UTF16LE, "utf-16le", 2);
    }
    if (len >= 2 && bytes[0] == 0xFE && bytes[1] == 0xFF) {
        return choice(ISN_CHARSET_UTF16BE, "utf-16be", 2);
    }
    isn_charset_choice made = choice(ISN_CHARSET_NONE, "", 0);
    if (declared) {
        made = isn_charset_label(declared, strlen(declared));
    }
    if (!made.charset) {
        made = utf16_by_bytes(bytes, len);
    }
    if (!made.charset) {
        made = declared_inside(bytes, len);
    }
    bool utf8 =
        made.charset <= ISN_CHARSET_UTF8 || made.charset >= ISN_CHARSET_ARABIC;
    /* Text saved anew is often UTF-8 under an older declaration: bytes above
     * ASCII that are well-formed throughout do not come about by chance. */
    if (utf8 && isn_utf8_valid((const char *)bytes, len) == len) {
        made = choice(ISN_CHARSET_UTF8, "utf-8", 0);
        made.valid = true;
        return made;
    }
    if (made.charset == ISN_CHARSET_UTF8 && !mostly_utf8(bytes, len)) {
        isn_charset_choice found = detect(bytes, len);
        return found.charset ? found : made;
    }
    if (made.charset) {
        return made;
    }
    if (mostly_utf8(bytes, len)) {
        return choice(ISN_CHARSET_UTF8, "utf-8", 0);
    }
    made = detect(bytes, len);
    return made.charset ? made : choice(ISN_CHARSET_W1256, "windows-1256", 0);
}
