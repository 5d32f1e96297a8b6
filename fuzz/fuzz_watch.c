/* What hosts say to `isnad watch`: robots.txt, heads of HTTP, addresses, lists
 * of feeds.  The first byte chooses, a line may follow for what is asked. */
#include <stdlib.h>
#include <string.h>

#include "read/opml.h"
#include "watch/reply.h"
#include "watch/robots.h"
#include "watch/url.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void expect(int good)
{
    if (!good) {
        abort();
    }
}

/* The first line is the path that is asked for. */
static void try_robots(const char *line, const unsigned char *rest, size_t len)
{
    isn_robots *robots;
    if (isn_robots_parse(rest, len, "isnad", &robots)) {
        return;
    }
    expect(isn_robots_allow(robots, line) == isn_robots_allow(robots, line));
    expect(isn_robots_allow(robots, "/robots.txt"));
    expect(isn_robots_delay(robots) >= 0);
    isn_robots_free(robots);
}

static void try_reply(const unsigned char *bytes, size_t len)
{
    isn_reply reply;
    unsigned char *out;
    size_t out_len;
    isn_reply_read(bytes, len, 1700000000, &reply);
    expect(reply.status >= 0 && reply.status <= 999);
    expect(reply.retry_after >= -1 && reply.retry_after <= ISN_MOST_TO_WAIT);
    expect(reply.location.len <= len && reply.etag.len <= len);
    isn_reply_keeps(reply.etag);
    if (!isn_reply_payload(&reply, bytes, len, 1 << 20, &out, &out_len)) {
        expect(out != NULL);
        free(out);
    }
}

/* The normal form of an address is its own normal form. */
static void try_url(const char *text)
{
    isn_url url, again;
    if (isn_url_read("http://news.example/a/b?c", text, &url)) {
        expect(!url.text && !url.origin && !url.host && !url.path);
        return;
    }
    expect(strncmp(url.text, "http", 4) == 0 && strchr(url.text, '#') == NULL);
    expect(!strpbrk(url.text, "\t\r\n") && url.host[0]);
    if (!isn_url_read(NULL, url.text, &again)) {
        expect(strcmp(url.text, again.text) == 0);
        expect(strcmp(url.origin, again.origin) == 0);
    }
    isn_url_free(&again);
    isn_url_free(&url);
}

static isnad_status on_feed(void *data, const char *url)
{
    expect(url[0] != '\0');
    return ++*(unsigned *)data > 100 ? ISNAD_LIMIT : ISNAD_OK;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    if (size < 1) {
        return 0;
    }
    const unsigned char *rest = data + 1;
    size_t len = size - 1;
    const unsigned char *end = memchr(rest, '\n', len);
    size_t line_len = end ? (size_t)(end - rest) : len;
    char *line = malloc(line_len + 1);
    if (!line) {
        return 0;
    }
    memcpy(line, rest, line_len);
    line[line_len] = '\0';
    unsigned feeds = 0;
    isnad_error error;
    switch (data[0]) {
    case 'r':
        try_robots(line, rest + line_len, len - line_len);
        break;
    case 'h':
        try_reply(rest, len);
        break;
    case 'o':
        isn_opml_is(rest, len);
        isn_opml_read(rest, len, on_feed, &feeds, &error);
        break;
    default:
        try_url(line);
    }
    free(line);
    return 0;
}
