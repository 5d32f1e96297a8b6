#include "serve/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "serve/exchange.h"

enum {
    BACKLOG = 1024,
    FILES = 64,         /* open besides the connections */
    AT_ONCE = 256,      /* events, and connections taken, in one turn */
    LONGEST_WAIT = 500, /* milliseconds between two questions to stop */
    DATE_ROOM = 40,
};

struct isn_server {
    isn_server_options options;
    int listener, events;
    unsigned port;
    isn_gate_rules rules;
    isn_times times;
    isn_connections connections;
    isn_replies *replies;
    isn_work *work; /* or NULL */
    isn_edition *edition;
    time_t day; /* that `date` tells, in seconds */
    char date[DATE_ROOM];
};

/* ---- opening ------------------------------------------------------------ */

static bool listen_at(isn_server *server)
{
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)server->options.port),
                             .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t len = sizeof at;
    int yes = 1,
        fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    server->listener = fd;
    /* Connections inherit that nothing waits to be sent with more. */
    if (fd < 0 ||
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes) != 0 ||
        bind(fd, (struct sockaddr *)&at, len) != 0 ||
        listen(fd, BACKLOG) != 0 ||
        getsockname(fd, (struct sockaddr *)&at, &len) != 0) {
        return false;
    }
    server->port = ntohs(at.sin_port);
    struct epoll_event event = {.events = EPOLLIN, .data = {.ptr = NULL}};
    server->events = epoll_create1(EPOLL_CLOEXEC);
    return server->events >= 0 &&
           epoll_ctl(server->events, EPOLL_CTL_ADD, fd, &event) == 0;
}

/* As many connections as the system lets be open. */
static void allow_files(isn_server_options *options)
{
    struct rlimit files;
    rlim_t wanted = options->connections + FILES;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= wanted) {
        return;
    }
    files.rlim_cur = files.rlim_max < wanted ? files.rlim_max : wanted;
    if (setrlimit(RLIMIT_NOFILE, &files) != 0) {
        getrlimit(RLIMIT_NOFILE, &files);
    }
    if (files.rlim_cur < wanted) {
        options->connections = files.rlim_cur > 2 * FILES
                                   ? (unsigned)(files.rlim_cur - FILES)
                                   : FILES / 2;
    }
}

static void fill_in(isn_server_options *o)
{
    o->connections = o->connections ? o->connections : 1000;
    o->head_time = o->head_time > 0 ? o->head_time : 10;
    o->answer_time = o->answer_time > 0 ? o->answer_time : 60;
    o->body_time = o->body_time > 0 ? o->body_time : 60;
    o->cache_max = o->cache_max ? o->cache_max : 32 << 20;
    o->body_max = o->body_max ? o->body_max : 64 << 20;
    allow_files(o);
}

isnad_status isn_server_open(const isn_server_options *options,
                             isn_server **result, isnad_error *error)
{
    isn_server *server = calloc(1, sizeof *server);
    isnad_status status = ISNAD_NOMEM;
    *result = NULL;
    if (server) {
        server->options = *options;
        server->events = server->listener = -1;
        fill_in(&server->options);
        isn_connections_init(&server->connections, server->options.connections);
        server->replies = isn_replies_new(server->options.cache_max);
        status = !server->replies     ? ISNAD_NOMEM
                 : !listen_at(server) ? ISNAD_IO
                                      : ISNAD_OK;
    }
    if (status) {
        *error = (isnad_error){.status = status, .position = ISNAD_NO_POSITION};
        snprintf(error->message, sizeof error->message, "%s",
                 status == ISNAD_NOMEM ? isnad_status_text(status)
                                       : strerrordesc_np(errno));
        isn_server_close(server);
        return status;
    }
    *result = server;
    return ISNAD_OK;
}

unsigned isn_server_port(const isn_server *server) { return server->port; }

void isn_server_close(isn_server *server)
{
    if (!server) {
        return;
    }
    isn_connections_free(&server->connections);
    if (server->events >= 0) {
        close(server->events);
    }
    if (server->listener >= 0) {
        close(server->listener);
    }
    isn_replies_free(server->replies);
    free(server);
}

/* ---- running ------------------------------------------------------------ */

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Sun, 06 Nov 1994 08:49:37 GMT, whatever the locale. */
static const char *tell_date(isn_server *server)
{
    static const char days[] = "SunMonTueWedThuFriSat";
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    time_t day = time(NULL);
    if (day != server->day) {
        struct tm t;
        gmtime_r(&day, &t);
        server->day = day;
        snprintf(server->date, sizeof server->date,
                 "%.3s, %02d %.3s %04d %02d:%02d:%02d GMT",
                 days + 3 * t.tm_wday, t.tm_mday, months + 3 * t.tm_mon,
                 t.tm_year + 1900, t.tm_hour, t.tm_min, t.tm_sec);
    }
    return server->date;
}

/* Tells the system what the connection waits for. */
static void watch(isn_server *server, isn_connection *c, int how)
{
    c->asks = isn_exchange_waits_for(c);
    struct epoll_event event = {.events = c->asks, .data = {.ptr = c}};
    if (epoll_ctl(server->events, how, c->fd, &event) != 0) {
        isn_connections_end(&server->connections, c);
    }
}

static void take_connections(isn_server *server, double time)
{
    isn_connections *all = &server->connections;
    for (unsigned i = 0; i < AT_ONCE; i++) {
        int fd =
            accept4(server->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0 && (errno == EMFILE || errno == ENFILE) &&
            all->waiting.oldest) {
            isn_connections_end(all, all->waiting.oldest);
            return; /* it listens still, and is asked again */
        }
        if (fd < 0) {
            return;
        }
        isn_connection *c = isn_connections_add(all, fd, time);
        if (c) {
            watch(server, c, EPOLL_CTL_ADD);
        }
    }
}

static int wait_time(const isn_server *server)
{
    double due =
        isn_connections_due(&server->connections, &server->times) - now();
    return due <= 0                    ? 0
           : due * 1000 > LONGEST_WAIT ? LONGEST_WAIT
                                       : (int)(due * 1000) + 1;
}

static void begin_edition(isn_server *server)
{
    server->edition->site.work = server->work;
    server->edition->site.port = server->port;
    server->edition->site.store = server->options.store;
    isn_payloads_serve(&server->edition->payloads, server->options.store);
}

/* The site may be another from here on. */
static void take_edition(isn_server *server, isn_exchange *exchange)
{
    isn_edition *edition = isn_work_take(server->work, server->edition);
    if (edition) {
        server->edition = edition;
        begin_edition(server);
        exchange->site = &edition->site;
        isn_replies_forget(server->replies);
    }
}

/* What a connection that others go on with waits for may be another. */
static void watch_parked(isn_server *server)
{
    isn_connection *next;
    isn_queue *queues[] = {&server->connections.answering,
                           &server->connections.waiting,
                           &server->connections.sending};
    for (size_t i = 0; i < sizeof queues / sizeof *queues; i++) {
        for (isn_connection *c = queues[i]->oldest; c; c = next) {
            next = c->newer;
            if (c->asks != isn_exchange_waits_for(c)) {
                watch(server, c, EPOLL_CTL_MOD);
            }
        }
    }
}

static isnad_status turn(isn_server *server, isn_exchange *exchange)
{
    struct epoll_event events[AT_ONCE];
    bool news = false;
    int count = epoll_wait(server->events, events, AT_ONCE, wait_time(server));
    if (count < 0 && errno != EINTR) {
        return ISNAD_IO;
    }
    exchange->now = now();
    exchange->date = tell_date(server);
    for (int i = 0; i < count; i++) {
        isn_connection *c = events[i].data.ptr;
        if (!c) {
            take_connections(server, exchange->now);
        } else if (events[i].data.ptr == server) {
            news = true;
        } else if (c->queue) {
            isn_exchange_go_on(exchange, c);
            if (c->queue && c->asks != isn_exchange_waits_for(c)) {
                watch(server, c, EPOLL_CTL_MOD);
            }
        }
    }
    if (news) {
        take_edition(server, exchange);
        isn_exchange_tell(exchange);
        watch_parked(server);
    }
    isn_connections_drop(&server->connections, now(), &server->times);
    isn_connections_bury(&server->connections);
    return ISNAD_OK;
}

static bool listen_to_work(isn_server *server)
{
    struct epoll_event event = {.events = EPOLLIN, .data = {.ptr = server}};
    return epoll_ctl(server->events, EPOLL_CTL_ADD, isn_work_fd(server->work),
                     &event) == 0;
}

isnad_status isn_server_run(isn_server *server, isn_edition **edition,
                            isn_work *work, bool (*stop)(void *data),
                            void *data)
{
    const isn_server_options *o = &server->options;
    isn_exchange exchange = {.site = &(*edition)->site,
                             .replies = server->replies,
                             .connections = &server->connections,
                             .rules = &server->rules};
    server->rules = (isn_gate_rules){.port = server->port,
                                     .body_max = work ? o->body_max : 0};
    server->times = (isn_times){o->head_time, o->body_time, o->answer_time};
    server->work = work;
    server->edition = *edition;
    begin_edition(server);
    isnad_status status = work && !listen_to_work(server) ? ISNAD_IO : ISNAD_OK;
    while (!status && !stop(data)) {
        status = turn(server, &exchange);
    }
    *edition = server->edition;
    return status;
}
