/* schema.org ClaimReview: what a fact-checker would write down before judging.
 * There is no rating: isnad judges nothing. */
#include "core/docdata.h"
#include "report/pile_forms.h"
#include "report/json_out.h"
#include "story/pile.h"

typedef struct printer {
    isn_json json;
    const isnad_pile *pile;
} printer;

/* What is unknown is left out. */
static void put_known(printer *p, const char *key, const char *value)
{
    if (value) {
        isn_json_put_text(&p->json, key, value);
    }
}

static void put_author(printer *p, const isnad_story *story,
                       const isnad_row *row)
{
    bool known = row->actor < story->actor_count;
    bool person = known && story->actors[row->actor].type == ISNAD_PER;
    if (!row->speaker || !row->speaker[0]) {
        return;
    }
    isn_json_put_object(&p->json, "author");
    isn_json_put_text(&p->json, "@type", person ? "Person" : "Organization");
    isn_json_put_text(&p->json, "name", row->speaker);
    isn_json_object_end(&p->json);
}

static void put_article(printer *p, uint32_t index)
{
    const isnad_doc *doc = p->pile->docs[index];
    isn_json_object(&p->json);
    isn_json_put_text(&p->json, "@type", "NewsArticle");
    isn_json_put_view(&p->json, "headline", isnad_doc_words(doc, doc->title));
    put_known(p, "datePublished", doc->published.best);
    put_known(p, "url", doc->url.value);
    if (doc->outlet.value) {
        isn_json_put_object(&p->json, "publisher");
        isn_json_put_text(&p->json, "@type", "Organization");
        isn_json_put_text(&p->json, "name", doc->outlet.value);
        isn_json_object_end(&p->json);
    }
    isn_json_object_end(&p->json);
}

/* Wordings are sorted by document's day: one article each. */
static void put_appearances(printer *p, const isnad_row *row)
{
    isn_json_put_array(&p->json, "appearance");
    for (uint32_t i = 0; i < row->wording_count; i++) {
        uint32_t doc = row->wordings[i].place.doc;
        if (i == 0 || row->wordings[i - 1].place.doc != doc) {
            put_article(p, doc);
        }
    }
    isn_json_array_end(&p->json);
}

static void put_review(printer *p, const isnad_story *story,
                       const isnad_row *row)
{
    const isnad_doc *doc = p->pile->docs[row->place.doc];
    isn_json_object(&p->json);
    isn_json_put_text(&p->json, "@context", "https://schema.org");
    isn_json_put_text(&p->json, "@type", "ClaimReview");
    isn_json_put_text(&p->json, "creativeWorkStatus", "Draft");
    isn_json_put_view(&p->json, "claimReviewed",
                      isnad_doc_words(doc, row->place.span));
    isn_json_put_object(&p->json, "itemReviewed");
    isn_json_put_text(&p->json, "@type", "Claim");
    put_author(p, story, row);
    put_known(p, "datePublished", row->on ? row->on : row->first_seen);
    put_appearances(p, row);
    isn_json_object_end(&p->json);
    isn_json_object_end(&p->json);
}

isnad_status isn_pile_claimreview(const isnad_pile *pile, isnad_sink sink)
{
    printer p = {.pile = pile};
    isn_json_begin(&p.json, sink, 1);
    isn_json_array(&p.json);
    for (size_t i = 0; i < pile->stories.count; i++) {
        const isnad_story *story = &pile->stories.items[i];
        for (uint32_t r = 0; r < story->row_count; r++) {
            put_review(&p, story, &story->rows[r]);
        }
    }
    isn_json_array_end(&p.json);
    return isn_json_end(&p.json);
}
