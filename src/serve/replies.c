#include "serve/replies.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "serve/answer.h"
#include "serve/cache.h"

/* Nothing but the files of site_files.h is fetched, nothing else runs, nobody
 * frames a page or learns from where it was left. */
static const char always[] =
    "Content-Security-Policy: default-src 'none'; style-src 'self'; "
    "script-src 'self'; connect-src 'self'; font-src 'self'; img-src 'self' "
    "data:; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: same-origin\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n";

struct isn_replies {
    isn_cache *cache;
};

void isn_kept_release(isn_kept *kept)
{
    if (kept && --kept->holders == 0) {
        isn_buffer_free(&kept->body);
        free(kept);
    }
}

static void drop(void *value) { isn_kept_release(value); }

isn_replies *isn_replies_new(size_t cache_max)
{
    isn_replies *replies = calloc(1, sizeof *replies);
    if (replies) {
        replies->cache = isn_cache_new(cache_max, drop);
    }
    if (replies && !replies->cache) {
        free(replies);
        replies = NULL;
    }
    return replies;
}

void isn_replies_free(isn_replies *replies)
{
    if (replies) {
        isn_cache_free(replies->cache);
        free(replies);
    }
}

void isn_replies_forget(isn_replies *replies)
{
    isn_cache_clear(replies->cache);
}

isn_kept *isn_replies_make(isn_reply *reply)
{
    isn_kept *kept = malloc(sizeof *kept);
    if (!kept) {
        isn_buffer_free(&reply->body);
        return NULL;
    }
    *kept = (isn_kept){.holders = 1,
                       .status = reply->status,
                       .type = reply->type,
                       .caching = reply->caching,
                       .file = reply->file,
                       .body = reply->body};
    memcpy(kept->place, reply->place, sizeof kept->place);
    if (reply->status == ISN_HTTP_OK && reply->body.len > 0 &&
        reply->caching != isn_caching_none) {
        snprintf(
            kept->tag, sizeof kept->tag, "\"%016llx\"",
            (unsigned long long)XXH3_64bits(reply->body.data, reply->body.len));
    }
    return kept;
}

isn_kept *isn_replies_get(isn_replies *replies, const isn_site *site,
                          const char *target)
{
    isn_kept *kept = isn_cache_find(replies->cache, target);
    if (!kept) {
        isn_reply reply;
        isn_answer(site, target, &reply);
        kept = isn_replies_make(&reply);
        if (!kept || kept->status != ISN_HTTP_OK ||
            kept->caching == isn_caching_none ||
            !isn_cache_keep(replies->cache, target, kept, kept->body.cap)) {
            return kept;
        }
    }
    kept->holders++;
    return kept;
}

/* ---- heads -------------------------------------------------------------- */

static const char *phrase_of(int status)
{
    static const struct {
        int status;
        const char *phrase;
    } phrases[] = {
        {ISN_HTTP_OK, "OK"},
        {ISN_HTTP_SEE_OTHER, "See Other"},
        {ISN_HTTP_NOT_MODIFIED, "Not Modified"},
        {ISN_HTTP_BAD_REQUEST, "Bad Request"},
        {ISN_HTTP_FORBIDDEN, "Forbidden"},
        {ISN_HTTP_NOT_FOUND, "Not Found"},
        {ISN_HTTP_NOT_ALLOWED, "Method Not Allowed"},
        {ISN_HTTP_CONFLICT, "Conflict"},
        {ISN_HTTP_LENGTH_REQUIRED, "Length Required"},
        {ISN_HTTP_TOO_LARGE, "Content Too Large"},
        {ISN_HTTP_URI_TOO_LONG, "URI Too Long"},
        {ISN_HTTP_MEDIA_TYPE, "Unsupported Media Type"},
        {ISN_HTTP_EXPECTATION, "Expectation Failed"},
        {ISN_HTTP_MISDIRECTED, "Misdirected Request"},
        {ISN_HTTP_FIELDS_TOO_LARGE, "Request Header Fields Too Large"},
        {ISN_HTTP_FAILED, "Internal Server Error"},
        {ISN_HTTP_NOT_IMPLEMENTED, "Not Implemented"},
        {ISN_HTTP_BUSY, "Service Unavailable"},
        {ISN_HTTP_VERSION, "HTTP Version Not Supported"},
    };
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        if (phrases[i].status == status) {
            return phrases[i].phrase;
        }
    }
    return "";
}

/* A head that is put together; it never comes near its room. */
typedef struct head {
    char *text;
    size_t len;
} head;

static void put(head *h, const char *text)
{
    size_t len = strlen(text);
    if (h->len + len < ISN_REPLY_HEAD) {
        memcpy(h->text + h->len, text, len);
        h->len += len;
    }
}

static void put_field(head *h, const char *name, const char *value)
{
    if (value && value[0]) {
        put(h, name);
        put(h, ": ");
        put(h, value);
        put(h, "\r\n");
    }
}

static void put_number(head *h, const char *before, size_t number,
                       const char *behind)
{
    char text[24];
    snprintf(text, sizeof text, "%zu", number);
    put(h, before);
    put(h, text);
    put(h, behind);
}

static void begin(head *h, int status, const char *date, bool last)
{
    put_number(h, "HTTP/1.1 ", (size_t)status, " ");
    put(h, phrase_of(status));
    put(h, "\r\n");
    put(h, always);
    put_field(h, "Date", date);
    put_field(h, "Connection", last ? "close" : NULL);
}

size_t isn_reply_head(char text[ISN_REPLY_HEAD], const isn_kept *kept,
                      int status, const char *date, bool last)
{
    head h = {text, 0};
    begin(&h, status, date, last);
    put_field(&h, "Cache-Control", kept->caching);
    put_field(&h, "ETag", kept->tag);
    if (status != ISN_HTTP_NOT_MODIFIED) {
        put_field(&h, "Content-Type", kept->type);
        put_field(&h, "Location", kept->place);
        put_field(&h, "Content-Disposition", kept->file);
        put_number(&h, "Content-Length: ", kept->body.len, "\r\n");
    }
    put(&h, "\r\n");
    return h.len;
}

size_t isn_reply_stream(char text[ISN_REPLY_HEAD], const char *date)
{
    head h = {text, 0};
    begin(&h, ISN_HTTP_OK, date, true);
    put_field(&h, "Cache-Control", isn_caching_none);
    put_field(&h, "Content-Type", "text/event-stream");
    put(&h, "\r\n");
    return h.len;
}

size_t isn_reply_refusal(char text[ISN_REPLY_HEAD], int status,
                         const char *date, bool bodiless)
{
    enum { BODY = 4 }; /* three digits and a line end */
    head h = {text, 0};
    begin(&h, status, date, true);
    put_field(&h, "Allow", status == ISN_HTTP_NOT_ALLOWED ? "GET, HEAD" : NULL);
    put_field(&h, "Cache-Control", "no-store");
    put_field(&h, "Content-Type", "text/plain");
    put_number(&h, "Content-Length: ", BODY, "\r\n\r\n");
    if (!bodiless) {
        put_number(&h, "", (size_t)status, "\n");
    }
    return h.len;
}

bool isn_reply_matches(const isn_kept *kept, const char *none_match)
{
    return none_match && kept->tag[0] &&
           (strstr(none_match, kept->tag) || strcmp(none_match, "*") == 0);
}
