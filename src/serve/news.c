#include "serve/news.h"

#include <stdio.h>
#include <string.h>

size_t isn_events_text(char text[ISN_EVENT_ROOM], isn_work *work)
{
    isn_job job = {0};
    isn_progress progress = isn_work_progress(work);
    unsigned last = isn_work_last(work);
    bool there = isn_work_job(work, last, &job);
    int len = snprintf(
        text, ISN_EVENT_ROOM,
        "data: {\"work\":\"%s\",\"done\":%zu,\"due\":%zu,\"job\":%u,"
        "\"stage\":%s%s%s}\n\n",
        progress.what, progress.done, progress.due, last, there ? "\"" : "",
        there ? isn_stage_text(job.stage) : "null", there ? "\"" : "");
    return len > 0 ? (size_t)len : 0;
}

size_t isn_events_head(char head[ISN_REPLY_HEAD], isn_work *work,
                       const char *date)
{
    char text[ISN_EVENT_ROOM];
    size_t len = isn_reply_stream(head, date);
    size_t more = isn_events_text(text, work);
    if (len + more > ISN_REPLY_HEAD) {
        return len; /* the next event tells */
    }
    memcpy(head + len, text, more);
    return len + more;
}
