#include "serve/form.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/utf8.h"

/* "\r\n--" and a boundary. */
enum { MARK_ROOM = ISN_BOUNDARY_MAX + 8, MOST_LINES = 16 };

bool isn_form_boundary(const char *type, char boundary[ISN_BOUNDARY_MAX + 1])
{
    static const char begins[] = "multipart/form-data;", key[] = "boundary=";
    if (!type || strncasecmp(type, begins, sizeof begins - 1) != 0) {
        return false;
    }
    const char *at = type + sizeof begins - 1;
    at += strspn(at, " \t");
    if (strncasecmp(at, key, sizeof key - 1) != 0) {
        return false;
    }
    at += sizeof key - 1;
    size_t len = 0;
    while (isalnum((unsigned char)at[len]) ||
           (at[len] && strchr("'()+_,-./:=?", at[len]))) {
        len++;
    }
    if (len == 0 || len > ISN_BOUNDARY_MAX || at[len]) {
        return false;
    }
    memcpy(boundary, at, len + 1);
    return true;
}

/* Text of one line, where `line`; else line ends are text too. */
static bool is_text(const char *bytes, size_t len, bool line)
{
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)bytes[i];
        bool blank = c == '\t' || (!line && (c == '\r' || c == '\n'));
        if ((c < 0x20 && !blank) || c == 0x7F) {
            return false;
        }
    }
    return isn_utf8_valid(bytes, len) == len;
}

/* A browser writes a quote in a name as %22. */
static char *take_quoted(char **at)
{
    char *begin = *at, *end = *begin == '"' ? strchr(begin + 1, '"') : NULL;
    if (!end) {
        return NULL;
    }
    *end = '\0';
    *at = end + 1;
    return begin + 1;
}

/* form-data; name="…"; filename="…" */
static bool read_disposition(char *at, isn_form_part *part)
{
    static const char begins[] = "form-data";
    if (strncasecmp(at, begins, sizeof begins - 1) != 0) {
        return false;
    }
    for (at += sizeof begins - 1; *at;) {
        at += strspn(at, " \t");
        if (*at++ != ';') {
            return false;
        }
        at += strspn(at, " \t");
        bool file = strncasecmp(at, "filename=", 9) == 0;
        if (!file && strncasecmp(at, "name=", 5) != 0) {
            return false;
        }
        at += file ? 9 : 5;
        char *value = take_quoted(&at);
        const char **to = file ? &part->file : &part->name;
        if (!value || *to) {
            return false;
        }
        *to = value;
    }
    return part->name != NULL;
}

/* The lines at *at up to an empty one; moves *at behind it. */
static bool read_lines(char **at, char *end, isn_form_part *part)
{
    static const char key[] = "Content-Disposition:";
    for (unsigned i = 0; i < MOST_LINES; i++) {
        char *line = *at, *stop = memmem(line, (size_t)(end - line), "\r\n", 2);
        if (!stop) {
            return false;
        }
        *stop = '\0';
        *at = stop + 2;
        if (stop == line) {
            return part->name != NULL;
        }
        if (!is_text(line, (size_t)(stop - line), true)) {
            return false;
        }
        if (strncasecmp(line, key, sizeof key - 1) == 0) {
            line += sizeof key - 1;
            if (part->name ||
                !read_disposition(line + strspn(line, " \t"), part)) {
                return false;
            }
        }
    }
    return false;
}

static isn_form_part *push(isn_form *form, isnad_status *status)
{
    size_t count = form->count;
    if (count == ISN_FORM_PARTS) {
        *status = ISNAD_LIMIT;
        return NULL;
    }
    if ((count & (count - 1)) == 0) { /* it is full at each power of two */
        size_t cap = count ? 2 * count : 1;
        isn_form_part *parts = realloc(form->parts, cap * sizeof *parts);
        if (!parts) {
            *status = ISNAD_NOMEM;
            return NULL;
        }
        form->parts = parts;
    }
    isn_form_part *part = &form->parts[form->count++];
    *part = (isn_form_part){0};
    return part;
}

/* One part, which ends where the mark comes again. */
static isnad_status read_part(char **at, char *end, const char *mark,
                              isn_form *form)
{
    isnad_status status = ISNAD_MALFORMED;
    isn_form_part *part = push(form, &status);
    if (!part || !read_lines(at, end, part)) {
        return status;
    }
    char *stop = memmem(*at, (size_t)(end - *at), mark, strlen(mark));
    if (!stop) {
        return status;
    }
    part->bytes = *at;
    part->len = (size_t)(stop - *at);
    *stop = '\0';
    *at = stop + strlen(mark);
    return part->file || is_text(part->bytes, part->len, false) ? ISNAD_OK
                                                                : status;
}

isnad_status isn_form_read(char *body, size_t len, const char *boundary,
                           isn_form *form)
{
    char mark[MARK_ROOM];
    *form = (isn_form){0};
    int mark_len = snprintf(mark, sizeof mark, "\r\n--%s", boundary);
    size_t first = (size_t)mark_len - 2; /* it begins without a line end */
    if (len < first || memcmp(body, mark + 2, first) != 0) {
        return ISNAD_MALFORMED;
    }
    char *at = body + first, *end = body + len;
    while (end - at >= 2 && memcmp(at, "\r\n", 2) == 0) {
        at += 2;
        isnad_status status = read_part(&at, end, mark, form);
        if (status) {
            return status;
        }
    }
    bool whole = end - at >= 2 && memcmp(at, "--", 2) == 0 &&
                 (end - at == 2 || (end - at == 4 && at[2] == '\r'));
    return whole ? ISNAD_OK : ISNAD_MALFORMED;
}

void isn_form_free(isn_form *form)
{
    free(form->parts);
    *form = (isn_form){0};
}

const char *isn_form_value(const isn_form *form, const char *name)
{
    for (size_t i = 0; i < form->count; i++) {
        if (!form->parts[i].file && strcmp(form->parts[i].name, name) == 0) {
            return form->parts[i].bytes;
        }
    }
    return NULL;
}
