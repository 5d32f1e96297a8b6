#include "watch/reply.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "read/http.h"

enum { LONGEST_KEPT = 512 };

/* "HTTP/1.1 200 OK" */
static int status_of(const char *head, size_t len)
{
    if (len < 12 || memcmp(head, "HTTP/", 5) != 0) {
        return 0;
    }
    const char *blank = memchr(head, ' ', 12);
    if (!blank || (size_t)(blank - head) + 4 > len) {
        return 0;
    }
    int status = 0;
    for (int i = 1; i <= 3; i++) {
        if (blank[i] < '0' || blank[i] > '9') {
            return 0;
        }
        status = status * 10 + (blank[i] - '0');
    }
    return status;
}

/* Seconds, or a date. */
static long retry_after(isnad_view value, time_t now)
{
    char text[64];
    if (value.len == 0 || value.len >= sizeof text) {
        return -1;
    }
    memcpy(text, value.data, value.len);
    text[value.len] = '\0';
    long seconds = -1;
    if (strspn(text, "0123456789") == value.len) {
        seconds = value.len > 9 ? ISN_MOST_TO_WAIT : atol(text);
    } else {
        time_t then = curl_getdate(text, NULL);
        if (then != (time_t)-1) {
            seconds = then > now ? (long)(then - now) : 0;
        }
    }
    return seconds > ISN_MOST_TO_WAIT ? ISN_MOST_TO_WAIT : seconds;
}

void isn_reply_read(const void *head, size_t len, time_t now, isn_reply *reply)
{
    isn_headers headers;
    *reply = (isn_reply){.status = status_of(head, len), .retry_after = -1};
    if (reply->status == 0) {
        return;
    }
    isn_headers_parse(head, len, &headers);
    reply->location = isn_header(&headers, "Location");
    reply->etag = isn_header(&headers, "ETag");
    reply->last_modified = isn_header(&headers, "Last-Modified");
    reply->retry_after = retry_after(isn_header(&headers, "Retry-After"), now);
    reply->chunked =
        isn_view_is(isn_header(&headers, "Transfer-Encoding"), "chunked");
    reply->deflated =
        isn_view_is(isn_header(&headers, "Content-Encoding"), "deflate");
}

static isnad_status copy(const void *bytes, size_t len, unsigned char **out)
{
    *out = malloc(len ? len : 1);
    if (!*out) {
        return ISNAD_NOMEM;
    }
    if (len > 0) {
        memcpy(*out, bytes, len);
    }
    return ISNAD_OK;
}

isnad_status isn_reply_payload(const isn_reply *reply, const void *body,
                               size_t len, size_t most, unsigned char **out,
                               size_t *out_len)
{
    unsigned char *whole;
    isnad_status status = copy(body, len, &whole);
    *out = NULL;
    if (!status && reply->chunked && !isn_dechunk(body, len, whole, &len)) {
        status = ISNAD_MALFORMED;
    }
    if (!status && !reply->deflated) {
        *out = whole;
        *out_len = len;
        return ISNAD_OK;
    }
    if (!status) {
        status = isn_undeflate(whole, len, most, out, out_len);
    }
    free(whole);
    return status;
}

bool isn_reply_keeps(isnad_view value)
{
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.data[i];
        if (c < ' ' || c == 0x7F) {
            return false;
        }
    }
    return value.len <= LONGEST_KEPT;
}
