#include "watch/url.h"

#include <curl/curl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char blanks[] = " \t\r\n\f\v";

/* curl's strings are its own; ours are malloc'ed. */
static isnad_status get(CURLU *handle, CURLUPart part, unsigned flags,
                        char **out)
{
    char *got = NULL;
    CURLUcode code = curl_url_get(handle, part, &got, flags);
    if (code == CURLUE_OUT_OF_MEMORY) {
        return ISNAD_NOMEM;
    }
    *out = code == CURLUE_OK ? strdup(got) : NULL;
    curl_free(got);
    return code == CURLUE_OK && !*out ? ISNAD_NOMEM : ISNAD_OK;
}

/* Hosts are the same in any case; what is asked of one must find the other. */
static isnad_status lower_host(CURLU *handle)
{
    char *host = NULL;
    isnad_status status = get(handle, CURLUPART_HOST, 0, &host);
    for (char *at = host; at && *at; at++) {
        *at = (char)(*at >= 'A' && *at <= 'Z' ? *at - 'A' + 'a' : *at);
    }
    if (host && curl_url_set(handle, CURLUPART_HOST, host, 0) != CURLUE_OK) {
        status = ISNAD_MALFORMED;
    }
    free(host);
    return status;
}

/* A host that was escaped is understood as a number only when it is read
 * again: "%35" is "5", which is 0.0.0.5. */
static isnad_status read_again(CURLU *handle)
{
    char *text = NULL;
    isnad_status status = get(handle, CURLUPART_URL, 0, &text);
    if (!status && (!text || curl_url_set(handle, CURLUPART_URL, text,
                                          CURLU_DISALLOW_USER) != CURLUE_OK)) {
        status = ISNAD_MALFORMED;
    }
    free(text);
    return status;
}

static void strip_brackets(char *host)
{
    size_t len = strlen(host);
    if (len > 1 && host[0] == '[' && host[len - 1] == ']') {
        memmove(host, host + 1, len - 2);
        host[len - 2] = '\0';
    }
}

static isnad_status set_origin(isn_url *url, const char *scheme,
                               const char *port)
{
    return asprintf(&url->origin, "%s://%s:%s", scheme, url->host, port) < 0
               ? ISNAD_NOMEM
               : ISNAD_OK;
}

static isnad_status fill(CURLU *handle, isn_url *url)
{
    char *scheme = NULL, *port = NULL, *path = NULL, *query = NULL;
    curl_url_set(handle, CURLUPART_FRAGMENT, NULL, 0);
    isnad_status status = read_again(handle);
    status = status ? status : lower_host(handle);
    status = status ? status : get(handle, CURLUPART_URL, 0, &url->text);
    status = status ? status : get(handle, CURLUPART_HOST, 0, &url->host);
    status = status ? status : get(handle, CURLUPART_SCHEME, 0, &scheme);
    status = status ? status
                    : get(handle, CURLUPART_PORT, CURLU_DEFAULT_PORT, &port);
    status = status ? status : get(handle, CURLUPART_PATH, 0, &path);
    status = status ? status : get(handle, CURLUPART_QUERY, 0, &query);
    bool whole = url->text && url->host && url->host[0] && scheme && port;
    if (!status && (!whole || strlen(url->text) > ISN_URL_LONGEST ||
                    (strcmp(scheme, "http") && strcmp(scheme, "https")))) {
        status = ISNAD_MALFORMED;
    }
    if (!status) {
        strip_brackets(url->host);
        status = set_origin(url, scheme, port);
    }
    if (!status && asprintf(&url->path, "%s%s%s", path ? path : "/",
                            query ? "?" : "", query ? query : "") < 0) {
        url->path = NULL;
        status = ISNAD_NOMEM;
    }
    free(scheme);
    free(port);
    free(path);
    free(query);
    return status;
}

static isnad_status code_status(CURLUcode code)
{
    return code == CURLUE_OK              ? ISNAD_OK
           : code == CURLUE_OUT_OF_MEMORY ? ISNAD_NOMEM
                                          : ISNAD_MALFORMED;
}

isnad_status isn_url_read(const char *base, const char *text, isn_url *url)
{
    *url = (isn_url){0};
    text += strspn(text, blanks);
    size_t len = strlen(text);
    while (len > 0 && strchr(blanks, text[len - 1])) {
        len--;
    }
    if (len == 0 || len > ISN_URL_LONGEST) {
        return ISNAD_MALFORMED;
    }
    char *bare = strndup(text, len);
    CURLU *handle = curl_url();
    isnad_status status = bare && handle ? ISNAD_OK : ISNAD_NOMEM;
    if (!status && base) {
        status = code_status(curl_url_set(handle, CURLUPART_URL, base, 0));
    }
    if (!status) {
        status =
            code_status(curl_url_set(handle, CURLUPART_URL, bare,
                                     CURLU_URLENCODE | CURLU_DISALLOW_USER));
    }
    status = status ? status : fill(handle, url);
    curl_url_cleanup(handle);
    free(bare);
    if (status) {
        isn_url_free(url);
    }
    return status;
}

void isn_url_free(isn_url *url)
{
    free(url->text);
    free(url->origin);
    free(url->host);
    free(url->path);
    *url = (isn_url){0};
}
