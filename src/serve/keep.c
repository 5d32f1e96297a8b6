#include "serve/keep.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/digest.h"

void isn_kept_job_free(isn_kept_job *job)
{
    for (size_t i = 0; i < job->file_count; i++) {
        free(job->files[i].name);
    }
    free(job->files);
    free(job->kind);
    free(job->name);
    free(job->other);
    *job = (isn_kept_job){0};
}

static void fail(isn_kept_job *job, isnad_status status, const char *reason)
{
    job->status = status;
    snprintf(job->reason, sizeof job->reason, "%s", reason);
}

/* ---- pages -------------------------------------------------------------- */

/* A file on its way into the store. */
typedef struct filing {
    isnad_store *store;
    const isnad_flow_options *options; /* with the language that is shown */
    isn_filed *filed;
} filing;

static isnad_status on_document(void *data, isnad_doc *doc, void *result)
{
    (void)result;
    filing *f = data;
    isnad_stored stored;
    isnad_status status = isnad_flow_keep(f->store, doc, f->options, &stored);
    if (!status) {
        f->filed->added += stored == ISNAD_STORED_NEW;
        f->filed->changed += stored == ISNAD_STORED_CHANGED;
        f->filed->known += stored == ISNAD_STORED_KNOWN;
        const char *language = isnad_doc_language(doc);
        const char *shown = f->options->language;
        f->filed->other += shown && language && strcmp(shown, language) != 0;
        if (!f->filed->article[0]) {
            isn_site_article_name(f->filed->article, doc);
        }
    }
    isnad_doc_free(doc);
    return status;
}

static void on_skip(void *data, const isnad_skip *skip)
{
    filing *f = data;
    if (f->filed->skipped++ == 0) {
        snprintf(f->filed->reason, sizeof f->filed->reason, "%s", skip->reason);
    }
}

/* The name alone, without folders. */
static const char *base_of(const char *name)
{
    const char *base = name + strlen(name);
    while (base > name && base[-1] != '/' && base[-1] != '\\') {
        base--;
    }
    return base[0] ? base : "page";
}

/* Two pages that browsers save as index.html are two: the path tells them
 * apart by what they are, so that the same file again is known. */
static void put_path(char *path, size_t room, const isn_form_part *part)
{
    char hash[ISN_SHA256_ROOM];
    isn_sha256(part->bytes, part->len, hash);
    snprintf(path, room, "sent/%.12s/%s", hash, base_of(part->file));
}

static isnad_status add_file(isnad_store *store,
                             const isnad_flow_options *options,
                             const isn_form_part *part, isn_filed *filed)
{
    enum { PATH_ROOM = 512 };
    char path[PATH_ROOM];
    filing f = {store, options, filed};
    isnad_flow_options own = *options;
    isnad_flow_handler handler = {.document = on_document, .data = &f};
    own.depth = ISNAD_FLOW_FINDINGS; /* which the search asks for */
    own.language = NULL;
    own.store = NULL;
    own.progress = NULL;
    own.skip = on_skip;
    own.stop = NULL;
    own.data = &f;
    put_path(path, sizeof path, part);
    filed->name = strdup(base_of(part->file));
    return filed->name ? isnad_flow_read_memory(path, part->bytes, part->len,
                                                &own, &handler)
                       : ISNAD_NOMEM;
}

/* A browser sends an empty part where nothing was chosen. */
static bool is_file(const isn_form_part *part)
{
    return part->file && (part->file[0] || part->len > 0);
}

void isn_keep_pages(isnad_store *store, const isnad_flow_options *options,
                    const isn_form *form, isn_kept_job *job)
{
    job->files = calloc(form->count + 1, sizeof *job->files);
    isnad_status status = job->files ? ISNAD_OK : ISNAD_NOMEM;
    for (size_t i = 0; i < form->count && !status; i++) {
        if (is_file(&form->parts[i])) {
            isn_filed *filed = &job->files[job->file_count++];
            status = add_file(store, options, &form->parts[i], filed);
            job->changes |= filed->added + filed->changed > 0;
        }
    }
    isnad_status kept = isnad_store_keep(store);
    status = status ? status : kept;
    if (status) {
        fail(job, status,
             status == ISNAD_NOMEM ? isnad_status_text(status)
                                   : isnad_store_message(store));
    } else if (job->file_count == 0) {
        fail(job, ISNAD_EMPTY, "no file was sent");
    }
}

/* ---- corrections -------------------------------------------------------- */

static char *trimmed(const char *text)
{
    text += strspn(text, " \t\r\n");
    size_t len = strlen(text);
    while (len > 0 && strchr(" \t\r\n", text[len - 1])) {
        len--;
    }
    return strndup(text, len);
}

static char *field(const isn_form *form, const char *name)
{
    const char *value = isn_form_value(form, name);
    return trimmed(value ? value : "");
}

void isn_keep_correction(const char *path, const isn_form *form,
                         isn_kept_job *job)
{
    isnad_error error;
    job->kind = field(form, "kind");
    job->name = field(form, "name");
    job->other = field(form, "other");
    if (!job->kind || !job->name || !job->other) {
        fail(job, ISNAD_NOMEM, isnad_status_text(ISNAD_NOMEM));
        return;
    }
    isn_correction it = {job->kind, job->name, job->other};
    isnad_status status = isn_correct_write(path, &it, &error);
    job->changes = !status;
    if (status) {
        fail(job, status, error.message);
    }
}
