#include "serve/answer.h"

#include <stdio.h>
#include <string.h>

#include "serve/api.h"
#include "serve/target.h"
#include "serve/web.h"

/* No page comes near it; a whole pile as JSON may. */
enum { LARGEST_BODY = 256 << 20 };

static const char html_type[] = "text/html; charset=utf-8";
/* Kept by the browser, and asked for again with its tag each time. */
static const char kept[] = "no-cache";
const char isn_caching_none[] = "no-store";

static isnad_status into_body(void *data, const char *bytes, size_t len)
{
    isn_buffer *body = data;
    isn_buffer_add(body, bytes, len);
    return body->status;
}

/* ---- pages -------------------------------------------------------------- */

static const struct {
    const char *name;
    unsigned least, most; /* parts of the path, the language among them */
    isn_web_page *put;
} pages[] = {
    {"", 1, 1, isn_web_stories},
    {"story", 3, 3, isn_web_story},
    {"article", 3, 3, isn_web_article},
    {"people", 2, 2, isn_web_people},
    {"person", 2, 2, isn_web_person},
    {"places", 2, 2, isn_web_places},
    {"place", 2, 2, isn_web_place},
    {"figures", 2, 2, isn_web_figures},
    {"sources", 2, 2, isn_web_sources},
    {"copies", 2, 4, isn_web_copies},
    {"claim", 2, 2, isn_web_claim},
    {"changes", 2, 2, isn_web_changes},
    {"changes.atom", 2, 2, isn_web_feed},
    {"search", 2, 2, isn_web_search},
    {"dossier", 2, 3, isn_web_dossier},
    {"add", 2, 2, isn_web_add},
    {"jobs", 3, 3, isn_web_job},
    {"corrections", 2, 2, isn_web_corrections},
};

static isn_web_page *find_page(const isn_target *target)
{
    const char *name = target->segment_count > 1 ? target->segments[1] : "";
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        if (strcmp(name, pages[i].name) == 0 &&
            target->segment_count >= pages[i].least &&
            target->segment_count <= pages[i].most) {
            return pages[i].put;
        }
    }
    return NULL;
}

static void begin(isn_web *web, const isn_site *site, bool english,
                  isn_reply *reply)
{
    *web = (isn_web){.site = site, .rest = "/"};
    web->d.pile = site->pile;
    web->d.docs = site->docs;
    web->d.doc_count = site->doc_count;
    isn_html_begin(&web->d.html, (isnad_sink){into_body, &reply->body},
                   english);
    web->d.html.site = &site->links[english];
}

static int put_page(const isn_site *site, const isn_target *target,
                    const char *text, isn_reply *reply)
{
    bool english = strcmp(target->segments[0], "en") == 0;
    isn_web_page *put = find_page(target);
    if (!put) {
        return ISN_HTTP_NOT_FOUND;
    }
    isn_web web;
    begin(&web, site, english, reply);
    web.target = target;
    web.rest = text + strlen("/ar");
    web.reply = reply;
    reply->type = html_type;
    int code = put(&web);
    isnad_status status = isn_html_end(&web.d.html);
    return status ? ISN_HTTP_FAILED : code;
}

static void put_failure(isn_web *web, int status)
{
    isn_label label = status == ISN_HTTP_NOT_FOUND ? ISN_LABEL_NOT_FOUND
                      : status == ISN_HTTP_FAILED  ? ISN_LABEL_FAILED
                                                   : ISN_LABEL_REFUSED;
    isn_web_begin(web, label, NULL);
    isn_web_heading(web, label);
    isn_html_put(&web->d.html, "<p>");
    isn_web_link(web, "/");
    isn_html_label(&web->d.html, ISN_LABEL_TO_STORIES);
    isn_html_put(&web->d.html, "</a></p>\n");
    isn_web_end(web);
}

static void put_error_page(const isn_site *site, int status, bool english,
                           isn_reply *reply)
{
    isn_web web;
    isn_buffer_free(&reply->body);
    *reply = (isn_reply){
        .status = status, .type = html_type, .caching = isn_caching_none};
    isn_buffer_init(&reply->body, LARGEST_BODY);
    begin(&web, site, english, reply);
    put_failure(&web, status);
    if (isn_html_end(&web.d.html)) {
        isn_buffer_free(&reply->body); /* then the status has to do */
    }
}

/* For programs: the status, and no more. */
static void put_api_error(int status, isn_reply *reply)
{
    isn_buffer_free(&reply->body);
    *reply = (isn_reply){.status = status,
                         .type = "application/json",
                         .caching = isn_caching_none};
    isn_buffer_init(&reply->body, LARGEST_BODY);
    isn_buffer_format(&reply->body, "{\"status\":%d}\n", status);
}

/* ---- the whole ---------------------------------------------------------- */

static int put_file(const isn_site *site, const isn_target *target,
                    isn_reply *reply)
{
    const isn_file *file =
        target->segment_count == 2
            ? isn_files_find(&site->files, target->segments[1])
            : NULL;
    if (!file) {
        return ISN_HTTP_NOT_FOUND;
    }
    isn_buffer_add(&reply->body, file->bytes.data, file->bytes.len);
    reply->type = file->type;
    return reply->body.status ? ISN_HTTP_FAILED : ISN_HTTP_OK;
}

static int put(const isn_site *site, const isn_target *target, const char *text,
               isn_reply *reply)
{
    const char *first = target->segment_count > 0 ? target->segments[0] : "";
    if (!first[0]) {
        strcpy(reply->place, site->english ? "/en/" : "/ar/");
        reply->type = html_type;
        return ISN_HTTP_SEE_OTHER;
    }
    return strcmp(first, "ar") == 0 || strcmp(first, "en") == 0
               ? put_page(site, target, text, reply)
           : strcmp(first, "api") == 0 && target->segment_count > 1
               ? isn_api(site, target, reply)
           : strcmp(first, "assets") == 0 ? put_file(site, target, reply)
                                          : ISN_HTTP_NOT_FOUND;
}

void isn_answer_failure(const isn_site *site, int status, bool api,
                        bool english, isn_reply *reply)
{
    if (api) {
        put_api_error(status, reply);
    } else {
        put_error_page(site, status, english, reply);
    }
}

void isn_answer_job(const isn_site *site, unsigned number, bool api,
                    bool english, isn_reply *reply)
{
    *reply = (isn_reply){.status = ISN_HTTP_SEE_OTHER,
                         .type = html_type,
                         .caching = isn_caching_none};
    isn_buffer_init(&reply->body, LARGEST_BODY);
    if (api) {
        isn_api_job(site, number, reply);
    } else {
        snprintf(reply->place, sizeof reply->place, "/%s/jobs/%u",
                 english ? "en" : "ar", number);
    }
}

void isn_answer(const isn_site *site, const char *text, isn_reply *reply)
{
    isn_target target;
    *reply = (isn_reply){.status = ISN_HTTP_BAD_REQUEST, .caching = kept};
    isn_buffer_init(&reply->body, LARGEST_BODY);
    isnad_status status = isn_target_read(text, &target);
    if (!status) {
        reply->status = put(site, &target, text, reply);
    } else if (status == ISNAD_NOMEM) {
        reply->status = ISN_HTTP_FAILED;
    }
    isn_target_free(&target);
    if (reply->status >= ISN_HTTP_BAD_REQUEST) {
        bool english = strncmp(text, "/en", 3) == 0 ||
                       (site->english && strncmp(text, "/ar", 3) != 0);
        isn_answer_failure(site, reply->status, strncmp(text, "/api/", 5) == 0,
                           english, reply);
    }
}
