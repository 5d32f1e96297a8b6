#include "watch/fetch.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "watch/url.h"

enum {
    BODY_MAX = 16 << 20,
    HEAD_MAX = 256 * 1024,
    REQUEST_MAX = 64 * 1024,
    TIMEOUT = 60,
    CONNECT_TIMEOUT = 15,
    /* Slower than this many bytes a second for so many seconds is no
     * transfer. */
    SLOWEST = 50,
    SLOW_FOR = 20,
};

/* An exchange under way. */
typedef struct transfer {
    struct transfer *before, *after;
    CURL *easy;
    isn_exchange *exchange;
    isn_fetcher *fetcher;
    struct curl_slist *headers;
    bool allowed; /* may have any address */
    bool too_large;
} transfer;

struct isn_fetcher {
    const isn_fetch_options *options;
    CURLM *multi;
    transfer *first; /* of those under way */
    unsigned active;
};

static size_t body_max(const isn_fetcher *f)
{
    return f->options->body_max ? f->options->body_max : BODY_MAX;
}

/* ---- what libcurl calls ------------------------------------------------ */

/* The address is looked at when the connection is made, so the one that was
 * judged is the one that is used, whatever the resolver says next. */
static curl_socket_t on_socket(void *data, curlsocktype purpose,
                               struct curl_sockaddr *address)
{
    transfer *t = data;
    isn_exchange *e = t->exchange;
    if (purpose != CURLSOCKTYPE_IPCXN) {
        return CURL_SOCKET_BAD;
    }
    if (!t->allowed && !isn_address_public(&address->addr)) {
        char text[ISN_ADDRESS_ROOM];
        isn_address_text(&address->addr, text);
        e->refused = true;
        snprintf(e->error, sizeof e->error,
                 "%s is no public address; --allow-host would allow it", text);
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC,
                  address->protocol);
}

/* Heads of 1xx and of attempts before go; trailers stay. */
static size_t on_head(char *bytes, size_t size, size_t count, void *data)
{
    transfer *t = data;
    size_t len = size * count;
    isn_buffer *head = &t->exchange->head;
    if (len >= 5 && memcmp(bytes, "HTTP/", 5) == 0) {
        isn_buffer_clear(head);
        isn_buffer_clear(&t->exchange->body);
    }
    /* Behind a body only trailers follow, which are part of its chunking. */
    if (t->exchange->body.len == 0) {
        isn_buffer_add(head, bytes, len);
    }
    return head->status ? 0 : len;
}

static size_t on_body(char *bytes, size_t size, size_t count, void *data)
{
    transfer *t = data;
    size_t len = size * count;
    isn_buffer *body = &t->exchange->body;
    size_t room = body_max(t->fetcher) - body->len;
    t->too_large = len > room;
    isn_buffer_add(body, bytes, t->too_large ? room : len);
    return body->status || t->too_large ? 0 : len;
}

static int on_debug(CURL *easy, curl_infotype type, char *bytes, size_t len,
                    void *data)
{
    (void)easy;
    transfer *t = data;
    isn_buffer *request = &t->exchange->request;
    if (type == CURLINFO_HEADER_OUT) {
        if (len >= 4 && memcmp(bytes, "GET ", 4) == 0) {
            isn_buffer_clear(request); /* asked again on a new connection */
        }
        isn_buffer_add(request, bytes, len);
    }
    return 0;
}

/* ---- starting ---------------------------------------------------------- */

void isn_exchange_free(isn_exchange *exchange)
{
    if (exchange) {
        isn_buffer_free(&exchange->request);
        isn_buffer_free(&exchange->head);
        isn_buffer_free(&exchange->body);
        free(exchange->url);
        free(exchange);
    }
}

static void free_transfer(transfer *t)
{
    if (t) {
        curl_easy_cleanup(t->easy);
        isn_exchange_free(t->exchange);
        curl_slist_free_all(t->headers);
        free(t);
    }
}

static void link_transfer(isn_fetcher *f, transfer *t)
{
    t->after = f->first;
    if (t->after) {
        t->after->before = t;
    }
    f->first = t;
    f->active++;
}

static void unlink_transfer(isn_fetcher *f, transfer *t)
{
    *(t->before ? &t->before->after : &f->first) = t->after;
    if (t->after) {
        t->after->before = t->before;
    }
    curl_multi_remove_handle(f->multi, t->easy);
    f->active--;
}

static isnad_status add_header(transfer *t, const char *name, const char *value)
{
    char *line = NULL;
    if (asprintf(&line, "%s: %s", name, value) < 0) {
        return ISNAD_NOMEM;
    }
    struct curl_slist *longer = curl_slist_append(t->headers, line);
    free(line);
    if (!longer) {
        return ISNAD_NOMEM;
    }
    t->headers = longer;
    return ISNAD_OK;
}

/* NAME, or NAME:PORT for that port alone; origins end in ":PORT". */
static bool is_allowed(const isn_fetcher *f, const char *text)
{
    isn_url url;
    bool allowed = false;
    if (isn_url_read(NULL, text, &url)) {
        return false;
    }
    size_t len = strlen(url.host);
    const char *port = strrchr(url.origin, ':') + 1;
    for (size_t i = 0; i < f->options->allow_count && !allowed; i++) {
        const char *rule = f->options->allow[i];
        allowed = strncasecmp(rule, url.host, len) == 0 &&
                  (rule[len] == '\0' ||
                   (rule[len] == ':' && strcmp(rule + len + 1, port) == 0));
    }
    isn_url_free(&url);
    return allowed;
}

static transfer *new_transfer(isn_fetcher *f, const char *url, void *owner)
{
    transfer *t = calloc(1, sizeof *t);
    isn_exchange *e = calloc(1, sizeof *e);
    CURL *easy = curl_easy_init();
    if (!t || !e || !easy || !(e->url = strdup(url))) {
        curl_easy_cleanup(easy);
        free(t);
        free(e);
        return NULL;
    }
    t->easy = easy;
    isn_buffer_init(&e->request, REQUEST_MAX);
    isn_buffer_init(&e->head, HEAD_MAX);
    isn_buffer_init(&e->body, body_max(f));
    e->owner = owner;
    e->begun = time(NULL);
    t->exchange = e;
    t->fetcher = f;
    t->allowed = is_allowed(f, url);
    return t;
}

/* HTTP/1.1, nothing decoded, so that what arrives is what travelled. */
static isnad_status set_up(transfer *t)
{
    const isn_fetch_options *o = t->fetcher->options;
    long timeout = o->timeout ? o->timeout : TIMEOUT;
    CURLcode code = CURLE_OK;
#define SET(option, value)                                                     \
    do {                                                                       \
        code = code ? code : curl_easy_setopt(t->easy, option, value);         \
    } while (0)
    SET(CURLOPT_URL, t->exchange->url);
    SET(CURLOPT_PRIVATE, t);
    SET(CURLOPT_PROTOCOLS_STR, "http,https");
    SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    SET(CURLOPT_HTTP_TRANSFER_DECODING, 0L);
    SET(CURLOPT_HTTP_CONTENT_DECODING, 0L);
    SET(CURLOPT_FOLLOWLOCATION, 0L);
    SET(CURLOPT_USERAGENT, o->user_agent);
    SET(CURLOPT_HTTPHEADER, t->headers);
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_PROXY, ""); /* its address would be the one that is judged */
    SET(CURLOPT_TIMEOUT, timeout);
    SET(CURLOPT_CONNECTTIMEOUT,
        timeout < CONNECT_TIMEOUT ? timeout : (long)CONNECT_TIMEOUT);
    SET(CURLOPT_LOW_SPEED_LIMIT, (long)SLOWEST);
    SET(CURLOPT_LOW_SPEED_TIME, (long)SLOW_FOR);
    SET(CURLOPT_OPENSOCKETFUNCTION, on_socket);
    SET(CURLOPT_OPENSOCKETDATA, t);
    SET(CURLOPT_HEADERFUNCTION, on_head);
    SET(CURLOPT_HEADERDATA, t);
    SET(CURLOPT_WRITEFUNCTION, on_body);
    SET(CURLOPT_WRITEDATA, t);
    SET(CURLOPT_DEBUGFUNCTION, on_debug);
    SET(CURLOPT_DEBUGDATA, t);
    SET(CURLOPT_VERBOSE, 1L); /* on_debug gets what is sent */
#undef SET
    return code == CURLE_OK              ? ISNAD_OK
           : code == CURLE_OUT_OF_MEMORY ? ISNAD_NOMEM
                                         : ISNAD_UNSUPPORTED;
}

isnad_status isn_fetch_start(isn_fetcher *f, const char *url, const char *etag,
                             const char *last_modified, void *owner)
{
    transfer *t = new_transfer(f, url, owner);
    isnad_status status = t ? ISNAD_OK : ISNAD_NOMEM;
    status = status ? status : add_header(t, "Accept-Encoding", "gzip");
    if (!status && etag) {
        status = add_header(t, "If-None-Match", etag);
    }
    if (!status && last_modified) {
        status = add_header(t, "If-Modified-Since", last_modified);
    }
    status = status ? status : set_up(t);
    if (!status && curl_multi_add_handle(f->multi, t->easy) != CURLM_OK) {
        status = ISNAD_NOMEM;
    }
    if (status) {
        free_transfer(t);
        return status;
    }
    link_transfer(f, t);
    return ISNAD_OK;
}

/* ---- ending ------------------------------------------------------------ */

/* In WARC's words, why a body is not whole. */
static const char *cut_by(const transfer *t, CURLcode code)
{
    switch (code) {
    case CURLE_OK:
        return NULL;
    case CURLE_OPERATION_TIMEDOUT:
        return "time";
    case CURLE_WRITE_ERROR:
        return t->too_large ? "length" : "unspecified";
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
        return "disconnect";
    default:
        return "unspecified";
    }
}

static void describe(const transfer *t, CURLcode code)
{
    isn_exchange *e = t->exchange;
    if (code == CURLE_OK || e->refused) {
        return;
    }
    if (t->too_large) {
        snprintf(e->error, sizeof e->error, "larger than %zu bytes",
                 body_max(t->fetcher));
    } else if (code == CURLE_WRITE_ERROR && e->head.status) {
        snprintf(e->error, sizeof e->error, "a head beyond all measure");
    } else {
        snprintf(e->error, sizeof e->error, "%s", curl_easy_strerror(code));
    }
}

isn_exchange *isn_fetch_take(isn_fetcher *f)
{
    int left;
    CURLMsg *message = curl_multi_info_read(f->multi, &left);
    while (message && message->msg != CURLMSG_DONE) {
        message = curl_multi_info_read(f->multi, &left);
    }
    if (!message) {
        return NULL;
    }
    CURL *easy = message->easy_handle;
    CURLcode code = message->data.result;
    transfer *t = NULL;
    char *address = NULL;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &t);
    curl_easy_getinfo(easy, CURLINFO_PRIMARY_IP, &address);
    isn_exchange *e = t->exchange;
    snprintf(e->address, sizeof e->address, "%s", address ? address : "");
    /* One public address of several is enough. */
    e->refused = e->refused && code != CURLE_OK && e->head.len == 0;
    if (code == CURLE_OK) {
        e->error[0] = '\0';
    }
    e->truncated = cut_by(t, code);
    describe(t, code);
    unlink_transfer(f, t);
    t->exchange = NULL;
    free_transfer(t);
    return e;
}

unsigned isn_fetch_active(const isn_fetcher *f) { return f->active; }

isnad_status isn_fetch_wait(isn_fetcher *f, int wait)
{
    int running;
    if (f->active == 0) {
        usleep((useconds_t)wait * 1000); /* a signal ends it */
        return ISNAD_OK;
    }
    CURLMcode code = curl_multi_perform(f->multi, &running);
    if (code == CURLM_OK && (unsigned)running == f->active) {
        code = curl_multi_poll(f->multi, NULL, 0, wait, NULL);
    }
    if (code == CURLM_OK) {
        code = curl_multi_perform(f->multi, &running);
    }
    return code == CURLM_OK              ? ISNAD_OK
           : code == CURLM_OUT_OF_MEMORY ? ISNAD_NOMEM
                                         : ISNAD_IO;
}

isnad_status isn_fetcher_open(const isn_fetch_options *options,
                              isn_fetcher **fetcher)
{
    *fetcher = NULL;
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        return ISNAD_NOMEM;
    }
    isn_fetcher *f = calloc(1, sizeof *f);
    CURLM *multi = f ? curl_multi_init() : NULL;
    if (!multi) {
        free(f);
        curl_global_cleanup();
        return ISNAD_NOMEM;
    }
    f->options = options;
    f->multi = multi;
    *fetcher = f;
    return ISNAD_OK;
}

void isn_fetcher_close(isn_fetcher *f)
{
    if (!f) {
        return;
    }
    while (f->first) {
        transfer *t = f->first;
        unlink_transfer(f, t);
        free_transfer(t);
    }
    curl_multi_cleanup(f->multi);
    curl_global_cleanup();
    free(f);
}
