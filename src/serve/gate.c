#include "serve/gate.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "serve/form.h"

void isn_request_field(isn_request *r, const char *name, const char *value)
{
    const struct {
        const char *name;
        const char **to;
    } known[] = {
        {"Host", &r->host},           {"Origin", &r->origin},
        {"Sec-Fetch-Site", &r->site}, {"Sec-Fetch-Mode", &r->mode},
        {"Sec-Fetch-Dest", &r->dest}, {"Content-Length", &r->length},
        {"Content-Type", &r->type},   {"Transfer-Encoding", &r->coding},
        {"Expect", &r->expect},
    };
    r->fields++;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcasecmp(name, known[i].name) == 0) {
            r->twice = r->twice || *known[i].to;
            *known[i].to = value;
        }
    }
    if (strcasecmp(name, "If-None-Match") == 0) {
        r->none_match = value;
    } else if (strcasecmp(name, "Connection") == 0) {
        r->connection = value;
    }
}

static bool is_one_of(const char *word, const char *const *list)
{
    while (*list && strcmp(*list, word) != 0) {
        list++;
    }
    return *list != NULL;
}

isn_post_kind isn_gate_post(const char *path)
{
    static const struct {
        const char *path;
        isn_post_kind kind;
    } forms[] = {
        {"/ar/add", ISN_POST_PAGES},
        {"/en/add", ISN_POST_PAGES},
        {"/api/pages", ISN_POST_PAGES},
        {"/ar/corrections", ISN_POST_CORRECTION},
        {"/en/corrections", ISN_POST_CORRECTION},
        {"/api/corrections", ISN_POST_CORRECTION},
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (strcmp(path, forms[i].path) == 0) {
            return forms[i].kind;
        }
    }
    return ISN_POST_NONE;
}

static bool is_post(const isn_request *r)
{
    return strcmp(r->method, "POST") == 0;
}

static int check_method(const isn_request *r, const isn_gate_rules *rules)
{
    static const char *const taken[] = {"GET", "HEAD", NULL};
    static const char *const known[] = {"POST",  "PUT",     "DELETE",
                                        "PATCH", "OPTIONS", "TRACE",
                                        "QUERY", "CONNECT", NULL};
    bool sends = is_post(r) && rules->body_max > 0 && isn_gate_post(r->target);
    return sends || is_one_of(r->method, taken) ? ISN_HTTP_OK
           : is_one_of(r->method, known)        ? ISN_HTTP_NOT_ALLOWED
                                                : ISN_HTTP_NOT_IMPLEMENTED;
}

/* A path of ours needs no other characters, and no escapes. */
static bool is_path_char(char c)
{
    return isalnum((unsigned char)c) || c == '-' || c == '_' || c == '.';
}

/* Segments that are neither empty, but for the last, nor dots alone. */
static bool is_path(const char *path, size_t len)
{
    for (size_t at = 0; at < len;) {
        if (path[at++] != '/') {
            return false;
        }
        size_t begin = at, dots = 0;
        for (; at < len && path[at] != '/'; at++) {
            if (!is_path_char(path[at])) {
                return false;
            }
            dots += path[at] == '.';
        }
        if ((at == begin && at < len) || (at > begin && dots == at - begin)) {
            return false;
        }
    }
    return true;
}

static bool is_query_char(char c)
{
    return isalnum((unsigned char)c) || (c && strchr("-._~!$&'()*+,;=:@/?", c));
}

static bool is_query(const char *query)
{
    for (; *query; query++) {
        if (*query == '%') {
            if (!isxdigit((unsigned char)query[1]) ||
                !isxdigit((unsigned char)query[2])) {
                return false;
            }
            query += 2;
        } else if (!is_query_char(*query)) {
            return false;
        }
    }
    return true;
}

static int check_target(const char *target)
{
    size_t path = strcspn(target, "?");
    if (strlen(target) > ISN_TARGET_MAX) {
        return ISN_HTTP_URI_TOO_LONG;
    }
    return target[0] == '/' && is_path(target, path) &&
                   (!target[path] || is_query(target + path + 1))
               ? ISN_HTTP_OK
               : ISN_HTTP_BAD_REQUEST;
}

size_t isn_gate_length(const isn_request *r)
{
    return r->length ? strtoull(r->length, NULL, 10) : 0;
}

/* Only a form has a body, which must tell how long it is. */
static int check_body(const isn_request *r, const isn_gate_rules *rules)
{
    enum { DIGITS = 18 };
    if (r->coding) {
        return r->length ? ISN_HTTP_BAD_REQUEST
               : strcasecmp(r->coding, "chunked") != 0
                   ? ISN_HTTP_NOT_IMPLEMENTED
               : is_post(r) ? ISN_HTTP_LENGTH_REQUIRED
                            : ISN_HTTP_TOO_LARGE;
    }
    if (!r->length) {
        return is_post(r) ? ISN_HTTP_LENGTH_REQUIRED : ISN_HTTP_OK;
    }
    size_t digits = strspn(r->length, "0123456789");
    if (digits == 0 || r->length[digits]) {
        return ISN_HTTP_BAD_REQUEST;
    }
    size_t most = is_post(r) ? rules->body_max : 0;
    return digits > DIGITS || isn_gate_length(r) > most ? ISN_HTTP_TOO_LARGE
                                                        : ISN_HTTP_OK;
}

/* A form as a page of ours sends it: other codings are those that a page of
 * anybody may send without being asked. */
static int check_form(const isn_request *r)
{
    char boundary[ISN_BOUNDARY_MAX + 1];
    return !is_post(r) || isn_form_boundary(r->type, boundary)
               ? ISN_HTTP_OK
               : ISN_HTTP_MEDIA_TYPE;
}

/* 127.0.0.1:PORT or localhost:PORT; without a port where it is that of HTTP. */
static bool is_own(const char *host, unsigned port)
{
    static const char *const names[] = {"127.0.0.1", "localhost"};
    enum { PORT_OF_HTTP = 80 };
    char own[32];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(own, sizeof own, "%s:%u", names[i], port);
        if (strcasecmp(host, own) == 0 ||
            (port == PORT_OF_HTTP && strcasecmp(host, names[i]) == 0)) {
            return true;
        }
    }
    return false;
}

/* The page that sent it, where a browser tells.  Others may lead to a page of
 * ours by a link, and do nothing else with it; above all, send nothing. */
static bool is_welcome(const isn_request *r)
{
    if (r->origin && (strncmp(r->origin, "http://", 7) != 0 ||
                      strcasecmp(r->origin + 7, r->host) != 0)) {
        return false;
    }
    bool own = !r->site || strcmp(r->site, "same-origin") == 0 ||
               strcmp(r->site, "none") == 0;
    bool link = !is_post(r) && r->mode && strcmp(r->mode, "navigate") == 0 &&
                r->dest && strcmp(r->dest, "document") == 0;
    return own || link;
}

int isn_gate(const isn_request *r, const isn_gate_rules *rules)
{
    int status = check_method(r, rules);
    if (status == ISN_HTTP_OK && strcmp(r->version, "HTTP/1.1") != 0 &&
        strcmp(r->version, "HTTP/1.0") != 0) {
        status = ISN_HTTP_VERSION;
    }
    if (status == ISN_HTTP_OK) {
        status = check_target(r->target);
    }
    if (status == ISN_HTTP_OK && r->fields > ISN_FIELDS_MAX) {
        status = ISN_HTTP_FIELDS_TOO_LARGE;
    }
    if (status == ISN_HTTP_OK && (r->twice || !r->host)) {
        status = ISN_HTTP_BAD_REQUEST;
    }
    if (status == ISN_HTTP_OK && !is_own(r->host, rules->port)) {
        status = ISN_HTTP_MISDIRECTED;
    }
    if (status == ISN_HTTP_OK && !is_welcome(r)) {
        status = ISN_HTTP_FORBIDDEN;
    }
    if (status == ISN_HTTP_OK) {
        status = check_body(r, rules);
    }
    if (status == ISN_HTTP_OK) {
        status = check_form(r);
    }
    return status == ISN_HTTP_OK && r->expect ? ISN_HTTP_EXPECTATION : status;
}
