#include "serve/api.h"

#include <string.h>

#include "isnad/isnad.h"
#include "report/report_json.h"
#include "serve/claim.h"
#include "serve/seek.h"
#include "serve/site_files.h"
#include "serve/web.h"
#include "serve/jobs.h"

/* What a question to the API knows. */
typedef struct asked {
    const isn_site *site;
    const isn_target *target;
    const char *name; /* the third part of the path, or NULL */
    isn_reply *reply;
    isnad_sink sink;
    isnad_status status;
} asked;

typedef int answer(asked *a);

static uint32_t copies_of(const isn_site *site, const isnad_story *s)
{
    size_t count;
    const isnad_link *links = isnad_pile_links(site->pile, &count);
    uint32_t copies = 0;
    for (uint32_t i = 0; i < s->link_count; i++) {
        copies += links[s->links[i]].kind == ISNAD_LINK_COPY;
    }
    return copies;
}

/* {"isnad", "count", "page", "pages", NAME: [ …, closed by end_list. */
static bool begin_list(asked *a, isn_json *json, size_t count, isn_slice *slice,
                       const char *name)
{
    if (!isn_web_slice(a->target, count, slice)) {
        return false;
    }
    isn_json_begin(json, a->sink, 2);
    isn_json_object(json);
    isn_json_put_text(json, "isnad", isnad_version());
    isn_json_put_count(json, "count", count);
    isn_json_put_count(json, "page", slice->page);
    isn_json_put_count(json, "pages", slice->pages);
    isn_json_put_array(json, name);
    return true;
}

static int end_list(asked *a, isn_json *json)
{
    isn_json_array_end(json);
    isn_json_object_end(json);
    a->status = isn_json_end(json);
    return ISN_HTTP_OK;
}

/* ---- stories and articles ----------------------------------------------- */

static void put_story(const isn_site *site, isn_json *json, uint32_t index)
{
    const isnad_story *s = &site->stories[index];
    isn_json_object(json);
    isn_json_put_text(json, "id", s->id);
    isn_json_put_text(json, "title", s->title);
    isn_json_put_text(json, "from", s->from);
    isn_json_put_text(json, "to", s->to);
    isn_json_put_count(json, "origins", s->origin_count);
    isn_json_put_count(json, "documents", s->doc_count);
    isn_json_put_count(json, "copies", copies_of(site, s));
    isn_json_put_count(json, "statements", s->row_count);
    isn_json_put_array(json, "articles");
    for (uint32_t i = 0; i < s->doc_count; i++) {
        isn_json_text(json, site->articles[s->docs[i]]);
    }
    isn_json_array_end(json);
    isn_json_object_end(json);
}

static int get_stories(asked *a)
{
    const isn_site *site = a->site;
    const char *order = isn_target_value(a->target, "order");
    bool by_day = order && strcmp(order, "day") == 0;
    isn_slice slice;
    isn_json json;
    if (!begin_list(a, &json, site->story_count, &slice, "stories")) {
        return ISN_HTTP_NOT_FOUND;
    }
    for (size_t i = slice.first; i < slice.end; i++) {
        put_story(site, &json, (by_day ? site->by_day : site->by_origins)[i]);
    }
    return end_list(a, &json);
}

static int get_story(asked *a)
{
    long found = isn_site_story(a->site, a->name);
    if (found < 0) {
        return ISN_HTTP_NOT_FOUND;
    }
    a->status =
        isn_report_story_json(a->site->pile, &a->site->stories[found], a->sink);
    return ISN_HTTP_OK;
}

static int get_article(asked *a)
{
    long found = isn_site_article(a->site, a->name);
    if (found < 0) {
        return ISN_HTTP_NOT_FOUND;
    }
    a->status = isnad_report_document(a->site->docs[found], ISNAD_FORMAT_JSONL,
                                      NULL, a->sink);
    return ISN_HTTP_OK;
}

/* ---- people ------------------------------------------------------------- */

static int get_people(asked *a)
{
    const isn_names *people = &a->site->people;
    isn_slice slice;
    isn_json json;
    if (!begin_list(a, &json, people->items.count, &slice, "people")) {
        return ISN_HTTP_NOT_FOUND;
    }
    for (size_t i = slice.first; i < slice.end; i++) {
        isn_json_object(&json);
        isn_json_put_text(&json, "name", people->order[i]->name);
        isn_json_put_count(&json, "statements", people->order[i]->ref_count);
        isn_json_put_count(&json, "stories", people->order[i]->story_count);
        isn_json_object_end(&json);
    }
    return end_list(a, &json);
}

static int get_person(asked *a)
{
    const char *name = isn_target_value(a->target, "name");
    const isn_named *person =
        name ? isn_names_find(&a->site->people, name, NULL) : NULL;
    if (!person) {
        return name ? ISN_HTTP_NOT_FOUND : ISN_HTTP_BAD_REQUEST;
    }
    isn_json json;
    isn_json_begin(&json, a->sink, 2);
    isn_json_object(&json);
    isn_json_put_text(&json, "name", person->name);
    isn_json_put_array(&json, "said");
    for (uint32_t i = 0; i < person->ref_count; i++) {
        const isnad_story *s = &a->site->stories[person->refs[i].story];
        isn_json_object(&json);
        isn_json_put_text(&json, "story", s->id);
        isn_json_put_count(&json, "index", person->refs[i].item);
        isn_json_key(&json, "statement");
        isn_json_statement(&json, a->site->pile,
                           &s->rows[person->refs[i].item]);
        isn_json_object_end(&json);
    }
    return end_list(a, &json);
}

/* ---- what the commands print -------------------------------------------- */

static int get_places(asked *a)
{
    a->status =
        isnad_report_pile(a->site->pile, ISNAD_FORMAT_GEOJSON, NULL, a->sink);
    return ISN_HTTP_OK;
}

static int get_ledger(asked *a)
{
    a->status =
        isnad_report_pile(a->site->pile, ISNAD_FORMAT_CSV, NULL, a->sink);
    return ISN_HTTP_OK;
}

static int get_figures(asked *a)
{
    const char *of = isn_target_value(a->target, "of");
    isnad_figure_filter filter = {.role = of && of[0] ? of : NULL};
    a->status =
        isnad_report_figures(a->site->pile, ISNAD_FORMAT_CSV, &filter, a->sink);
    return ISN_HTTP_OK;
}

static int get_sources(asked *a)
{
    a->status =
        isnad_report_sources(a->site->pile, ISNAD_FORMAT_CSV, NULL, a->sink);
    return ISN_HTTP_OK;
}

static int get_copies(asked *a)
{
    a->status =
        isnad_report_copies(a->site->pile, ISNAD_FORMAT_JSON, NULL, a->sink);
    return ISN_HTTP_OK;
}

static int get_claim(asked *a)
{
    const char *sentence = isn_target_value(a->target, "q");
    isn_claim claim;
    if (!sentence || !sentence[0]) {
        return ISN_HTTP_BAD_REQUEST;
    }
    if (strlen(sentence) > ISN_CLAIM_MAX) {
        return ISN_HTTP_URI_TOO_LONG;
    }
    a->status = isn_claim_ask(a->site, sentence, &claim);
    int code = ISN_HTTP_OK;
    if (!a->status && !claim.question) {
        code = ISN_HTTP_BAD_REQUEST;
    } else if (!a->status) {
        a->status =
            isnad_report_claim(a->site->pile, claim.question, &claim.answer,
                               ISNAD_FORMAT_JSON, NULL, a->sink);
    }
    isn_claim_free(&claim);
    return code;
}

static int get_search(asked *a)
{
    isn_seek seek;
    if (!a->site->store) {
        return ISN_HTTP_NOT_FOUND;
    }
    if (!isn_seek_asks(a->target)) {
        return ISN_HTTP_BAD_REQUEST;
    }
    a->reply->caching = isn_caching_none;
    a->status = isn_seek_run(a->site, a->target, &seek);
    int code = ISN_HTTP_OK;
    if (a->status == ISNAD_USAGE || a->status == ISNAD_LIMIT) {
        a->status = ISNAD_OK;
        code = ISN_HTTP_BAD_REQUEST;
    } else if (!a->status) {
        a->status =
            isnad_report_found(&seek.list, ISNAD_FORMAT_JSON, NULL, a->sink);
    }
    isn_seek_free(&seek);
    return code;
}

static int get_description(asked *a)
{
    a->status = a->sink.write(a->sink.data, isn_asset_openapi,
                              strlen(isn_asset_openapi));
    return ISN_HTTP_OK;
}

/* ---- what changes ------------------------------------------------------- */

static void put_change(const isn_site *site, isn_json *json,
                       const isn_change_of *change)
{
    const isnad_story *s = &site->stories[change->story];
    isn_json_object(json);
    isn_json_put_text(json, "kind", isn_change_text(change->kind));
    if (change->kind == ISN_CHANGE_ORIGIN) {
        isn_json_put_text(json, "origin", s->origins[change->item].name);
    } else if (change->kind == ISN_CHANGE_QUOTE) {
        isn_json_put_count(json, "statement", change->item);
    } else {
        isn_json_put_count(json, "figure", change->item);
        isn_json_put_text(json, "of", s->slots[change->item].of);
    }
    isn_json_object_end(json);
}

static int get_changes(asked *a)
{
    const isn_arrivals *arrivals = &a->site->arrivals;
    isn_slice slice;
    isn_json json;
    size_t count = isn_web_count_since(a->site, a->target);
    if (!begin_list(a, &json, count, &slice, "arrivals")) {
        return ISN_HTTP_NOT_FOUND;
    }
    for (size_t i = slice.first; i < slice.end; i++) {
        const isn_arrival *it = &arrivals->items[i];
        isn_json_object(&json);
        isn_json_put_text(&json, "article", a->site->articles[it->doc]);
        isn_json_put_text(&json, "story", a->site->stories[it->story].id);
        isn_json_put_array(&json, "changes");
        for (uint32_t k = 0; k < it->change_count; k++) {
            put_change(a->site, &json, &it->changes[k]);
        }
        isn_json_array_end(&json);
        isn_json_object_end(&json);
    }
    return end_list(a, &json);
}

/* How much there is, what is under way, and what forms must send.  Pages of
 * others cannot read it: the gate lets none of them ask. */
static int get_status(asked *a)
{
    const isn_site *site = a->site;
    isn_json json;
    isn_json_begin(&json, a->sink, 2);
    isn_json_object(&json);
    isn_json_put_text(&json, "isnad", isnad_version());
    isn_json_put_count(&json, "documents", site->doc_count);
    isn_json_put_count(&json, "stories", site->story_count);
    isn_json_put_text(
        &json, "newest",
        site->doc_count > 0
            ? site->articles[site->arrivals.order[site->doc_count - 1]]
            : NULL);
    isn_json_put_text(&json, "token",
                      site->work ? isn_work_token(site->work) : NULL);
    isn_json_put_text(&json, "work",
                      site->work ? isn_work_progress(site->work).what : NULL);
    isn_json_object_end(&json);
    a->status = isn_json_end(&json);
    a->reply->caching = isn_caching_none;
    return ISN_HTTP_OK;
}

static void put_filed(isn_json *json, const isn_filed *f)
{
    isn_json_object(json);
    isn_json_put_text(json, "name", f->name);
    isn_json_put_text(json, "article", f->article[0] ? f->article : NULL);
    isn_json_put_count(json, "added", f->added);
    isn_json_put_count(json, "changed", f->changed);
    isn_json_put_count(json, "known", f->known);
    isn_json_put_count(json, "other_language", f->other);
    isn_json_put_count(json, "skipped", f->skipped);
    isn_json_put_text(json, "reason", f->reason[0] ? f->reason : NULL);
    isn_json_object_end(json);
}

static isnad_status put_job(const isn_job *job, isnad_sink sink)
{
    isn_json json;
    isn_json_begin(&json, sink, 2);
    isn_json_object(&json);
    isn_json_put_count(&json, "job", job->number);
    isn_json_put_text(&json, "stage", isn_stage_text(job->stage));
    isn_json_put_text(&json, "reason",
                      job->kept.reason[0] ? job->kept.reason : NULL);
    isn_json_put_array(&json, "files");
    for (size_t i = 0; i < job->kept.file_count; i++) {
        put_filed(&json, &job->kept.files[i]);
    }
    isn_json_array_end(&json);
    isn_json_object_end(&json);
    return isn_json_end(&json);
}

static int get_job(asked *a)
{
    isn_job job;
    if (!a->site->work ||
        !isn_work_job(a->site->work, isn_web_number(a->name), &job)) {
        return ISN_HTTP_NOT_FOUND;
    }
    a->reply->caching = isn_caching_none;
    a->status = put_job(&job, a->sink);
    return ISN_HTTP_OK;
}

/* ---- which of them ------------------------------------------------------ */

static isnad_status into_body(void *data, const char *bytes, size_t len)
{
    isn_buffer *body = data;
    isn_buffer_add(body, bytes, len);
    return body->status;
}

int isn_api(const isn_site *site, const isn_target *target, isn_reply *reply)
{
    static const char json[] = "application/json", csv[] = "text/csv";
    static const struct {
        const char *path;
        unsigned segments;
        const char *type;
        answer *get;
    } routes[] = {
        {"openapi.json", 2, json, get_description},
        {"search", 2, json, get_search},
        {"status", 2, json, get_status},
        {"changes", 2, json, get_changes},
        {"jobs", 3, json, get_job},
        {"stories", 2, json, get_stories},
        {"stories", 3, json, get_story},
        {"articles", 3, json, get_article},
        {"people", 2, json, get_people},
        {"person", 2, json, get_person},
        {"places", 2, "application/geo+json", get_places},
        {"copies", 2, json, get_copies},
        {"claim", 2, json, get_claim},
        {"ledger.csv", 2, csv, get_ledger},
        {"figures.csv", 2, csv, get_figures},
        {"sources.csv", 2, csv, get_sources},
    };
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        if (target->segment_count != routes[i].segments ||
            strcmp(target->segments[1], routes[i].path) != 0) {
            continue;
        }
        asked a = {.site = site,
                   .target = target,
                   .name = target->segments[2],
                   .reply = reply,
                   .sink = {into_body, &reply->body}};
        int code = routes[i].get(&a);
        reply->type = routes[i].type;
        return a.status ? ISN_HTTP_FAILED : code;
    }
    return ISN_HTTP_NOT_FOUND;
}

void isn_api_job(const isn_site *site, unsigned number, isn_reply *reply)
{
    isn_job job;
    reply->type = "application/json";
    reply->status = ISN_HTTP_FAILED;
    if (isn_work_job(site->work, number, &job) &&
        !put_job(&job, (isnad_sink){into_body, &reply->body})) {
        reply->status =
            job.stage != ISN_STAGE_FAILED ? ISN_HTTP_OK
            : job.kept.status == ISNAD_USAGE || job.kept.status == ISNAD_EMPTY
                ? ISN_HTTP_CONFLICT
                : ISN_HTTP_FAILED;
    }
}
