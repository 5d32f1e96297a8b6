/* A story with its evidence in one file: WARC, a gzip member a record.  The
 * pages come first, as they were read; the last record is the report, whose
 * addresses are places in this very file, so that it proves itself. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "read/digest.h"
#include "report/report_json.h"
#include "story/pile.h"

enum {
    LARGEST_HEAD = 1 << 16,
    LARGEST_REPORT = 1 << 30,
    GZIP = 15 + 16, /* windowBits of zlib for gzip */
    STEP_ROOM = 32,
};

typedef struct bundler {
    isnad_sink sink;
    uint64_t offset; /* of the next record, decoded */
    isnad_status status;
} bundler;

/* ---- records ------------------------------------------------------------ */

static void squeeze(bundler *b, z_stream *z, const void *bytes, size_t len,
                    int flush)
{
    unsigned char out[1 << 14];
    z->next_in = (unsigned char *)(uintptr_t)bytes;
    z->avail_in = (uInt)len;
    do {
        z->next_out = out;
        z->avail_out = sizeof out;
        deflate(z, flush);
        size_t made = sizeof out - z->avail_out;
        b->status = made > 0 && !b->status
                        ? b->sink.write(b->sink.data, (char *)out, made)
                        : b->status;
    } while (z->avail_out == 0);
}

/* Writes a head and a block as one member. */
static void put_member(bundler *b, const isn_buffer *head, const void *block,
                       size_t len)
{
    static const char end[] = "\r\n\r\n";
    z_stream z = {0};
    if (b->status || head->status ||
        deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, GZIP, 9,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        b->status = b->status ? b->status : ISNAD_NOMEM;
        return;
    }
    squeeze(b, &z, head->data, head->len, Z_NO_FLUSH);
    squeeze(b, &z, block, len, Z_NO_FLUSH);
    squeeze(b, &z, end, sizeof end - 1, Z_FINISH);
    deflateEnd(&z);
    b->offset += head->len + len + sizeof end - 1;
}

/* A record's name comes from what is in it: again is the same bytes. */
static void put_head(isn_buffer *head, const char *type, const void *block,
                     size_t len)
{
    char hex[ISN_SHA256_ROOM];
    isn_sha256(block, len, hex);
    isn_buffer_init(head, LARGEST_HEAD);
    isn_buffer_format(head,
                      "WARC/1.1\r\nWARC-Type: %s\r\n"
                      "WARC-Record-ID: <urn:uuid:%.8s-%.4s-8%.3s-8%.3s-%.12s>"
                      "\r\n"
                      /* Nobody told when it was captured. */
                      "WARC-Date: 1970-01-01T00:00:00Z\r\n"
                      "WARC-Block-Digest: sha256:%s\r\n",
                      type, hex, hex + 8, hex + 12, hex + 15, hex + 18, hex);
}

static void end_head(isn_buffer *head, size_t len)
{
    isn_buffer_format(head, "Content-Length: %zu\r\n\r\n", len);
}

/* A value of a head: what would end its line is left out. */
static void put_field(isn_buffer *head, const char *name, const char *value)
{
    isn_buffer_text(head, name);
    isn_buffer_text(head, ": ");
    for (; *value; value++) {
        if ((unsigned char)*value >= ' ' && *value != 0x7F) {
            isn_buffer_char(head, *value);
        }
    }
    isn_buffer_text(head, "\r\n");
}

static void put_info(bundler *b)
{
    static const char info[] = "software: isnad " ISNAD_VERSION "\r\n"
                               "format: WARC File Format 1.1\r\n";
    isn_buffer head;
    put_head(&head, "warcinfo", info, sizeof info - 1);
    put_field(&head, "Content-Type", "application/warc-fields");
    end_head(&head, sizeof info - 1);
    put_member(b, &head, info, sizeof info - 1);
    isn_buffer_free(&head);
}

/* A page, with the address, charset and place that it was found with. */
static void put_page(bundler *b, const isnad_doc *doc)
{
    isn_buffer head;
    char name[ISN_SHA256_ROOM + 16], type[128];
    bool html = doc->payload_len > 0 && doc->payload[0] == '<';
    const isn_capture *c = &doc->capture;
    put_head(&head, "resource", doc->payload, doc->payload_len);
    snprintf(name, sizeof name, "urn:sha256:%s", doc->sha256);
    put_field(&head, "WARC-Target-URI", c->url ? c->url : name);
    snprintf(type, sizeof type, "text/%s%s%.60s", html ? "html" : "plain",
             c->charset ? "; charset=" : "", c->charset ? c->charset : "");
    put_field(&head, "Content-Type", type);
    put_field(&head, "Isnad-Path", doc->path);
    for (size_t i = 0; i < doc->step_count; i++) {
        put_field(&head, "Isnad-Step", doc->steps[i]);
    }
    end_head(&head, doc->payload_len);
    put_member(b, &head, doc->payload, doc->payload_len);
    isn_buffer_free(&head);
}

/* ---- the report --------------------------------------------------------- */

/* Where a document stood, to be put back. */
typedef struct old_name {
    const char *path;
    const char *const *steps;
    size_t step_count;
} old_name;

static isnad_status gather(void *data, const char *bytes, size_t len)
{
    isn_buffer_add(data, bytes, len);
    return ((isn_buffer *)data)->status;
}

static void put_report(bundler *b, const isnad_pile *pile,
                       const isnad_story *story)
{
    isnad_pile alone = *pile;
    isn_buffer report, head;
    alone.stories.items = (isnad_story *)(uintptr_t)story;
    alone.stories.count = 1;
    isn_buffer_init(&report, LARGEST_REPORT);
    isnad_status status =
        isn_report_pile_json(&alone, NULL, (isnad_sink){gather, &report});
    b->status = b->status ? b->status : status;
    if (!b->status) {
        put_head(&head, "metadata", report.data, report.len);
        put_field(&head, "WARC-Target-URI", "urn:isnad:report");
        put_field(&head, "Content-Type", "application/json");
        end_head(&head, report.len);
        put_member(b, &head, report.data, report.len);
        isn_buffer_free(&head);
    }
    isn_buffer_free(&report);
}

/* The pages, each of which now stands in this file. */
static void put_pages(bundler *b, const isnad_pile *pile,
                      const isnad_story *story, const char *name, old_name *old)
{
    for (uint32_t i = 0; i < story->doc_count && !b->status; i++) {
        isnad_doc *doc = pile->docs[story->docs[i]];
        old[i] = (old_name){doc->path, doc->steps, doc->step_count};
        uint64_t offset = b->offset;
        put_page(b, doc);
        const char **steps = isn_arena_alloc(pile->arena, 2 * sizeof *steps);
        char *step = isn_arena_format(pile->arena, "warc:%llu",
                                      (unsigned long long)offset);
        if (!steps || !step) {
            b->status = ISNAD_NOMEM;
            return;
        }
        steps[0] = "gunzip";
        steps[1] = step;
        doc->path = name;
        doc->steps = steps;
        doc->step_count = 2;
    }
}

static void put_back(const isnad_pile *pile, const isnad_story *story,
                     const old_name *old)
{
    for (uint32_t i = 0; i < story->doc_count && old[i].path; i++) {
        isnad_doc *doc = pile->docs[story->docs[i]];
        doc->path = old[i].path;
        doc->steps = old[i].steps;
        doc->step_count = old[i].step_count;
    }
}

isnad_status isnad_report_bundle(const isnad_pile *pile, size_t story,
                                 const char *name, isnad_sink sink)
{
    bundler b = {.sink = sink};
    const isnad_story *s = &pile->stories.items[story];
    old_name *old = calloc(s->doc_count + 1, sizeof *old);
    if (!old) {
        return ISNAD_NOMEM;
    }
    put_info(&b);
    put_pages(&b, pile, s, name, old);
    put_report(&b, pile, s);
    put_back(pile, s, old);
    free(old);
    return b.status;
}
