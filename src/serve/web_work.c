/* Pages by which the pile grows and is corrected. */
#include <stdlib.h>
#include <string.h>

#include "report/dossier_parts.h"
#include "serve/web.h"
#include "serve/jobs.h"

static void begin_form(isn_web *web, const char *path, const char *attributes)
{
    isn_html *html = &web->d.html;
    isn_html_put(html, "<form method=\"post\" enctype=\"multipart/form-data\" "
                       "action=\"");
    isn_html_put(html, html->site->base);
    isn_html_put(html, path);
    isn_html_format(html,
                    "\"%s>\n<input type=\"hidden\" name=\"token\" "
                    "value=\"%s\">\n",
                    attributes, isn_work_token(web->site->work));
}

static void put_button(isn_html *html, isn_label label)
{
    isn_html_put(html, "<button>");
    isn_html_label(html, label);
    isn_html_put(html, "</button>\n");
}

static void put_hint(isn_html *html, isn_label label)
{
    isn_html_put(html, "<p class=\"hint\">");
    isn_html_label(html, label);
    isn_html_put(html, "</p>\n");
}

/* ---- adding pages ------------------------------------------------------- */

static isn_label stage_label(isn_stage stage)
{
    static const isn_label labels[] = {ISN_LABEL_WAITING, ISN_LABEL_KEPT,
                                       ISN_LABEL_DONE, ISN_LABEL_NOT_KEPT};
    return labels[stage];
}

static void put_stage(isn_web *web, const isn_job *job)
{
    isn_html_format(&web->d.html, "<span class=\"rel stage %s\">",
                    isn_stage_text(job->stage));
    isn_html_label(&web->d.html, stage_label(job->stage));
    isn_html_put(&web->d.html, "</span>");
}

/* The jobs that came last, the newest first. */
static void put_last_jobs(isn_web *web)
{
    enum { SHOWN = 10 };
    isn_html *html = &web->d.html;
    unsigned last = isn_work_last(web->site->work);
    if (last == 0) {
        return;
    }
    isn_html_put(html, "<h3>");
    isn_html_label(html, ISN_LABEL_JOB);
    isn_html_put(html, "</h3>\n<ul class=\"jobs\">\n");
    for (unsigned n = last; n > 0 && n + SHOWN > last; n--) {
        isn_job job;
        if (isn_work_job(web->site->work, n, &job)) {
            isn_html_format(html, "<li><a href=\"%s/jobs/%u\">",
                            html->site->base, n);
            isn_html_label(html, ISN_LABEL_JOB);
            isn_html_format(html, " %u</a> ", n);
            put_stage(web, &job);
            isn_html_put(html, "</li>\n");
        }
    }
    isn_html_put(html, "</ul>\n");
}

int isn_web_add(isn_web *web)
{
    isn_html *html = &web->d.html;
    if (!web->site->work) {
        return ISN_HTTP_NOT_FOUND;
    }
    web->reply->caching = isn_caching_none;
    isn_web_begin(web, ISN_LABEL_ADD, NULL);
    isn_web_heading(web, ISN_LABEL_ADD);
    put_hint(html, ISN_LABEL_ADD_HINT);
    begin_form(web, "/add", " class=\"drop\"");
    isn_html_put(html, "<label for=\"files\">");
    isn_html_label(html, ISN_LABEL_FILES);
    isn_html_put(html, "</label>\n<input type=\"file\" id=\"files\" "
                       "name=\"file\" multiple required>\n");
    put_button(html, ISN_LABEL_SEND);
    isn_html_put(html, "</form>\n");
    put_last_jobs(web);
    isn_web_end(web);
    return ISN_HTTP_OK;
}

/* ---- what became of it -------------------------------------------------- */

static void put_filed(isn_web *web, const isn_filed *f, bool done)
{
    isn_html *html = &web->d.html;
    const unsigned counts[] = {f->added, f->changed, f->known, f->other,
                               f->skipped};
    static const isn_label labels[] = {
        ISN_LABEL_ADDED, ISN_LABEL_CHANGED, ISN_LABEL_KNOWN,
        ISN_LABEL_OTHER_LANGUAGE, ISN_LABEL_LEFT_OUT};
    long doc = done ? isn_site_article(web->site, f->article) : -1;
    isn_html_put(html, "<tr><td>");
    if (doc >= 0) {
        isn_html_put(html, "<a href=\"");
        isn_html_put(html, html->site->base);
        isn_html_format(html, "/article/%s\">", f->article);
    }
    isn_html_bdi(html, f->name);
    isn_html_put(html, doc >= 0 ? "</a></td><td>" : "</td><td>");
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        if (counts[i] > 0) {
            isn_dossier_count(html, labels[i], counts[i]);
            isn_html_put(html, " ");
        }
    }
    if (f->reason[0]) {
        isn_html_put(html, "<small dir=\"ltr\">");
        isn_html_bdi(html, f->reason);
        isn_html_put(html, "</small>");
    }
    isn_html_put(html, "</td><td>");
    if (doc >= 0 && web->site->story_of[doc] != ISN_NO_STORY) {
        isn_web_story_link(web, web->site->story_of[doc]);
    }
    isn_html_put(html, "</td></tr>\n");
}

static void put_files(isn_web *web, const isn_job *job)
{
    static const isn_label columns[] = {ISN_LABEL_FILES, ISN_LABEL_DOCUMENTS,
                                        ISN_LABEL_STORY};
    isn_part_table(&web->d, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < job->kept.file_count; i++) {
        put_filed(web, &job->kept.files[i], job->stage == ISN_STAGE_DONE);
    }
    isn_part_table_end(&web->d);
}

/* The name that it is about, as it is found once the correction holds. */
static void put_corrected(isn_web *web, const isn_job *job)
{
    isn_html *html = &web->d.html;
    const char *names[] = {job->kept.other, job->kept.name};
    isn_html_put(html, "<p>");
    for (size_t i = 0; i < 2; i++) {
        if (names[i] && isn_names_find(&web->site->people, names[i], NULL)) {
            isn_html_person(html, names[i]);
            isn_html_put(html, " ");
        }
    }
    isn_html_put(html, "</p>\n<p>");
    isn_web_link(web, "/corrections");
    isn_html_label(html, ISN_LABEL_CORRECTIONS);
    isn_html_put(html, "</a></p>\n");
}

/* What is said while it is under way; script keeps it up to date, and without
 * script the page comes again. */
static void put_state(isn_web *web, const isn_job *job)
{
    isn_html *html = &web->d.html;
    bool over = job->stage >= ISN_STAGE_DONE;
    isn_html_format(html, "<p role=\"status\" class=\"state\"%s>",
                    over ? "" : " data-job");
    put_stage(web, job);
    isn_html_put(html, "</p>\n");
    if (!over) {
        isn_html_put(html, "<p><progress></progress> <span "
                           "class=\"progress\"></span></p>\n");
    }
    if (job->kept.reason[0]) {
        isn_html_put(html, "<p class=\"reason\" dir=\"ltr\" lang=\"en\">");
        isn_html_bdi(html, job->kept.reason);
        isn_html_put(html, "</p>\n");
    }
}

unsigned isn_web_number(const char *text)
{
    enum { MOST_DIGITS = 9 };
    size_t digits = strspn(text, "0123456789");
    return !text[digits] && digits <= MOST_DIGITS
               ? (unsigned)strtoul(text, NULL, 10)
               : 0;
}

int isn_web_job(isn_web *web)
{
    isn_html *html = &web->d.html;
    isn_job job;
    if (!web->site->work ||
        !isn_work_job(web->site->work, isn_web_number(web->target->segments[2]),
                      &job)) {
        return ISN_HTTP_NOT_FOUND;
    }
    web->reply->caching = isn_caching_none;
    web->again = job.stage < ISN_STAGE_DONE;
    isn_web_begin(web, ISN_LABEL_JOB, NULL);
    isn_web_heading(web, ISN_LABEL_JOB);
    put_state(web, &job);
    if (job.kept.file_count > 0) {
        put_files(web, &job);
    }
    if (job.kept.kind) {
        put_corrected(web, &job);
    }
    isn_html_put(html, "<p class=\"orders\">");
    isn_web_link(web, "/");
    isn_html_label(html, ISN_LABEL_TO_STORIES);
    isn_html_put(html, "</a> ");
    isn_web_link(web, "/changes");
    isn_html_label(html, ISN_LABEL_CHANGES);
    isn_html_put(html, "</a> ");
    isn_web_link(web, "/add");
    isn_html_label(html, ISN_LABEL_ADD);
    isn_html_put(html, "</a></p>\n");
    isn_web_end(web);
    return ISN_HTTP_OK;
}

/* ---- corrections -------------------------------------------------------- */

static void put_name_field(isn_html *html, const char *id, isn_label label,
                           const char *value, bool required)
{
    isn_html_format(html, "<p><label for=\"%s\">", id);
    isn_html_label(html, label);
    isn_html_format(html,
                    "</label>\n<input id=\"%s\" name=\"%s\" dir=\"auto\" "
                    "maxlength=\"%d\"%s value=\"",
                    id, id, ISN_CORRECT_NAME / 2, required ? " required" : "");
    isn_html_escape_text(html, value);
    isn_html_put(html, "\"></p>\n");
}

static const struct {
    const char *kind;
    isn_label label;
} kinds[] = {{"rename", ISN_LABEL_RENAME},
             {"merge", ISN_LABEL_MERGE},
             {"split", ISN_LABEL_SPLIT},
             {"ignore", ISN_LABEL_IGNORE}};

static void put_correction_form(isn_web *web, const char *name)
{
    isn_html *html = &web->d.html;
    begin_form(web, "/corrections", "");
    put_name_field(html, "name", ISN_LABEL_NAME, name, true);
    put_name_field(html, "other", ISN_LABEL_OTHER_NAME, "", false);
    isn_html_put(html, "<p><label for=\"kind\">");
    isn_html_label(html, ISN_LABEL_CORRECTION);
    isn_html_put(html, "</label>\n<select id=\"kind\" name=\"kind\">\n");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        isn_html_format(html, "<option value=\"%s\">", kinds[i].kind);
        isn_html_label(html, kinds[i].label);
        isn_html_put(html, "</option>\n");
    }
    isn_html_put(html, "</select></p>\n");
    put_button(html, ISN_LABEL_CORRECT);
    isn_html_put(html, "</form>\n");
}

/* The names of a line behind what it says of them. */
static void put_words_of_line(isn_html *html, const char *line)
{
    line += strspn(line, " \t");
    size_t len = strcspn(line, " \t");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strlen(kinds[i].kind) == len &&
            strncmp(line, kinds[i].kind, len) == 0) {
            isn_html_put(html, "<span class=\"rel\">");
            isn_html_label(html, kinds[i].label);
            isn_html_put(html, "</span> ");
            line += len + strspn(line + len, " \t");
            break;
        }
    }
    isn_html_put(html, "<span class=\"names\">");
    isn_html_bdi(html, line);
    isn_html_put(html, "</span>\n");
}

/* A line of the file, which can be taken back. */
static void put_line(isn_web *web, const char *line)
{
    isn_html *html = &web->d.html;
    isn_html_put(html, "<li>");
    put_words_of_line(html, line);
    begin_form(web, "/corrections", " class=\"inline\"");
    isn_html_put(html, "<input type=\"hidden\" name=\"kind\" "
                       "value=\"withdraw\">\n<input type=\"hidden\" "
                       "name=\"name\" value=\"");
    isn_html_escape_text(html, line);
    isn_html_put(html, "\">\n");
    put_button(html, ISN_LABEL_WITHDRAW);
    isn_html_put(html, "</form></li>\n");
}

static size_t put_lines(isn_web *web, char *text)
{
    size_t count = 0;
    for (char *line; (line = strsep(&text, "\n"));) {
        line[strcspn(line, "\r")] = '\0';
        if (line[strspn(line, " \t")] && line[strspn(line, " \t")] != '#') {
            isn_html_put(&web->d.html, count++ ? "" : "<ul class=\"lines\">\n");
            put_line(web, line);
        }
    }
    isn_html_put(&web->d.html, count ? "</ul>\n" : "");
    return count;
}

int isn_web_corrections(isn_web *web)
{
    isn_html *html = &web->d.html;
    char *text = NULL;
    const char *name = isn_target_value(web->target, "name");
    if (!web->site->work || !isn_work_corrections(web->site->work)) {
        return ISN_HTTP_NOT_FOUND;
    }
    if (isn_correct_text(isn_work_corrections(web->site->work), &text)) {
        return ISN_HTTP_FAILED;
    }
    web->reply->caching = isn_caching_none;
    isn_web_begin(web, ISN_LABEL_CORRECTIONS, NULL);
    isn_web_heading(web, ISN_LABEL_CORRECTIONS);
    put_hint(html, ISN_LABEL_CORRECTIONS_HINT);
    put_correction_form(web, name ? name : "");
    isn_html_put(html, "<h3>");
    isn_html_label(html, ISN_LABEL_IN_FORCE);
    isn_html_put(html, "</h3>\n");
    if (put_lines(web, text) == 0) {
        put_hint(html, ISN_LABEL_NO_CORRECTIONS);
    }
    free(text);
    isn_web_end(web);
    return ISN_HTTP_OK;
}
