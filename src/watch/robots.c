#include "watch/robots.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/buffer.h"
#include "isnad/span.h"

typedef struct rule {
    uint32_t begin, len; /* of the pattern, normalised, in `patterns` */
    bool allow, to_end;  /* to_end: the pattern ended in $ */
} rule;

struct isn_robots {
    isn_buffer patterns, rules; /* rules: an array of rule */
    double delay;
};

/* Where parsing stands. */
typedef struct parser {
    isn_robots *named, *all; /* rules of our groups, and of the groups of * */
    const char *agent;
    bool in_head; /* of a group: User-agent lines follow one another */
    bool for_us, for_all, named_seen;
} parser;

enum { LARGEST = 8 * ISN_ROBOTS_LARGEST };

static isn_robots *new_robots(void)
{
    isn_robots *robots = calloc(1, sizeof *robots);
    if (robots) {
        isn_buffer_init(&robots->patterns, LARGEST);
        isn_buffer_init(&robots->rules, (size_t)LARGEST * sizeof(rule));
    }
    return robots;
}

void isn_robots_free(isn_robots *robots)
{
    if (robots) {
        isn_buffer_free(&robots->patterns);
        isn_buffer_free(&robots->rules);
        free(robots);
    }
}

/* ---- one spelling of paths --------------------------------------------- */

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

static bool is_unreserved(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_' ||
           c == '~';
}

/* Bytes that are escaped needlessly are freed, those that must be are escaped,
 * so that two spellings of one path are equal. */
static void normalise(isn_buffer *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        bool escaped = c == '%' && i + 2 < len && hex_digit(text[i + 1]) >= 0 &&
                       hex_digit(text[i + 2]) >= 0;
        if (escaped) {
            c = (unsigned char)(hex_digit(text[i + 1]) * 16 +
                                hex_digit(text[i + 2]));
            i += 2;
        }
        if (is_unreserved(c) || (!escaped && c > ' ' && c < 0x7F)) {
            isn_buffer_char(out, (char)c);
        } else {
            isn_buffer_format(out, "%%%02X", c);
        }
    }
}

/* ---- parsing ----------------------------------------------------------- */

static isnad_view trim(const char *begin, const char *end)
{
    while (begin < end && (*begin == ' ' || *begin == '\t')) {
        begin++;
    }
    while (end > begin && (end[-1] == ' ' || end[-1] == '\t')) {
        end--;
    }
    return (isnad_view){begin, (size_t)(end - begin)};
}

static bool is_word(isnad_view view, const char *word)
{
    return view.len == strlen(word) &&
           strncasecmp(view.data, word, view.len) == 0;
}

/* "isnad/1.0" names isnad; "isnadbot" does not. */
static bool names(isnad_view value, const char *agent)
{
    size_t len = strlen(agent);
    return value.len >= len && strncasecmp(value.data, agent, len) == 0 &&
           (value.len == len || value.data[len] == '/' ||
            value.data[len] == ' ' || value.data[len] == '\t');
}

static void on_agent(parser *p, isnad_view value)
{
    if (!p->in_head) {
        p->for_us = p->for_all = false;
        p->in_head = true;
    }
    if (value.len > 0 && value.data[0] == '*') {
        p->for_all = true;
    } else if (names(value, p->agent)) {
        p->for_us = p->named_seen = true;
    }
}

static void add_rule(isn_robots *robots, isnad_view path, bool allow)
{
    rule r = {.begin = (uint32_t)robots->patterns.len, .allow = allow};
    if (path.len > 0 && path.data[path.len - 1] == '$') {
        r.to_end = true;
        path.len--;
    }
    normalise(&robots->patterns, path.data, path.len);
    r.len = (uint32_t)robots->patterns.len - r.begin;
    isn_buffer_add(&robots->rules, &r, sizeof r);
}

static void set_delay(isn_robots *robots, isnad_view value)
{
    double seconds = 0, place = 1;
    bool dot = false;
    for (size_t i = 0; i < value.len && i < 12; i++) {
        char c = value.data[i];
        if (c == '.' && !dot) {
            dot = true;
        } else if (c < '0' || c > '9') {
            break;
        } else if (dot) {
            seconds += (c - '0') * (place /= 10);
        } else {
            seconds = seconds * 10 + (c - '0');
        }
    }
    robots->delay = seconds;
}

static void on_line(parser *p, const char *begin, const char *end)
{
    const char *hash = memchr(begin, '#', (size_t)(end - begin));
    end = hash ? hash : end;
    const char *colon = memchr(begin, ':', (size_t)(end - begin));
    if (!colon) {
        return;
    }
    isnad_view key = trim(begin, colon), value = trim(colon + 1, end);
    if (is_word(key, "user-agent")) {
        on_agent(p, value);
        return;
    }
    bool allow = is_word(key, "allow"), rules = allow;
    rules = rules || is_word(key, "disallow");
    bool delay = is_word(key, "crawl-delay");
    if (!rules && !delay) {
        return; /* Sitemap and others belong to no group */
    }
    p->in_head = false;
    isn_robots *const to[] = {p->for_us ? p->named : NULL,
                              p->for_all ? p->all : NULL};
    for (size_t i = 0; i < 2; i++) {
        if (to[i] && delay) {
            set_delay(to[i], value);
        } else if (to[i] && value.len > 0) { /* an empty rule says nothing */
            add_rule(to[i], value, allow);
        }
    }
}

static void parse_lines(parser *p, const char *at, const char *end)
{
    while (at < end) {
        const char *stop = at;
        while (stop < end && *stop != '\n' && *stop != '\r') {
            stop++;
        }
        on_line(p, at, stop);
        at = stop + 1;
    }
}

isnad_status isn_robots_parse(const void *bytes, size_t len, const char *agent,
                              isn_robots **robots)
{
    parser p = {.named = new_robots(), .all = new_robots(), .agent = agent};
    *robots = NULL;
    isnad_status status = p.named && p.all ? ISNAD_OK : ISNAD_NOMEM;
    if (!status) {
        const char *at = bytes;
        len = len > ISN_ROBOTS_LARGEST ? ISN_ROBOTS_LARGEST : len;
        size_t mark = len >= 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
        if (len > 0) {
            parse_lines(&p, at + mark, at + len);
        }
        isn_robots *ours = p.named_seen ? p.named : p.all;
        status =
            ours->patterns.status ? ours->patterns.status : ours->rules.status;
        if (!status) {
            *robots = ours;
            *(p.named_seen ? &p.named : &p.all) = NULL;
        }
    }
    isn_robots_free(p.named);
    isn_robots_free(p.all);
    return status;
}

/* ---- matching ---------------------------------------------------------- */

/* Does the pattern, whose stars stand for any bytes, match the beginning of
 * the path, or all of it?  Each piece between stars is taken where it comes
 * first, which leaves most for the rest: nothing is tried twice. */
static bool matches(const char *pattern, size_t len, bool to_end,
                    const char *path, size_t path_len)
{
    const char *at = pattern, *end = pattern + len;
    size_t from = 0;
    for (bool first = true;; first = false) {
        const char *star = memchr(at, '*', (size_t)(end - at));
        size_t piece = (size_t)((star ? star : end) - at);
        if (first) {
            if (piece > path_len || memcmp(path, at, piece) != 0) {
                return false;
            }
            from = piece;
        } else if (!star && to_end) {
            return piece <= path_len - from &&
                   memcmp(path + path_len - piece, at, piece) == 0;
        } else if (piece > 0) {
            const char *hit = memmem(path + from, path_len - from, at, piece);
            if (!hit) {
                return false;
            }
            from = (size_t)(hit - path) + piece;
        }
        if (!star) {
            return !to_end || from == path_len;
        }
        at = star + 1;
    }
}

bool isn_robots_allow(const isn_robots *robots, const char *path)
{
    if (!robots || strcmp(path, "/robots.txt") == 0) {
        return true;
    }
    isn_buffer normal;
    isn_buffer_init(&normal, LARGEST);
    normalise(&normal, path, strlen(path));
    bool allow = true;
    size_t longest = 0;
    const rule *rules = (const rule *)(const void *)robots->rules.data;
    size_t count = robots->rules.len / sizeof(rule);
    for (size_t i = 0; i < count && !normal.status; i++) {
        const rule *r = &rules[i];
        size_t len = r->len + r->to_end;
        bool counts = len > longest || (len == longest && r->allow && !allow);
        if (counts &&
            matches(robots->patterns.data + r->begin, r->len, r->to_end,
                    normal.data ? normal.data : "", normal.len)) {
            longest = len;
            allow = r->allow;
        }
    }
    /* Without memory to look, it is better not to go. */
    allow = allow && !normal.status;
    isn_buffer_free(&normal);
    return allow;
}

double isn_robots_delay(const isn_robots *robots)
{
    return robots ? robots->delay : 0;
}
