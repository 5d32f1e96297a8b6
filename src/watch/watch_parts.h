/* What the parts of watching share.  watch.c turns the wheel; queue.c says
 * what is asked for next, visit.c what an answer means, memory.c what outlives
 * the process. */
#ifndef ISN_WATCH_PARTS_H
#define ISN_WATCH_PARTS_H

#include "watch/robots.h"
#include "watch/url.h"
#include "watch/url_set.h"
#include "watch/warc_out.h"
#include "watch/watch.h"

enum {
    ISN_MOST_HOPS = 5,     /* redirects in a row, as RFC 9309 has it */
    ISN_MOST_ATTEMPTS = 3, /* at a page or source in one round */
    ISN_MOST_AT_ONCE = 8,  /* exchanges, never two with one host */
    ISN_MOST_LINKS = 1000, /* of one feed that are followed at a time */
    ISN_PATIENCE = 120,    /* seconds that --once waits for a host */
};

typedef enum isn_task_kind {
    ISN_TASK_ROBOTS, /* robots.txt of a host */
    ISN_TASK_SOURCE, /* a feed or page asked for by name */
    ISN_TASK_PAGE,   /* that a feed points to */
} isn_task_kind;

/* Something to ask for. */
typedef struct isn_task {
    struct isn_task *next;
    isn_task_kind kind;
    isn_url url;
    uint32_t source; /* the one it comes from; ROBOTS: the host it is for */
    uint32_t page;   /* PAGE: number of the link in `pages` */
    unsigned hops, attempts;
} isn_task;

typedef struct isn_host {
    isn_task *first, *last; /* waiting */
    isn_task *current;      /* under way */
    double next_at;         /* no request before */
    double robots_until;    /* the rules hold so long; 0: none yet */
    isn_robots *robots;     /* NULL: everything may be fetched … */
    bool closed;            /* … or, without its rules, nothing: */
    bool refused;           /* since its address is not public, */
    char why[160];          /* or for this reason */
    unsigned failures;      /* in a row */
} isn_host;

typedef enum isn_page_state {
    ISN_PAGE_KNOWN, /* by name alone */
    ISN_PAGE_QUEUED,
    ISN_PAGE_SEEN,
} isn_page_state;

typedef struct isn_source {
    char *etag, *last_modified;   /* NULL: none */
    char sha256[ISN_SHA256_ROOM]; /* of the body; "" */
    isn_capture_id capture;       /* the last one with a body */
    bool listed;                  /* in this run, not only in an earlier one */
    bool busy;
    double next_at;
} isn_source;

struct isn_watch {
    const isn_watch_options *options;
    isn_fetch_options fetch_options;
    char agent[64]; /* product name for robots.txt */
    int folder, seen_file;
    isn_fetcher *fetcher;
    isn_warc_out *warc;
    isn_capture_sink sink;
    isn_warc_place place; /* where the last run's archive ended */

    isn_url_set source_urls, host_names, pages;
    isn_source *sources; /* as many as there is room for addresses */
    isn_host *hosts;
    unsigned char *page_states;
    uint32_t source_cap, host_cap, page_cap;
    isn_watch_counts counts;
    char why[160]; /* of a failure that ends the run */
};

double isn_watch_now(void); /* seconds, of a clock that never jumps */
void isn_watch_say(const isn_watch *w, const char *url, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* ---- queue.c ----------------------------------------------------------- */

/* Numbers of an address in each set; new ones get an empty item. */
isnad_status isn_watch_source(isn_watch *w, const char *url, uint32_t *number);
isnad_status isn_watch_host(isn_watch *w, const char *origin, uint32_t *number);
isnad_status isn_watch_page(isn_watch *w, const char *url, uint32_t *number);

/* Takes *url over.  At the end of its host's queue, or first. */
isnad_status isn_queue_put(isn_watch *w, isn_task model, isn_url *url,
                           bool first);
/* Starts what may be started; *next is when something more may be, or
 * INFINITY. */
isnad_status isn_queue_start(isn_watch *w, double *next);
void isn_task_free(isn_task *task);

/* ---- visit.c ----------------------------------------------------------- */

/* What has come of a task; frees the exchange. */
isnad_status isn_visit_end(isn_watch *w, isn_exchange *exchange);
/* The task is dropped, to be found again by the next reading of its source;
 * frees it. */
void isn_visit_forget(isn_watch *w, isn_task *task);
/* The same with a word; without `again` it is dropped for good. */
void isn_visit_fail(isn_watch *w, isn_task *task, bool again, const char *why);

/* ---- memory.c ---------------------------------------------------------- */

/* Reads what an earlier run left; a damaged line costs itself. */
isnad_status isn_memory_read(isn_watch *w);
/* Writes it anew, whole or not at all. */
isnad_status isn_memory_write(isn_watch *w);
/* The page need not be fetched any more, in this run or later. */
isnad_status isn_memory_seen(isn_watch *w, uint32_t page);

#endif
