#include "serve/head.h"

#include <ctype.h>
#include <string.h>

/* Room for a method and a version beside the longest target. */
enum { LONGEST_LINE = ISN_TARGET_MAX + 64 };

/* Bytes that a head may have: text, and line ends that are whole. */
static bool is_text(const char *bytes, size_t at)
{
    unsigned char c = (unsigned char)bytes[at];
    if (c == '\n') {
        return at > 0 && bytes[at - 1] == '\r';
    }
    if (at > 0 && bytes[at - 1] == '\r') {
        return false;
    }
    return c == '\t' || c == '\r' || (c >= 0x20 && c != 0x7F);
}

/* What is wrong with the byte at `at`, by what stands before it alone, so that
 * it does not matter in which parts the bytes came; ISN_HTTP_OK: nothing. */
static int fault_at(const char *bytes, size_t at)
{
    return !is_text(bytes, at) ? ISN_HTTP_BAD_REQUEST
           : at == LONGEST_LINE && !memchr(bytes, '\n', at)
               ? ISN_HTTP_URI_TOO_LONG
           : at == ISN_HEAD_MAX ? ISN_HTTP_FIELDS_TOO_LARGE
                                : ISN_HTTP_OK;
}

isn_head_state isn_head_look(const char *bytes, size_t len, size_t *seen,
                             size_t *end, int *status)
{
    for (; *seen < len; ++*seen) {
        size_t at = *seen;
        *status = fault_at(bytes, at);
        if (*status != ISN_HTTP_OK) {
            return ISN_HEAD_BAD;
        }
        if (bytes[at] == '\n' && at >= 3 && bytes[at - 2] == '\n') {
            *end = at + 1;
            *seen = 0;
            return ISN_HEAD_WHOLE;
        }
    }
    return ISN_HEAD_PART;
}

static bool is_token_char(char c)
{
    return isalnum((unsigned char)c) || (c && strchr("!#$%&'*+-.^_`|~", c));
}

/* The token at *at, ended by `by`, which becomes a NUL; NULL where there is
 * none. */
static char *take_token(char **at, char by)
{
    char *token = *at;
    while (is_token_char(**at)) {
        ++*at;
    }
    if (*at == token || **at != by) {
        return NULL;
    }
    *(*at)++ = '\0';
    return token;
}

/* METHOD SP TARGET SP HTTP/D.D */
static bool read_line(char *line, isn_request *r)
{
    r->method = take_token(&line, ' ');
    r->target = line;
    char *space = r->method ? strchr(line, ' ') : NULL;
    if (!space || space == line) {
        return false;
    }
    *space = '\0';
    r->version = space + 1;
    const char *v = r->version;
    return strncmp(v, "HTTP/", 5) == 0 && isdigit((unsigned char)v[5]) &&
           v[6] == '.' && isdigit((unsigned char)v[7]) && !v[8] &&
           !strchr(r->target, '\t');
}

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

/* NAME ":" blanks VALUE blanks; a line that begins with a blank goes on with
 * the one before, which no reader does alike. */
static bool read_field(char *line, isn_request *r)
{
    char *name = take_token(&line, ':');
    if (!name) {
        return false;
    }
    while (is_blank(*line)) {
        line++;
    }
    char *end = line + strlen(line);
    while (end > line && is_blank(end[-1])) {
        *--end = '\0';
    }
    isn_request_field(r, name, line);
    return true;
}

int isn_head_read(char *bytes, size_t len, isn_request *request)
{
    char *at = bytes, *end = bytes + len - 2; /* the empty line */
    *request = (isn_request){0};
    for (unsigned line = 0; at < end; line++) {
        char *stop = strchr(at, '\r');
        *stop = '\0';
        if (!(line == 0 ? read_line(at, request) : read_field(at, request))) {
            return ISN_HTTP_BAD_REQUEST;
        }
        at = stop + 2;
    }
    return ISN_HTTP_OK;
}
