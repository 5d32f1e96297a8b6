#include "annotate/annotate.h"
#include "annotate/entities.h"
#include "text/match.h"

/* First reading: places from the table, people behind titles and given names,
 * organisations from their head to the word that closes them. */

typedef struct finder {
    isnad_doc *doc;
    isnad_status status;
} finder;

static const isn_token *token(const isnad_doc *doc, uint32_t at)
{
    return &doc->tokens.items[at];
}

static bool definite(const isn_token *t) { return t->clitics & ISN_CLITIC_AL; }

static bool plain(const isnad_doc *doc, uint32_t at)
{
    const isn_token *t = token(doc, at);
    return t->kind == ISN_WORD && !isn_is(doc, at, ISN_CLASS_FUNCTION) &&
           (t->clitics & ~(ISN_CLITIC_AL)) == 0;
}

static uint32_t add(finder *f, uint32_t first, uint32_t end,
                    isnad_entity_type type, const char *rule)
{
    isnad_doc *doc = f->doc;
    isnad_name *name = isn_list_push(doc->arena, &doc->names);
    if (!name) {
        f->status = ISNAD_NOMEM;
        return end;
    }
    *name = (isnad_name){
        .span = {token(doc, first)->word.begin, token(doc, end - 1)->word.end},
        .type = type,
        .entity = ISNAD_NO_ENTITY,
        .rule = rule,
    };
    return end;
}

static bool is_given(const isnad_doc *doc, uint32_t at)
{
    const isn_sense *s =
        isn_lex_sense(token(doc, at)->entry, ISN_CLASS_GIVEN_NAME);
    return s && !definite(token(doc, at)) &&
           isn_rows_given_name[s->row].use != ISN_GIVEN_NAME_USE_WORD;
}

static uint32_t person_end(const isnad_doc *doc, uint32_t at, uint32_t last)
{
    uint32_t end = at + 1;
    while (end < last && end < at + 4 && plain(doc, end) &&
           token(doc, end)->count < 400 &&
           !isn_is(doc, end, ISN_CLASS_TITLE) &&
           !isn_is(doc, end, ISN_CLASS_NATIONALITY) &&
           !isn_is(doc, end, ISN_CLASS_PLACE)) {
        end++;
    }
    return end;
}

static uint32_t body_end(const isnad_doc *doc, uint32_t at, uint32_t last,
                         uint8_t part)
{
    uint32_t end = at + 1;
    bool closed = definite(token(doc, at));
    bool national = false;
    while (end < last && end < at + 7 && plain(doc, end) &&
           (!closed || definite(token(doc, end)) ||
            isn_is(doc, end, ISN_CLASS_NATIONALITY))) {
        closed = closed || definite(token(doc, end)) ||
                 isn_is(doc, end, ISN_CLASS_PLACE);
        national = isn_is(doc, end, ISN_CLASS_NATIONALITY);
        end++;
        if (national) {
            break;
        }
    }
    if (part == ISN_ORG_HEAD_PART_STATE && !national) {
        return at;
    }
    return closed && end > at + 1 ? end : at;
}

static uint32_t name_at(finder *f, uint32_t at, uint32_t last, bool titled)
{
    const isnad_doc *doc = f->doc;
    if (token(doc, at)->kind != ISN_WORD) {
        return at;
    }
    isn_match_result m = isn_match(doc, at, ISN_CLASS_ORG_HEAD);
    if (m.sense && isn_rows_org_head[m.sense->row].part !=
                       ISN_ORG_HEAD_PART_NO) {
        uint32_t end = body_end(doc, at, last,
                                isn_rows_org_head[m.sense->row].part);
        if (end > at) {
            return add(f, at, end, ISNAD_ORG, "head");
        }
    }
    m = isn_match(doc, at, ISN_CLASS_PLACE);
    if (m.sense) {
        return add(f, at, at + m.tokens, ISNAD_LOC, "place");
    }
    if (is_given(doc, at) ||
        (titled && plain(doc, at) && !definite(token(doc, at)) &&
         !token(doc, at)->classes && token(doc, at)->count < 400)) {
        return add(f, at, person_end(doc, at, last), ISNAD_PER, "title");
    }
    return at;
}

static void find_in(finder *f, const isnad_block *block)
{
    const isnad_doc *doc = f->doc;
    uint32_t last = block->first_token + block->token_count;
    for (uint32_t at = block->first_token; at < last;) {
        bool titled = at > block->first_token &&
                      isn_is(doc, at - 1, ISN_CLASS_TITLE);
        uint32_t end = name_at(f, at, last, titled);
        at = end > at ? end : at + 1;
    }
}

isnad_status isn_annotate_names(isnad_doc *doc)
{
    finder f = {.doc = doc};
    doc->names.count = 0;
    for (size_t i = 0; i < doc->blocks.count && f.status == ISNAD_OK; i++) {
        const isnad_block *b = &doc->blocks.items[i];
        if (isnad_block_is_article(b) || b->role == ISNAD_ROLE_CAPTION) {
            find_in(&f, b);
        }
    }
    return f.status == ISNAD_OK ? isn_entities_link(doc) : f.status;
}
