#include "story/story_labels.h"

#include <stdlib.h>
#include <string.h>

#include "core/sort.h"
#include "text/match.h"

enum { MOST_USES = 4096, QUOTED_WORDS = 3 };

bool isn_labels_alike(uint32_t row_a, uint32_t row_b)
{
    return strcmp(isn_rows_label[row_a].of, isn_rows_label[row_b].of) == 0;
}

static bool has_article(const isn_token *t)
{
    return (t->clitics & ISN_CLITIC_AL) != 0;
}

static bool ends_as_adjective(const isn_token *t)
{
    static const char *const endings[] = {"ي", "يه"};
    bool ends = false;
    for (size_t i = 0; i < 2; i++) {
        size_t n = strlen(endings[i]);
        ends |= t->kind == ISN_WORD && t->stem_len > n + 2 &&
                memcmp(t->stem + t->stem_len - n, endings[i], n) == 0;
    }
    return ends && !(t->clitics & ISN_CLITIC_PRON);
}

/* The word behind a label tells who is meant: an adjective («النظام السوري»),
 * a name («مقاتلي جيش …»), a noun that completes it («قوات الاحتلال»). */
static void read_named(const isnad_doc *doc, isn_label_use *use)
{
    uint32_t next = use->token + use->count;
    const isn_token *label = &doc->tokens.items[next - 1];
    if (next + 1 < doc->tokens.count &&
        doc->tokens.items[next].kind > ISN_NUMBER) {
        next++; /* an opening quotation mark, a hash */
    }
    float idf;
    if (next >= doc->tokens.count ||
        doc->tokens.items[next].sentence != label->sentence) {
        return;
    }
    const isn_token *t = &doc->tokens.items[next];
    bool completes = has_article(label)
                         ? has_article(t)
                         : has_article(t) || isn_in_name(doc, t->span);
    /* «غارة جوية»: an adjective without its article. */
    completes |= !has_article(label) && ends_as_adjective(t);
    bool nation = (t->classes & ISN_BIT(ISN_CLASS_NATIONALITY)) != 0;
    if ((completes || nation) && isn_term_of(t, &use->named, &idf)) {
        use->span.end = t->span.end;
    } else {
        use->named = 0;
    }
}

static isnad_status read_doc(isn_work *w, uint32_t place, isn_label_uses *uses,
                             size_t *cap)
{
    const isnad_doc *doc = isn_work_doc(w, place);
    for (uint32_t i = 0; i < doc->tokens.count;) {
        const isn_token *t = &doc->tokens.items[i];
        isn_match_result m = {NULL, 1};
        if (isn_is(doc, i, ISN_CLASS_LABEL) &&
            isnad_block_is_article(&doc->blocks.items[t->block])) {
            m = isn_match(doc, i, ISN_CLASS_LABEL);
        }
        if (m.sense && uses->count < MOST_USES) {
            if (uses->count == *cap) {
                isn_label_use *grown = isn_arena_alloc(
                    w->scratch, (*cap * 2 + 64) * sizeof *grown);
                if (!grown) {
                    return ISNAD_NOMEM;
                }
                if (uses->count > 0) {
                    memcpy(grown, uses->items, uses->count * sizeof *grown);
                }
                *cap = *cap * 2 + 64;
                uses->items = grown;
            }
            isn_label_use *use = &uses->items[uses->count++];
            *use = (isn_label_use){
                place,
                m.sense->row,
                i,
                m.tokens,
                0,
                {t->word.begin, doc->tokens.items[i + m.tokens - 1].span.end}};
            read_named(doc, use);
        }
        i += m.sense ? m.tokens : 1;
    }
    return ISNAD_OK;
}

isnad_status isn_label_uses_find(isn_work *work, isn_label_uses *uses)
{
    *uses = (isn_label_uses){0};
    size_t cap = 0;
    isnad_status status = ISNAD_OK;
    for (uint32_t p = 0; !status && p < work->story->doc_count; p++) {
        status = read_doc(work, p, uses, &cap);
    }
    return status;
}

/* ---- whose word it is --------------------------------------------------- */

static bool is_quote(uint32_t c)
{
    return c == '"' || c == 0xAB || c == 0xBB || c == 0x201C || c == 0x201D ||
           c == 0x2018 || c == 0x2019 || c == '\'';
}

/* A word or two in quotation marks of their own: the outlet keeps away. */
static bool scare_quoted(const isnad_doc *doc, const isn_label_use *use)
{
    uint32_t before = use->token, after = use->token + use->count;
    for (unsigned i = 0; i < QUOTED_WORDS && before > 0; i++) {
        before--;
        if (is_quote(doc->tokens.items[before].punct)) {
            break;
        }
    }
    if (!is_quote(doc->tokens.items[before].punct)) {
        return false;
    }
    while (after < doc->tokens.count && after - before <= QUOTED_WORDS + 1) {
        if (is_quote(doc->tokens.items[after].punct)) {
            return true;
        }
        after++;
    }
    return false;
}

static isnad_status fill_mention(isn_work *w, const isn_label_use *use,
                                 isnad_label_mention *m)
{
    const isnad_doc *doc = isn_work_doc(w, use->place);
    m->word = isn_work_words(w, doc, use->span);
    m->evidence = (isnad_place){w->story->docs[use->place], use->span};
    m->voice = "outlet";
    m->owner = doc->outlet.value ? doc->outlet.value : doc->path;
    uint32_t s = isn_statement_over(doc, use->span);
    if (s != ISN_NONE) {
        const char *by = isn_statement_by(&doc->statements.items[s]);
        m->voice = "speaker";
        m->owner = by ? by : m->owner;
    } else if (scare_quoted(doc, use)) {
        m->voice = "scare";
    }
    return m->word ? ISNAD_OK : ISNAD_NOMEM;
}

/* ---- the table of a story ----------------------------------------------- */

static int by_kind(const void *a, const void *b)
{
    const isn_label_use *x = *(const isn_label_use *const *)a;
    const isn_label_use *y = *(const isn_label_use *const *)b;
    int order = strcmp(isn_rows_label[x->row].of, isn_rows_label[y->row].of);
    if (order) {
        return order;
    }
    return x < y ? -1 : 1; /* as found */
}

/* Only kinds for which more than one word is used, one of them loaded. */
static bool worth_telling(const isn_label_use *const *uses, uint32_t count)
{
    bool loaded = false, other = false;
    for (uint32_t i = 0; i < count; i++) {
        loaded |= isn_rows_label[uses[i]->row].loaded != 0;
        other |= uses[i]->row != uses[0]->row;
    }
    return loaded && other;
}

static isnad_status add_label(isn_work *w, const isn_label_use *const *uses,
                              uint32_t count, isnad_label *label)
{
    isnad_label_mention *mentions =
        isn_arena_alloc(w->pile->arena, count * sizeof *mentions);
    if (!mentions) {
        return ISNAD_NOMEM;
    }
    label->of = isn_rows_label[uses[0]->row].of;
    label->mentions = mentions;
    for (uint32_t i = 0; i < count; i++) {
        if (fill_mention(w, uses[i], &mentions[label->mention_count++])) {
            return ISNAD_NOMEM;
        }
    }
    return ISNAD_OK;
}

isnad_status isn_story_labels(isn_work *work)
{
    isn_label_uses uses;
    isnad_status status = isn_label_uses_find(work, &uses);
    if (status || uses.count == 0) {
        return status;
    }
    const isn_label_use **sorted =
        isn_arena_alloc(work->scratch, uses.count * sizeof *sorted);
    isnad_label *labels =
        isn_arena_alloc(work->pile->arena, uses.count * sizeof *labels);
    if (!sorted || !labels) {
        return ISNAD_NOMEM;
    }
    for (uint32_t i = 0; i < uses.count; i++) {
        sorted[i] = &uses.items[i];
    }
    isn_sort(sorted, uses.count, sizeof *sorted, by_kind);
    uint32_t n = 0;
    for (uint32_t i = 0; !status && i < uses.count;) {
        uint32_t end = i + 1;
        while (end < uses.count &&
               isn_labels_alike(sorted[end]->row, sorted[i]->row)) {
            end++;
        }
        if (worth_telling(sorted + i, end - i)) {
            status = add_label(work, sorted + i, end - i, &labels[n++]);
        }
        i = end;
    }
    work->story->labels = labels;
    work->story->label_count = n;
    return status;
}
