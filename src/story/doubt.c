#include "story/doubt.h"

#include <string.h>

#include "lang/lexicon.h"
#include "text/match.h"

static bool within(const isnad_doc *doc, uint32_t at, isnad_span span)
{
    return at < doc->tokens.count &&
           doc->tokens.items[at].span.begin < span.end;
}

bool isn_find_limit(const isnad_doc *doc, isnad_span span, unsigned kind,
                    isn_limit *out)
{
    for (uint32_t i = isn_doc_token_at(doc, span.begin); within(doc, i, span);
         i++) {
        isn_match_result m = isn_match(doc, i, ISN_CLASS_QUALIFIER);
        if (m.sense && isn_rows_qualifier[m.sense->row].kind == kind) {
            *out = (isn_limit){i, m.tokens};
            return true;
        }
    }
    return false;
}

isnad_span isn_limit_span(const isnad_doc *doc, isn_limit l)
{
    return (isnad_span){doc->tokens.items[l.token].span.begin,
                        doc->tokens.items[l.token + l.count - 1].span.end};
}

const isnad_hedge *isn_hearsay_in(const isnad_doc *doc, isnad_span span)
{
    for (size_t i = 0; i < doc->hedges.count; i++) {
        const isnad_hedge *h = &doc->hedges.items[i];
        if ((h->span.begin < span.end && span.begin < h->span.end) ||
            (h->cue.begin < span.end && span.begin < h->cue.end)) {
            return h;
        }
    }
    return NULL;
}

/* قد before a verb of the present is "may"; before the past it is "has". */
static bool may_at(const isnad_doc *doc, uint32_t at)
{
    static const char *const present[] = {"ي", "ت"};
    const isn_token *next =
        at + 1 < doc->tokens.count ? &doc->tokens.items[at + 1] : NULL;
    bool qad = isn_token_is(doc, at, "قد") || isn_token_is(doc, at, "وقد");
    bool now = false;
    for (unsigned i = 0; qad && next && i < 2; i++) {
        /* «تم», «تلقى» are past: ت alone tells little of short words. */
        now |= next->kind == ISN_WORD && next->fold_len >= 8 &&
               memcmp(next->fold, present[i], 2) == 0;
    }
    return now;
}

bool isn_find_doubt(const isnad_doc *doc, isnad_span span, isn_limit *out)
{
    isn_limit first;
    bool found = isn_find_limit(doc, span, ISN_QUALIFIER_KIND_FRAME, &first);
    for (uint32_t i = isn_doc_token_at(doc, span.begin);
         within(doc, i, span) && !(found && first.token <= i); i++) {
        if (may_at(doc, i)) {
            first = (isn_limit){i, 1};
            found = true;
        }
    }
    *out = found ? first : (isn_limit){0, 0};
    return found;
}

bool isn_is_doubtful(const isnad_doc *doc, isnad_span span)
{
    isn_limit l;
    return isn_hearsay_in(doc, span) || isn_find_doubt(doc, span, &l) ||
           isn_find_limit(doc, span, ISN_QUALIFIER_KIND_DOUBT, &l);
}
