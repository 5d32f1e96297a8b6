/* How far the work is, as a stream of events (text/event-stream). */
#ifndef ISN_NEWS_H
#define ISN_NEWS_H

#include "serve/replies.h"
#include "serve/jobs.h"

enum { ISN_EVENT_ROOM = 512 };

/* One event: {"work", "done", "due", "job", "stage"} of the newest job. */
size_t isn_events_text(char text[ISN_EVENT_ROOM], isn_work *work);
/* The head of the answer, and the first event. */
size_t isn_events_head(char head[ISN_REPLY_HEAD], isn_work *work,
                       const char *date);

#endif
