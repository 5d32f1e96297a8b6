/* robots.txt: what a host asks of programs that visit it (RFC 9309). */
#ifndef ISN_ROBOTS_H
#define ISN_ROBOTS_H

#include <stdbool.h>
#include <stddef.h>

#include "isnad/status.h"

typedef struct isn_robots isn_robots;

enum { ISN_ROBOTS_LARGEST = 512 * 1024 }; /* what is beyond is not read */

/* The rules for the program called `agent`, or for all where it is not named.
 * *robots is the caller's to free.  Fails with ISNAD_NOMEM alone: whatever is
 * no rule is passed over. */
isnad_status isn_robots_parse(const void *bytes, size_t len, const char *agent,
                              isn_robots **robots);
void isn_robots_free(isn_robots *robots);

/* May the path, with its query, be fetched?  The longest rule counts, a
 * permission before a prohibition; /robots.txt itself always may.  Rules with
 * NULL allow everything. */
bool isn_robots_allow(const isn_robots *robots, const char *path);

/* Seconds between two requests that the host asks for by Crawl-delay, which is
 * widely used though no part of the standard; 0: none. */
double isn_robots_delay(const isn_robots *robots);

#endif
