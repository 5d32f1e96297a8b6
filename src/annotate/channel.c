/* Houses, documents, media, networks: what a statement is published in. */
#include "annotate/channel.h"

#include <string.h>

#include "lang/fold.h"

enum { LONGEST_NAME = 200 };

/* ---- houses ------------------------------------------------------------- */

static const char *house_in(const isn_sense *senses, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (senses[i].cls == ISN_CLASS_CHANNEL) {
            const char *of = isn_rows_channel[senses[i].row].of;
            if (of) {
                return of;
            }
        }
    }
    return NULL;
}

/* The first word, or run of words, that names a house. */
static const char *house_from(const char *word, const char *end)
{
    const char *found = NULL;
    uint32_t node = ISN_TRIE_ROOT;
    bool first = true;
    while (word < end) {
        size_t n = strcspn(word, " ");
        const isn_lex_entry *entry = isn_lex_find(word, n);
        if (!entry) {
            break;
        }
        if (first) {
            for (uint32_t i = 0; i < entry->sense_count && !found; i++) {
                found = house_in(isn_lex_sense_at(entry, i), 1);
            }
            first = false;
        }
        node = isn_trie_step(node, entry);
        if (node == ISN_TRIE_NONE) {
            break;
        }
        uint32_t count;
        const isn_sense *senses = isn_trie_senses(node, &count);
        const char *of = house_in(senses, count);
        found = of ? of : found;
        word += n + (word[n] == ' ');
    }
    return found;
}

const char *isn_house_of(const char *name)
{
    char folded[LONGEST_NAME];
    if (!name) {
        return NULL;
    }
    size_t n = isn_fold(name, strlen(name), folded, sizeof folded - 1);
    folded[n] = '\0';
    for (char *at = folded; *at;) {
        const char *of = house_from(at, folded + n);
        if (of) {
            return of;
        }
        at += strcspn(at, " ");
        at += *at == ' ';
    }
    return NULL;
}

/* ---- kinds -------------------------------------------------------------- */

int isn_channel_kind(const isn_scene *scene, uint32_t at, uint32_t *tokens)
{
    isn_match_result m = isn_match(scene->doc, at, ISN_CLASS_CHANNEL);
    bool alone = isn_behind_name(scene, at) <= at + 1 &&
                 (at == 0 || scene->name_of[at] == 0 ||
                  scene->name_of[at - 1] != scene->name_of[at]);
    if (!m.sense && isn_is_word(scene, at) && alone) {
        /* «البيان» is a paper too, and only that for the lexicon. */
        const isn_token *t = isn_tok(scene, at);
        m.sense = isn_lex_sense(isn_lex_find(t->stem, t->stem_len),
                                ISN_CLASS_CHANNEL);
        m.tokens = 1;
    }
    if (!m.sense ||
        isn_rows_channel[m.sense->row].kind == ISN_CHANNEL_KIND_NONE) {
        return -1; /* «موقع الحادث» is no site */
    }
    if (tokens) {
        *tokens = m.tokens;
    }
    return isn_rows_channel[m.sense->row].kind;
}

bool isn_is_document(const isn_scene *scene, uint32_t at)
{
    int kind = isn_channel_kind(scene, at, NULL);
    return kind == ISN_CHANNEL_KIND_DOCUMENT || kind == ISN_CHANNEL_KIND_TALK ||
           kind == ISN_CHANNEL_KIND_SOCIAL;
}

bool isn_is_network(const isn_scene *scene, uint32_t at)
{
    return isn_channel_kind(scene, at, NULL) == ISN_CHANNEL_KIND_SOCIAL;
}

bool isn_is_medium(const isn_scene *scene, uint32_t at)
{
    int kind = isn_channel_kind(scene, at, NULL);
    return kind == ISN_CHANNEL_KIND_MEDIA || kind == ISN_CHANNEL_KIND_KEEPS ||
           kind == ISN_CHANNEL_KIND_OUTLET;
}

/* Words before a name that say what it is; an agency and a site keep theirs,
 * as in «وكالة الأناضول», «موقع الوزارة». */
static bool drops_class_word(const isn_scene *scene, uint32_t at)
{
    isn_match_result m = isn_match(scene->doc, at, ISN_CLASS_CHANNEL);
    return m.sense && m.tokens == 1 &&
           !(isn_tok(scene, at)->clitics & ISN_CLITIC_AL) &&
           isn_rows_channel[m.sense->row].kind == ISN_CHANNEL_KIND_MEDIA;
}

isnad_status isn_medium_of(isn_scene *scene, const isn_phrase *phrase,
                           isnad_party *out)
{
    uint32_t first = phrase->first;
    for (uint32_t i = first; i < phrase->last; i++) {
        uint32_t n = 1;
        if (isn_channel_kind(scene, i, &n) == ISN_CHANNEL_KIND_SOCIAL) {
            return isn_party_words(scene, i, i + n, out);
        }
        uint32_t q = scene->quotes.of[i];
        if (q != ISN_NO_QUOTE && scene->quotes.list.items[q].open == i) {
            const isn_quote *quote = &scene->quotes.list.items[q];
            return isn_party_words(scene, quote->first, quote->last, out);
        }
    }
    /* «شبكة (نجم)» */
    uint32_t bracket = first + 1 < phrase->last
                           ? isn_behind_bracket(scene, first + 1, phrase->last)
                           : first + 1;
    if (bracket > first + 3) {
        return isn_party_words(scene, first + 2, bracket - 1, out);
    }
    if (first + 1 < phrase->last && drops_class_word(scene, first)) {
        const isn_token *t = isn_tok(scene, first + 1);
        bool adjective = !(t->clitics & ISN_CLITIC_AL) &&
                         !scene->name_of[first + 1] && t->entry &&
                         !isn_is_medium(scene, first + 1);
        first += !adjective; /* «صحيفة الأفق», but «صحف محلية» */
    }
    /* «صحيفة ديلي ميرور البريطانية»: of the paper, not of its name. */
    uint32_t last = phrase->last;
    if (first > phrase->first && last > first + 1 &&
        isn_is(scene->doc, last - 1, ISN_CLASS_NATIONALITY) &&
        (isn_tok(scene, last - 1)->clitics & ISN_CLITIC_AL)) {
        last--;
    }
    return isn_party_words(scene, first, last, out);
}

/* ---- owners ------------------------------------------------------------- */

bool isn_owner_of(const isn_scene *scene, const isn_phrase *phrase, uint32_t at,
                  uint32_t last, isn_phrase *owner)
{
    uint32_t n = 1;
    /* «تقرير لصحيفة»: the phrase ends before whom one may be telling it. */
    if (at == phrase->last && at < last && isn_is_medium(scene, at) &&
        (isn_tok(scene, at)->clitics & ISN_CLITIC_LI)) {
        isn_phrase rest;
        bool more = isn_phrase_at(scene, NULL, at + 1, last, false, &rest);
        uint32_t end = more ? rest.last : at + 1;
        *owner = (isn_phrase){at, end, end, ISN_NO_TOKEN};
        return true;
    }
    for (uint32_t i = at; i < last && i < at + 4; i++) {
        if (isn_is_comma(scene, i) && i + 1 < last) {
            continue;
        }
        if (!isn_is_word(scene, i)) {
            return false;
        }
        if (isn_frame_is(scene, i, ISN_FRAME_KIND_PASSES, &n)) {
            uint32_t next = isn_skip_adverbs(scene, i + n, last);
            next += next < last && isn_token_is(scene->doc, next, "عن");
            return isn_phrase_at(scene, NULL, next, last, false, owner);
        }
        if (i >= phrase->last) {
            return false;
        }
        const isn_token *t = isn_tok(scene, i);
        bool to = (t->clitics & ISN_CLITIC_LI) != 0;
        if (to || scene->name_of[i] || (t->clitics & ISN_CLITIC_AL) ||
            isn_is(scene->doc, i, ISN_CLASS_ORG_HEAD) ||
            (isn_is(scene->doc, i, ISN_CLASS_TITLE) &&
             !isn_stem_ends(t, "يه"))) { /* «تقارير إعلامية» has no owner */
            if (isn_tok(scene, phrase->first)->clitics & ISN_CLITIC_AL) {
                return false;
            }
            *owner =
                (isn_phrase){i, phrase->last, phrase->behind, phrase->person};
            return to || isn_is_somebody(scene, owner);
        }
    }
    return false;
}
