/* Requests a second that `isnad serve` answers:
 * serve-speed PORT PATH SECONDS CONNECTIONS [fresh]
 *
 * Each connection sends its next request once it has the answer.  With `fresh`
 * no address comes twice, so that each page is written anew.  Prints how many
 * were answered, how large one is, and the times of the median and of the
 * slowest in a hundred. */
#include <arpa/inet.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { ROOM = 1 << 20, MOST_TIMES = 1 << 22 };

typedef struct client {
    int fd;
    double asked;
    size_t got, due; /* of the answer; due 0: its head is not whole */
    char *bytes;
} client;

typedef struct run {
    int events;
    unsigned port;
    const char *path;
    bool fresh;
    unsigned long asked, answered, bytes;
    float *times;
} run;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool ask(run *r, client *c)
{
    char text[4096], more[32] = "";
    if (r->fresh) {
        snprintf(more, sizeof more, "%cn=%lu", strchr(r->path, '?') ? '&' : '?',
                 r->asked);
    }
    int len = snprintf(text, sizeof text,
                       "GET %s%s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n\r\n",
                       r->path, more, r->port);
    c->got = c->due = 0;
    c->asked = now();
    r->asked++;
    return send(c->fd, text, (size_t)len, MSG_NOSIGNAL) == len;
}

static bool begin(run *r, client *c)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)r->port),
                             .sin_addr = {htonl(INADDR_LOOPBACK)}};
    struct epoll_event event = {.events = EPOLLIN, .data = {.ptr = c}};
    c->bytes = malloc(ROOM + 1);
    c->fd = socket(AF_INET, SOCK_STREAM, 0);
    return c->bytes && connect(c->fd, (struct sockaddr *)&to, sizeof to) == 0 &&
           epoll_ctl(r->events, EPOLL_CTL_ADD, c->fd, &event) == 0 && ask(r, c);
}

/* Takes what came; false when the answer is no 200. */
static bool take(run *r, client *c)
{
    ssize_t got = recv(c->fd, c->bytes + (c->due ? 0 : c->got),
                       c->due ? ROOM : ROOM - c->got, 0);
    if (got <= 0) {
        return false;
    }
    c->got += (size_t)got;
    if (!c->due) {
        c->bytes[c->got] = '\0';
        char *end = strstr(c->bytes, "\r\n\r\n");
        char *length = strstr(c->bytes, "Content-Length: ");
        if (end && (!length || strncmp(c->bytes, "HTTP/1.1 200", 12) != 0)) {
            fprintf(stderr, "%.80s\n", c->bytes);
            return false;
        }
        c->due =
            end ? (size_t)(end + 4 - c->bytes) + strtoul(length + 16, NULL, 10)
                : 0;
    }
    if (c->due == 0 || c->got < c->due) {
        return true;
    }
    if (r->answered < MOST_TIMES) {
        r->times[r->answered] = (float)(now() - c->asked);
    }
    r->answered++;
    r->bytes += c->due;
    return ask(r, c);
}

static int shorter(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return x < y ? -1 : x > y;
}

int main(int argc, char **argv)
{
    if (argc < 5) {
        fputs("serve-speed PORT PATH SECONDS CONNECTIONS [fresh]\n", stderr);
        return 2;
    }
    run r = {.events = epoll_create1(0),
             .port = (unsigned)atoi(argv[1]),
             .path = argv[2],
             .fresh = argc > 5,
             .times = calloc(MOST_TIMES, sizeof(float))};
    int count = atoi(argv[4]);
    client *clients = calloc((size_t)count, sizeof *clients);
    for (int i = 0; i < count; i++) {
        if (!r.times || !clients || !begin(&r, &clients[i])) {
            perror("serve-speed");
            return 1;
        }
    }
    double first = now(), until = first + atof(argv[3]);
    while (now() < until) {
        struct epoll_event events[256];
        int ready = epoll_wait(r.events, events, 256, 1000);
        for (int i = 0; i < ready; i++) {
            if (!take(&r, events[i].data.ptr)) {
                fputs("serve-speed: no answer\n", stderr);
                return 1;
            }
        }
    }
    double took = now() - first;
    size_t kept = r.answered < MOST_TIMES ? r.answered : MOST_TIMES;
    qsort(r.times, kept, sizeof *r.times, shorter);
    printf("%.0f answers/s, %lu bytes each, %.0f MB/s; median %.3f ms, "
           "99 %% within %.3f ms\n",
           (double)r.answered / took, r.answered ? r.bytes / r.answered : 0,
           (double)r.bytes / took / 1e6,
           kept ? 1e3 * (double)r.times[kept / 2] : 0.0,
           kept ? 1e3 * (double)r.times[kept * 99 / 100] : 0.0);
    return 0;
}
