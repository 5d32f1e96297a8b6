#include "page/headlines.h"

#include "core/utf8.h"
#include "lang/fold.h"

enum {
    ITEM = 8,     /* words of the longest item without a mark in front */
    COUNTED = 5,  /* words of the longest item known by a number in it */
    HEADLINE = 5, /* words of the shortest headline, on average */
    LONGEST = 18, /* words of the longest headline */
};

static bool is_bullet(uint32_t c)
{
    return c == '-' || c == '*' || c == 0x2013 || c == 0x2014 || c == 0x2022 ||
           c == 0x25CF || c == 0x25AA || c == 0x2666 || c == 0x00B7;
}

/* «3- …», «2014: …»: a number and a mark. */
static bool is_numbered(const char *text, size_t len)
{
    bool digits = false;
    for (size_t at = 0; at < len;) {
        uint32_t c;
        size_t step = isn_utf8_decode(text + at, len - at, &c);
        if (!isn_is_digit(c) && !(digits && c == ' ')) {
            return digits && (is_bullet(c) || c == '.' || c == ')' ||
                              c == ':' || c == '/' || c == 0x0640);
        }
        digits = true;
        at += step;
    }
    return digits; /* nothing but a number */
}

/* Marks and digits within a line, which tell something of short ones alone. */
static void look_inside(const char *text, size_t len, bool *inner, bool *digit)
{
    bool blank = true;
    for (size_t at = 0; at < len;) {
        uint32_t c;
        size_t step = isn_utf8_decode(text + at, len - at, &c);
        *digit = *digit || isn_is_digit(c);
        *inner = *inner || c == '(' || c == ':' || c == '/' ||
                 (blank && at && is_bullet(c));
        blank = c == ' ';
        at += step;
    }
}

void isn_short_look(const char *text, size_t len, uint32_t words,
                    isn_short_line *out)
{
    bool inner = false, digit = false;
    *out = (isn_short_line){.words = words};
    if (len > 0) {
        uint32_t first;
        isn_utf8_decode(text, len, &first);
        out->marked = is_bullet(first) || is_numbered(text, len);
        out->announces = text[len - 1] == ':';
    }
    if (words <= ITEM || words <= COUNTED) {
        look_inside(text, len, &inner, &digit);
    }
    out->item =
        out->marked || (inner && words <= ITEM) || (digit && words <= COUNTED);
}

bool isn_short_is_list(const isn_short_line *lines, size_t begin, size_t end)
{
    size_t count = 0, items = 0, marked = 0;
    for (size_t i = begin; i < end; i++) {
        if (lines[i].skipped) {
            continue;
        }
        count++;
        items += lines[i].item;
        marked += lines[i].marked;
    }
    for (size_t i = begin; i-- > 0;) {
        if (!lines[i].skipped) {
            if (lines[i].announces) {
                return true;
            }
            break;
        }
    }
    return count >= 2 && (marked * 2 >= count || items * 2 >= count);
}

/* Do the long paragraphs of this text end in stops, as a rule? */
static bool uses_stops(const isn_short_line *lines, const isn_part *parts,
                       size_t count)
{
    size_t with = 0, without = 0;
    for (size_t i = 0; i < count; i++) {
        if (!lines[i].skipped && parts[i].role == ISNAD_ROLE_PARAGRAPH &&
            lines[i].words >= 12) {
            with += lines[i].text;
            without += !lines[i].text;
        }
    }
    return without * 4 <= with;
}

static bool is_short(const isn_short_line *line, const isn_part *part)
{
    return !line->skipped && !line->text && line->words <= LONGEST &&
           (part->role == ISNAD_ROLE_PARAGRAPH ||
            part->role == ISNAD_ROLE_SUBHEAD);
}

void isn_short_settle(const isn_short_line *lines, isn_part *parts,
                      size_t count)
{
    if (!uses_stops(lines, parts, count)) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (!is_short(&lines[i], &parts[i])) {
            continue;
        }
        size_t end = i, run = 0, words = 0;
        while (end < count &&
               (lines[end].skipped || is_short(&lines[end], &parts[end]))) {
            if (!lines[end].skipped) {
                run++;
                words += lines[end].words;
            }
            end++;
        }
        bool list = run >= 2 && isn_short_is_list(lines, i, end);
        bool related = run >= 2 && !list && words >= HEADLINE * run;
        for (size_t j = i; j < end; j++) {
            if (lines[j].skipped) {
                continue;
            }
            if (list) {
                parts[j] = (isn_part){ISNAD_ROLE_LIST, NULL};
            } else if (related) {
                parts[j] = (isn_part){ISNAD_ROLE_FURNITURE, "related"};
            }
        }
        i = end;
    }
}
