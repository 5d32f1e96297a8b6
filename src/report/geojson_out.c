/* The places of a pile as GeoJSON (RFC 7946): one Feature for each place, with
 * the documents that name it and the statements in whose words it stands. */
#include <stdlib.h>
#include <string.h>

#include "core/sort.h"
#include "report/address.h"
#include "report/report_json.h"
#include "story/pile.h"

/* One place of one story; those of several stories become one Feature. */
typedef struct site {
    uint32_t story, actor;
    const isnad_actor *it;
} site;

/* The words of a statement, wherever they are reported. */
typedef struct wording {
    uint32_t row;
    isnad_place place;
} wording;

typedef struct said {
    uint32_t story, row;
} said;

typedef struct mapper {
    isn_json json;
    const isnad_pile *pile;
    site *sites;
    size_t site_count;
    wording **wordings; /* of each story, sorted by place */
    size_t *wording_count;
    uint32_t *stamps; /* of each document: 1 + the Feature that named it */
} mapper;

static int by_location(const void *a, const void *b)
{
    const site *x = a, *y = b;
    const isnad_location *l = x->it->location, *m = y->it->location;
    int order =
        strcmp(l->country ? l->country : "", m->country ? m->country : "");
    order = order ? order : strcmp(l->name, m->name);
    if (order == 0 && l->latitude != m->latitude) {
        order = l->latitude < m->latitude ? -1 : 1;
    }
    if (order == 0 && l->longitude != m->longitude) {
        order = l->longitude < m->longitude ? -1 : 1;
    }
    if (order == 0 && x->story != y->story) {
        order = x->story < y->story ? -1 : 1;
    }
    return order ? order : x->actor < y->actor ? -1 : x->actor > y->actor;
}

static bool same_feature(const site *a, const site *b)
{
    const isnad_location *l = a->it->location, *m = b->it->location;
    return l->latitude == m->latitude && l->longitude == m->longitude &&
           strcmp(l->name, m->name) == 0;
}

static int by_place(const void *a, const void *b)
{
    const wording *x = a, *y = b;
    if (x->place.doc != y->place.doc) {
        return x->place.doc < y->place.doc ? -1 : 1;
    }
    if (x->place.span.begin != y->place.span.begin) {
        return x->place.span.begin < y->place.span.begin ? -1 : 1;
    }
    return x->row < y->row ? -1 : x->row > y->row;
}

static isnad_status list_sites(mapper *m)
{
    const isnad_story *stories = m->pile->stories.items;
    size_t count = 0;
    for (size_t s = 0; s < m->pile->stories.count; s++) {
        count += stories[s].actor_count;
    }
    m->sites = malloc((count + 1) * sizeof *m->sites);
    if (!m->sites) {
        return ISNAD_NOMEM;
    }
    for (uint32_t s = 0; s < m->pile->stories.count; s++) {
        for (uint32_t a = 0; a < stories[s].actor_count; a++) {
            if (stories[s].actors[a].location) {
                m->sites[m->site_count++] = (site){s, a, &stories[s].actors[a]};
            }
        }
    }
    isn_sort(m->sites, m->site_count, sizeof *m->sites, by_location);
    return ISNAD_OK;
}

static isnad_status list_wordings(mapper *m)
{
    size_t stories = m->pile->stories.count;
    m->wordings = calloc(stories + 1, sizeof *m->wordings);
    m->wording_count = calloc(stories + 1, sizeof *m->wording_count);
    m->stamps = calloc(m->pile->doc_count + 1, sizeof *m->stamps);
    if (!m->wordings || !m->wording_count || !m->stamps) {
        return ISNAD_NOMEM;
    }
    for (size_t s = 0; s < stories; s++) {
        const isnad_story *story = &m->pile->stories.items[s];
        size_t count = 0;
        for (uint32_t r = 0; r < story->row_count; r++) {
            count += story->rows[r].wording_count;
        }
        wording *list = m->wordings[s] = malloc((count + 1) * sizeof *list);
        if (!list) {
            return ISNAD_NOMEM;
        }
        for (uint32_t r = 0; r < story->row_count; r++) {
            for (uint32_t k = 0; k < story->rows[r].wording_count; k++) {
                *list++ = (wording){r, story->rows[r].wordings[k].place};
            }
        }
        m->wording_count[s] = count;
        isn_sort(m->wordings[s], count, sizeof *list, by_place);
    }
    return ISNAD_OK;
}

/* ---- one Feature -------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Every spelling once, sorted. */
static isnad_status put_forms(mapper *m, const site *first, const site *end)
{
    size_t count = 0, n = 0;
    for (const site *s = first; s < end; s++) {
        count += s->it->form_count;
    }
    const char **texts = malloc((count + 1) * sizeof *texts);
    if (!texts) {
        return ISNAD_NOMEM;
    }
    for (const site *s = first; s < end; s++) {
        for (uint32_t i = 0; i < s->it->form_count; i++) {
            texts[n++] = s->it->forms[i].text;
        }
    }
    isn_sort(texts, count, sizeof *texts, by_text);
    isn_json_put_array(&m->json, "forms");
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || strcmp(texts[i - 1], texts[i]) != 0) {
            isn_json_text(&m->json, texts[i]);
        }
    }
    isn_json_array_end(&m->json);
    free(texts);
    return ISNAD_OK;
}

static void put_documents(mapper *m, const site *first, const site *end)
{
    uint32_t stamp = (uint32_t)(first - m->sites) + 1;
    isn_json_put_array(&m->json, "documents");
    for (const site *s = first; s < end; s++) {
        for (uint32_t i = 0; i < s->it->mention_count; i++) {
            uint32_t doc = s->it->mentions[i].doc;
            if (m->stamps[doc] != stamp) {
                m->stamps[doc] = stamp;
                isn_json_text(&m->json, m->pile->docs[doc]->path);
            }
        }
    }
    isn_json_array_end(&m->json);
}

/* The first wording that begins behind the mention. */
static size_t behind(const wording *list, size_t count, isnad_place mention)
{
    size_t low = 0;
    wording key = {UINT32_MAX, mention};
    while (low < count) {
        size_t mid = low + (count - low) / 2;
        if (by_place(&list[mid], &key) <= 0) {
            low = mid + 1;
        } else {
            count = mid;
        }
    }
    return low;
}

static int by_row(const void *a, const void *b)
{
    const said *x = a, *y = b;
    return x->row < y->row ? -1 : x->row > y->row;
}

/* Rows in whose words a mention stands; words may lie within others, a few
 * deep. */
static size_t find_rows(const mapper *m, const site *s, said *rows, size_t cap)
{
    enum { DEEP = 4 };
    const wording *list = m->wordings[s->story];
    size_t found = 0;
    for (uint32_t i = 0; i < s->it->mention_count; i++) {
        isnad_place at = s->it->mentions[i];
        size_t end = behind(list, m->wording_count[s->story], at);
        for (size_t k = end; k > 0 && k + DEEP > end && found < cap; k--) {
            const wording *w = &list[k - 1];
            if (w->place.doc == at.doc &&
                w->place.span.begin <= at.span.begin &&
                w->place.span.end >= at.span.end) {
                rows[found++] = (said){s->story, w->row};
            }
        }
    }
    isn_sort(rows, found, sizeof *rows, by_row);
    size_t kept = 0;
    for (size_t i = 0; i < found; i++) {
        if (kept == 0 || rows[kept - 1].row != rows[i].row) {
            rows[kept++] = rows[i];
        }
    }
    return kept;
}

static void put_statement(mapper *m, const said *it)
{
    const isnad_story *story = &m->pile->stories.items[it->story];
    const isnad_row *row = &story->rows[it->row];
    const isnad_doc *doc = m->pile->docs[row->place.doc];
    isn_json_object(&m->json);
    isn_json_put_text(&m->json, "story", story->id);
    isn_json_put_count(&m->json, "statement", it->row);
    isn_json_put_view(&m->json, "words", isnad_doc_words(doc, row->place.span));
    isn_json_put_text(&m->json, "speaker", row->speaker);
    isn_json_key(&m->json, "evidence");
    isn_put_address_value(&m->json, doc, row->place.span);
    isn_json_object_end(&m->json);
}

static isnad_status put_statements(mapper *m, const site *first,
                                   const site *end)
{
    isn_json_put_array(&m->json, "statements");
    for (const site *s = first; s < end; s++) {
        size_t cap = (size_t)s->it->mention_count * 4 + 1;
        said *rows = malloc(cap * sizeof *rows);
        if (!rows) {
            return ISNAD_NOMEM;
        }
        size_t count = find_rows(m, s, rows, cap);
        for (size_t i = 0; i < count; i++) {
            put_statement(m, &rows[i]);
        }
        free(rows);
    }
    isn_json_array_end(&m->json);
    return ISNAD_OK;
}

static isnad_status put_feature(mapper *m, const site *first, const site *end)
{
    const isnad_location *l = first->it->location;
    isn_json_object(&m->json);
    isn_json_put_text(&m->json, "type", "Feature");
    isn_json_put_object(&m->json, "geometry");
    isn_json_put_text(&m->json, "type", "Point");
    isn_json_put_array(&m->json, "coordinates");
    isn_json_number(&m->json, l->longitude);
    isn_json_number(&m->json, l->latitude);
    isn_json_array_end(&m->json);
    isn_json_object_end(&m->json);
    isn_json_put_object(&m->json, "properties");
    isn_json_put_text(&m->json, "name", first->it->name);
    isn_json_put_text(&m->json, "country", l->country);
    isn_json_put_text(&m->json, "kind", l->kind);
    isnad_status status = put_forms(m, first, end);
    uint64_t mentions = 0;
    isn_json_put_array(&m->json, "stories");
    for (const site *s = first; s < end; s++) {
        mentions += s->it->mention_count;
        if (s == first || s->story != s[-1].story) {
            isn_json_text(&m->json, m->pile->stories.items[s->story].id);
        }
    }
    isn_json_array_end(&m->json);
    isn_json_put_count(&m->json, "mentions", mentions);
    put_documents(m, first, end);
    status = status ? status : put_statements(m, first, end);
    isn_json_object_end(&m->json);
    isn_json_object_end(&m->json);
    return status;
}

static isnad_status put_features(mapper *m)
{
    isnad_status status = ISNAD_OK;
    for (size_t i = 0, end; !status && i < m->site_count; i = end) {
        end = i + 1;
        while (end < m->site_count &&
               same_feature(&m->sites[i], &m->sites[end])) {
            end++;
        }
        status = put_feature(m, m->sites + i, m->sites + end);
    }
    return status;
}

isnad_status isn_report_pile_geojson(const isnad_pile *pile, isnad_sink sink)
{
    mapper m = {.pile = pile};
    isnad_status status = list_sites(&m);
    status = status ? status : list_wordings(&m);
    isn_json_begin(&m.json, sink, 2);
    isn_json_object(&m.json);
    isn_json_put_text(&m.json, "type", "FeatureCollection");
    isn_json_put_text(&m.json, "attribution",
                      "towns: GeoNames, CC BY 4.0; countries: Natural Earth");
    isn_json_put_array(&m.json, "features");
    status = status ? status : put_features(&m);
    isn_json_array_end(&m.json);
    isn_json_object_end(&m.json);
    isnad_status written = isn_json_end(&m.json);
    for (size_t s = 0; m.wordings && s < pile->stories.count; s++) {
        free(m.wordings[s]);
    }
    free(m.wordings);
    free(m.wording_count);
    free(m.stamps);
    free(m.sites);
    return status ? status : written;
}
