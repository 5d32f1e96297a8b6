/* A pile as tables, for statistics and data bases.  docs/export.md tells what
 * each column holds. */
#include <nettle/sha2.h>
#include <stdio.h>
#include <string.h>

#include "report/table_out.h"
#include "story/pile.h"

typedef struct printer {
    isn_table table;
    const isnad_pile *pile;
} printer;

#define TEXT(name)                                                             \
    {                                                                          \
        (name), "text"                                                         \
    }
#define COUNT(name)                                                            \
    {                                                                          \
        (name), "count"                                                        \
    }
#define NUMBER(name)                                                           \
    {                                                                          \
        (name), "number"                                                       \
    }
#define BOOL(name)                                                             \
    {                                                                          \
        (name), "bool"                                                         \
    }
#define DOCUMENT TEXT("path"), TEXT("steps")
#define PLACE                                                                  \
    DOCUMENT, COUNT("begin"), COUNT("end"), TEXT("sha256"), TEXT("words")

static const isnad_doc *doc_at(const printer *p, uint32_t index)
{
    return p->pile->docs[index];
}

static void place(printer *p, isnad_place at)
{
    isn_table_place(&p->table, doc_at(p, at.doc), at.span);
}

/* Calls `print` for each story. */
static void each_story(printer *p,
                       void (*print)(printer *p, const isnad_story *story))
{
    for (size_t i = 0; i < p->pile->stories.count && !p->table.status; i++) {
        print(p, &p->pile->stories.items[i]);
    }
}

/* ---- documents, stories ------------------------------------------------- */

static const isnad_column document_columns[] = {
    DOCUMENT,
    TEXT("sha256"),
    COUNT("bytes"),
    TEXT("charset"),
    TEXT("url"),
    TEXT("outlet"),
    TEXT("author"),
    TEXT("language"),
    TEXT("title"),
    TEXT("published"),
    TEXT("published_best"),
    TEXT("published_from"),
    TEXT("story"),
    TEXT("origin"),
};

static void print_document(printer *p, uint32_t index)
{
    const isnad_doc *doc = doc_at(p, index);
    const isnad_story *story =
        &p->pile->stories.items[p->pile->story_of[index]];
    isn_table *t = &p->table;
    isn_table_row(t);
    isn_table_document(t, doc);
    isn_table_text(t, doc->sha256);
    isn_table_count(t, doc->payload_len);
    isn_table_text(t, doc->charset);
    isn_table_text(t, doc->url.value);
    isn_table_text(t, doc->outlet.value);
    isn_table_text(t, doc->author.value);
    isn_table_text(t, doc->language);
    isn_table_view(t, isnad_doc_words(doc, doc->title));
    isn_table_text(t, doc->published.time.value);
    isn_table_text(t, doc->published.best);
    isn_table_text(t, doc->published.from);
    isn_table_text(t, story->id);
    isn_table_text(t, story->origins[p->pile->origin_of[index]].name);
    isn_table_row_end(t);
}

static void print_documents(printer *p)
{
    for (size_t i = 0; i < p->pile->doc_count && !p->table.status; i++) {
        print_document(p, p->pile->order[i]);
    }
}

static const isnad_column story_columns[] = {
    TEXT("story"),   TEXT("title"),       TEXT("from"),
    TEXT("to"),      COUNT("documents"),  COUNT("origins"),
    COUNT("copies"), COUNT("statements"), COUNT("figures"),
};

static void print_story(printer *p, const isnad_story *story)
{
    isn_table *t = &p->table;
    isn_table_row(t);
    isn_table_text(t, story->id);
    isn_table_text(t, story->title);
    isn_table_text(t, story->from);
    isn_table_text(t, story->to);
    isn_table_count(t, story->doc_count);
    isn_table_count(t, story->origin_count);
    isn_table_count(t, story->link_count);
    isn_table_count(t, story->row_count);
    isn_table_count(t, story->slot_count);
    isn_table_row_end(t);
}

static void print_stories(printer *p) { each_story(p, print_story); }

/* ---- statements --------------------------------------------------------- */

static const isnad_column statement_columns[] = {
    TEXT("story"),       COUNT("statement"),
    TEXT("speaker"),     TEXT("stance"),
    TEXT("source_kind"), TEXT("on"),
    TEXT("first_seen"),  COUNT("origins"),
    COUNT("copies"),     COUNT("wordings"),
    TEXT("supersedes"),  TEXT("superseded_by"),
    TEXT("contradicts"), PLACE,
};

static void print_rows(printer *p, const isnad_story *story)
{
    isn_table *t = &p->table;
    for (uint32_t i = 0; i < story->row_count; i++) {
        const isnad_row *r = &story->rows[i];
        isn_table_row(t);
        isn_table_text(t, story->id);
        isn_table_count(t, i + 1);
        isn_table_text(t, r->speaker);
        isn_table_text(t, isnad_stance_text(r->stance));
        isn_table_text(t, r->source_kind);
        isn_table_text(t, r->on);
        isn_table_text(t, r->first_seen);
        isn_table_count(t, r->origins);
        isn_table_count(t, r->copies);
        isn_table_count(t, r->wording_count);
        isn_table_numbers(t, r->supersedes, r->supersedes_count);
        isn_table_numbers(t, r->superseded_by, r->superseded_by_count);
        isn_table_numbers(t, r->contradicts, r->contradicts_count);
        place(p, r->place);
        isn_table_row_end(t);
    }
}

static void print_statements(printer *p) { each_story(p, print_rows); }

/* The statement that a wording is, or NULL: nobody says it there. */
static const isnad_statement *said(const printer *p, const isnad_wording *w)
{
    size_t count;
    const isnad_statement *all =
        isnad_doc_statements(doc_at(p, w->place.doc), &count);
    return w->statement < count ? &all[w->statement] : NULL;
}

static const isnad_column attribution_columns[] = {
    TEXT("story"), COUNT("statement"), COUNT("wording"),
    COUNT("hop"),  TEXT("name"),       PLACE,
};

/* The hops of each wording, the outlet first; the place is that of the words
 * that prove the hop, empty where the page itself does. */
static void print_hops(printer *p, const isnad_story *story)
{
    isn_table *t = &p->table;
    for (uint32_t i = 0; i < story->row_count; i++) {
        for (uint32_t w = 0; w < story->rows[i].wording_count; w++) {
            const isnad_wording *wording = &story->rows[i].wordings[w];
            const isnad_statement *s = said(p, wording);
            for (uint32_t h = 0; s && h < s->chain_count; h++) {
                isn_table_row(t);
                isn_table_text(t, story->id);
                isn_table_count(t, i + 1);
                isn_table_count(t, w + 1);
                isn_table_count(t, h + 1);
                isn_table_text(t, s->chain[h].name);
                place(p, (isnad_place){wording->place.doc, s->chain[h].cue});
                isn_table_row_end(t);
            }
        }
    }
}

static void print_attributions(printer *p) { each_story(p, print_hops); }

static const isnad_column quote_columns[] = {
    TEXT("story"),   COUNT("statement"),  COUNT("wording"),
    TEXT("speaker"), TEXT("source_kind"), TEXT("on"),
    PLACE,
};

/* What stands between quotation marks, as each page has it. */
static void print_direct(printer *p, const isnad_story *story)
{
    isn_table *t = &p->table;
    for (uint32_t i = 0; i < story->row_count; i++) {
        for (uint32_t w = 0; w < story->rows[i].wording_count; w++) {
            const isnad_wording *wording = &story->rows[i].wordings[w];
            const isnad_statement *s = said(p, wording);
            if (!s || !s->direct) {
                continue;
            }
            isn_table_row(t);
            isn_table_text(t, story->id);
            isn_table_count(t, i + 1);
            isn_table_count(t, w + 1);
            isn_table_text(t, s->speaker.entity);
            isn_table_text(t, s->source_kind);
            isn_table_text(t, s->on.value);
            place(p, wording->place);
            isn_table_row_end(t);
        }
    }
}

static void print_quotes(printer *p) { each_story(p, print_direct); }

/* ---- figures ------------------------------------------------------------ */

static const isnad_column figure_columns[] = {
    TEXT("story"),     COUNT("figure"),  COUNT("reading"),
    TEXT("of"),        TEXT("part"),     TEXT("scope"),
    NUMBER("low"),     NUMBER("high"),   BOOL("approximate"),
    BOOL("vague"),     TEXT("by"),       TEXT("as_of"),
    TEXT("reported"),  TEXT("relation"), BOOL("earlier"),
    BOOL("withdrawn"), TEXT("origin"),   PLACE,
};

static void print_reading(printer *p, const isnad_story *story, uint32_t slot,
                          uint32_t reading)
{
    isn_table *t = &p->table;
    const isnad_slot *s = &story->slots[slot];
    const isnad_reading *r = &s->readings[reading];
    isn_table_row(t);
    isn_table_text(t, story->id);
    isn_table_count(t, slot + 1);
    isn_table_count(t, reading + 1);
    isn_table_text(t, s->of);
    isn_table_text(t, s->part);
    isn_table_text(t, s->scope);
    isn_table_number(t, r->low);
    isn_table_number(t, r->high);
    isn_table_bool(t, r->approximate);
    isn_table_bool(t, r->vague);
    isn_table_text(t, r->by);
    isn_table_text(t, r->as_of);
    isn_table_text(t, r->reported);
    isn_table_text(t, isnad_figure_relation_text(r->relation));
    isn_table_bool(t, r->earlier);
    isn_table_bool(t, r->withdrawn);
    isn_table_text(t, story->origins[r->origin].name);
    place(p, r->place);
    isn_table_row_end(t);
}

static void print_slots(printer *p, const isnad_story *story)
{
    for (uint32_t s = 0; s < story->slot_count; s++) {
        for (uint32_t i = 0; i < story->slots[s].reading_count; i++) {
            print_reading(p, story, s, i);
        }
    }
}

static void print_figures(printer *p) { each_story(p, print_slots); }

/* ---- copies, versions --------------------------------------------------- */

static const isnad_column copy_columns[] = {
    TEXT("source_path"),     TEXT("source_steps"),  TEXT("copy_path"),
    TEXT("copy_steps"),      TEXT("kind"),          TEXT("form"),
    NUMBER("shared_source"), NUMBER("shared_copy"), COUNT("passages"),
    TEXT("direction"),
};

static void print_copies(printer *p)
{
    isn_table *t = &p->table;
    for (size_t i = 0; i < p->pile->links.count && !t->status; i++) {
        const isnad_link *l = &p->pile->links.items[i];
        isn_table_row(t);
        isn_table_document(t, doc_at(p, l->a));
        isn_table_document(t, doc_at(p, l->b));
        isn_table_text(t, isnad_link_kind_text(l->kind));
        isn_table_text(t, isnad_link_form_text(l->form));
        isn_table_number(t, l->shared_a);
        isn_table_number(t, l->shared_b);
        isn_table_count(t, l->passage_count);
        isn_table_text(t, l->direction);
        isn_table_row_end(t);
    }
}

static const isnad_column version_columns[] = {
    TEXT("story"),      TEXT("url"),
    TEXT("what"),       TEXT("from_path"),
    TEXT("from_steps"), COUNT("from_begin"),
    COUNT("from_end"),  TEXT("from_sha256"),
    TEXT("from_words"), PLACE,
};

static void print_revisions(printer *p, const isnad_story *story)
{
    isn_table *t = &p->table;
    for (uint32_t i = 0; i < story->revision_count; i++) {
        const isnad_revision *r = &story->revisions[i];
        isn_table_row(t);
        isn_table_text(t, story->id);
        isn_table_text(t, r->url);
        isn_table_text(t, r->what);
        place(p, r->from);
        place(p, r->to);
        isn_table_row_end(t);
    }
}

static void print_versions(printer *p) { each_story(p, print_revisions); }

/* ---- all ---------------------------------------------------------------- */

static const struct {
    const isnad_column *columns;
    size_t count;
    void (*print)(printer *p);
} tables[ISNAD_TABLE_COUNT] = {
#define TABLE(id, columns, print)                                              \
    [ISNAD_TABLE_##id] = {columns, sizeof columns / sizeof *columns, print}
    TABLE(DOCUMENTS, document_columns, print_documents),
    TABLE(STORIES, story_columns, print_stories),
    TABLE(STATEMENTS, statement_columns, print_statements),
    TABLE(ATTRIBUTIONS, attribution_columns, print_attributions),
    TABLE(FIGURES, figure_columns, print_figures),
    TABLE(QUOTES, quote_columns, print_quotes),
    TABLE(COPIES, copy_columns, print_copies),
    TABLE(VERSIONS, version_columns, print_versions),
#undef TABLE
};

const char *isnad_table_text(isnad_table table)
{
    static const char *const names[ISNAD_TABLE_COUNT] = {
        "documents", "stories", "statements", "attributions",
        "figures",   "quotes",  "copies",     "versions",
    };
    return names[table];
}

const isnad_column *isnad_table_columns(isnad_table table, size_t *count)
{
    *count = tables[table].count;
    return tables[table].columns;
}

/* A sink that counts and hashes what goes through it. */
typedef struct meter {
    isnad_sink to;
    uint64_t bytes;
    struct sha256_ctx hash;
} meter;

static isnad_status write_through(void *data, const char *bytes, size_t len)
{
    meter *m = data;
    m->bytes += len;
    sha256_update(&m->hash, len, (const uint8_t *)bytes);
    return m->to.write(m->to.data, bytes, len);
}

static void end_hash(struct sha256_ctx *hash, char hex[65])
{
    unsigned char digest[SHA256_DIGEST_SIZE];
    sha256_digest(hash, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        snprintf(hex + 2 * i, 3, "%02x", digest[i]);
    }
}

isnad_status isnad_report_table(const isnad_pile *pile, isnad_table table,
                                isnad_format format, isnad_sink sink,
                                isnad_table_facts *facts)
{
    printer p = {.pile = pile};
    meter m = {.to = sink};
    sha256_init(&m.hash);
    *facts = (isnad_table_facts){0};
    if (format != ISNAD_FORMAT_JSONL && format != ISNAD_FORMAT_CSV) {
        return ISNAD_USAGE;
    }
    isn_table_begin(&p.table, format, tables[table].columns,
                    tables[table].count, (isnad_sink){write_through, &m});
    tables[table].print(&p);
    isnad_status status = isn_table_end(&p.table);
    facts->rows = p.table.rows;
    facts->bytes = m.bytes;
    end_hash(&m.hash, facts->sha256);
    return status;
}

/* ---- the manifest ------------------------------------------------------- */

static void put_table(isn_json *json, isnad_table table, isnad_format format,
                      const isnad_table_facts *facts)
{
    const char *name = isnad_table_text(table);
    char file[64];
    snprintf(file, sizeof file, "%s.%s", name, isnad_format_text(format));
    isn_json_object(json);
    isn_json_put_text(json, "name", name);
    isn_json_put_text(json, "file", file);
    isn_json_put_count(json, "rows", facts->rows);
    isn_json_put_count(json, "bytes", facts->bytes);
    isn_json_put_text(json, "sha256", facts->sha256);
    isn_json_put_array(json, "columns");
    for (size_t i = 0; i < tables[table].count; i++) {
        isn_json_object(json);
        isn_json_put_text(json, "name", tables[table].columns[i].name);
        isn_json_put_text(json, "type", tables[table].columns[i].type);
        isn_json_object_end(json);
    }
    isn_json_array_end(json);
    isn_json_object_end(json);
}

/* Of the digests of all payloads, in the order of the documents. */
static void put_pile(isn_json *json, const isnad_pile *pile)
{
    struct sha256_ctx hash;
    char hex[65];
    sha256_init(&hash);
    for (size_t i = 0; i < pile->doc_count; i++) {
        const isnad_doc *doc = pile->docs[pile->order[i]];
        sha256_update(&hash, strlen(doc->sha256), (const uint8_t *)doc->sha256);
        sha256_update(&hash, 1, (const uint8_t *)"\n");
    }
    end_hash(&hash, hex);
    isn_json_put_count(json, "documents", pile->doc_count);
    isn_json_put_text(json, "documents_sha256", hex);
}

isnad_status
isnad_report_manifest(const isnad_pile *pile, isnad_format format,
                      const isnad_setting *settings, size_t setting_count,
                      const isnad_table_facts facts[ISNAD_TABLE_COUNT],
                      isnad_sink sink)
{
    isn_json json;
    isn_json_begin(&json, sink, 2);
    isn_json_object(&json);
    isn_json_put_text(&json, "isnad", ISNAD_VERSION);
    isn_json_put_text(&json, "format", isnad_format_text(format));
    put_pile(&json, pile);
    isn_json_put_object(&json, "settings");
    for (size_t i = 0; i < setting_count; i++) {
        isn_json_put_text(&json, settings[i].name, settings[i].value);
    }
    isn_json_object_end(&json);
    isn_json_put_array(&json, "tables");
    for (int table = 0; table < ISNAD_TABLE_COUNT; table++) {
        put_table(&json, (isnad_table)table, format, &facts[table]);
    }
    isn_json_array_end(&json);
    isn_json_object_end(&json);
    return isn_json_end(&json);
}
