#include "annotate/namewhole.h"

#include <string.h>

#include "annotate/namelabels.h"
#include "text/match.h"

enum {
    TITLES = 3, /* between a site and whom it is named after */
    JOINED = ISN_CLITIC_WA | ISN_CLITIC_FA | ISN_CLITIC_BI | ISN_CLITIC_LI |
             ISN_CLITIC_KA | ISN_CLITIC_SA,
};

typedef struct whole {
    const isnad_doc *doc;
    uint8_t *labels;
    uint32_t end; /* of the block */
} whole;

static const isn_token *token(const whole *w, uint32_t at)
{
    return &w->doc->tokens.items[at];
}

static bool article(const whole *w, uint32_t at)
{
    return (token(w, at)->clitics & ISN_CLITIC_AL) != 0;
}

/* A word that goes on behind the one before it. */
static bool goes_on(const whole *w, uint32_t at)
{
    return at > 0 && at < w->end && token(w, at)->kind == ISN_WORD &&
           token(w, at)->sentence == token(w, at - 1)->sentence &&
           !(token(w, at)->clitics & JOINED);
}

static uint32_t name_last(const whole *w, uint32_t at)
{
    while (at + 1 < w->end && !isn_label_ends(w->labels[at]) &&
           w->labels[at + 1] && !isn_label_begins(w->labels[at + 1])) {
        at++;
    }
    return at;
}

/* The adjective of a head: الدولي, الرياضية. */
static bool adjective(const whole *w, uint32_t at)
{
    const isn_token *t = token(w, at);
    size_t n = t->stem_len;
    return goes_on(w, at) && article(w, at) && !w->labels[at] &&
           !isn_is(w->doc, at, ISN_CLASS_TITLE) &&
           ((n >= 6 && memcmp(t->stem + n - 2, "ي", 2) == 0) ||
            (n >= 8 && memcmp(t->stem + n - 4, "يه", 4) == 0));
}

/* Labels head and name as one, with the adjective that follows. */
static void put(const whole *w, uint32_t first, uint32_t last, unsigned type)
{
    if (adjective(w, last + 1)) {
        last++;
    }
    isn_label_put(w->labels, w->doc->tokens.count, first, last, type);
}

static bool bare_singular(const whole *w, uint32_t at, const isn_sense *sense)
{
    return sense && !(sense->form & (ISN_FORM_PLURAL | ISN_FORM_DUAL)) &&
           !article(w, at) && !(token(w, at)->clitics & ISN_CLITIC_PRON);
}

/* ---- heads */

/* Where the name behind a head and the titles of its bearer begins, or 0. */
static uint32_t named_after(const whole *w, uint32_t head, bool *titled)
{
    uint32_t at = head + 1;
    *titled = false;
    for (unsigned n = 0; n < TITLES && goes_on(w, at) && !w->labels[at] &&
                         article(w, at) && isn_is(w->doc, at, ISN_CLASS_TITLE);
         n++) {
        *titled = true;
        at++;
    }
    return goes_on(w, at) && isn_label_begins(w->labels[at]) ? at : 0;
}

/* مركز الملك خالد للإغاثة does something, and is no place. */
static bool serves(const whole *w, uint32_t last)
{
    const unsigned purpose = ISN_CLITIC_LI | ISN_CLITIC_AL;
    uint32_t behind = adjective(w, last + 1) ? last + 2 : last + 1;
    return behind < w->end && (token(w, behind)->clitics & purpose) == purpose;
}

static void head_at(const whole *w, uint32_t at)
{
    const isn_lex_entry *entry = token(w, at)->entry;
    const isn_sense *site = isn_lex_sense(entry, ISN_CLASS_PLACE_CLASS),
                    *body = isn_lex_sense(entry, ISN_CLASS_ORG_HEAD);
    bool is_site =
             bare_singular(w, at, site) &&
             isn_rows_place_class[site->row].kind == ISN_PLACE_CLASS_KIND_SITE,
         is_body =
             bare_singular(w, at, body) &&
             (isn_rows_org_head[body->row].kind == ISN_ORG_HEAD_KIND_STUDY ||
              isn_rows_org_head[body->row].kind == ISN_ORG_HEAD_KIND_HEALTH);
    if (is_body && !is_site && isn_label_is(w->labels, at, ISNAD_LOC) &&
        isn_label_begins(w->labels[at])) {
        isn_label_put(w->labels, w->doc->tokens.count, at, name_last(w, at),
                      ISNAD_ORG);
    }
    if (w->labels[at] || (!is_site && !is_body) ||
        (at > 0 && isn_token_is(w->doc, at - 1, "عن"))) { /* عن طريق */
        return;
    }
    bool titled;
    uint32_t name = named_after(w, at, &titled);
    if (!name) {
        return;
    }
    uint32_t last = name_last(w, name);
    bool person = isn_label_is(w->labels, name, ISNAD_PER),
         place = isn_label_is(w->labels, name, ISNAD_LOC) && !titled &&
                 !isn_is(w->doc, name, ISN_CLASS_PLACE_CLASS);
    if (is_site && (person || place) && !(is_body && serves(w, last))) {
        if (!is_body || person) {
            put(w, at, last, ISNAD_LOC);
        }
    } else if (is_body && person && titled) {
        put(w, at, last, ISNAD_ORG);
    }
}

static bool feminine(const isn_token *t)
{
    return t->stem_len > 2 && memcmp(t->stem + t->stem_len - 2, "ه", 2) == 0;
}

/* الخارجية المالطية by itself; in وزير الخارجية المالطي it is the minister that
 * is Maltese, in الشؤون الداخلية the affairs are internal. */
static bool stands_alone(const whole *w, uint32_t at, const isn_sense *head)
{
    return article(w, at) && !(head->form & ISN_FORM_DUAL) &&
           (at == 0 || (!isn_is(w->doc, at - 1, ISN_CLASS_TITLE) &&
                        !article(w, at - 1))) &&
           (isn_rows_org_head[head->row].kind == ISN_ORG_HEAD_KIND_FORCE ||
            feminine(token(w, at + 1)));
}

/* خفر السواحل المالطي: the bodies of a state with its nationality. */
static void state_at(const whole *w, uint32_t at)
{
    isn_match_result head = isn_match(w->doc, at, ISN_CLASS_ORG_HEAD);
    uint32_t last = at + head.tokens;
    if (!head.sense ||
        isn_rows_org_head[head.sense->row].part != ISN_ORG_HEAD_PART_STATE ||
        !goes_on(w, last) || !article(w, last) ||
        (head.tokens == 1 && !stands_alone(w, at, head.sense))) {
        return;
    }
    isn_match_result of = isn_match(w->doc, last, ISN_CLASS_NATIONALITY);
    for (uint32_t i = at; i <= last; i++) {
        if (w->labels[i]) {
            return;
        }
    }
    if (of.sense && isn_rows_nationality[of.sense->row].country) {
        isn_label_put(w->labels, w->doc->tokens.count, at, last, ISNAD_ORG);
    }
}

void isn_names_whole(const isnad_doc *doc, uint8_t *labels)
{
    whole w = {.doc = doc, .labels = labels};
    const uint64_t heads =
        ISN_BIT(ISN_CLASS_PLACE_CLASS) | ISN_BIT(ISN_CLASS_ORG_HEAD);
    for (size_t b = 0; b < doc->blocks.count; b++) {
        const isnad_block *block = &doc->blocks.items[b];
        w.end = isnad_block_is_article(block)
                    ? block->first_token + block->token_count
                    : 0;
        for (uint32_t i = block->first_token; i < w.end; i++) {
            if (doc->tokens.items[i].classes & heads) {
                state_at(&w, i);
                head_at(&w, i);
            }
        }
    }
}
