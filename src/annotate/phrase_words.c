#include "annotate/phrase_words.h"

#include <string.h>

#include "annotate/channel.h"

bool isn_function_stop(const isn_scene *scene, uint32_t at)
{
    isn_match_result m = isn_match(scene->doc, at, ISN_CLASS_FUNCTION);
    if (!m.sense) {
        return false;
    }
    switch (isn_rows_function[m.sense->row].kind) {
    case ISN_FUNCTION_KIND_CONJUNCTION:
        /* «قالت أم محمد»: no «or». */
        return !(isn_is(scene->doc, at, ISN_CLASS_SOURCE) &&
                 (isn_is(scene->doc, at + 1, ISN_CLASS_GIVEN_NAME) ||
                  (at > 0 && isn_is(scene->doc, at - 1, ISN_CLASS_SPEECH))));
    case ISN_FUNCTION_KIND_PRONOUN:
    case ISN_FUNCTION_KIND_RELATIVE:
    case ISN_FUNCTION_KIND_NEGATION:
    case ISN_FUNCTION_KIND_AUXILIARY:
    case ISN_FUNCTION_KIND_COMPLEMENT:
        return true;
    case ISN_FUNCTION_KIND_PARTICLE:
        return !isn_is(scene->doc, at, ISN_CLASS_SOURCE);
    default:
        return false;
    }
}

bool isn_is_preposition(const isn_scene *scene, uint32_t at)
{
    return isn_kind_is(scene, at, ISN_FUNCTION_KIND_PREPOSITION);
}

bool isn_frame_stops(const isn_scene *scene, uint32_t at)
{
    int kind = isn_frame_at(scene, at, NULL);
    if (kind == ISN_FRAME_KIND_CUT &&
        (isn_tok(scene, at)->clitics & ISN_CLITIC_AL) &&
        isn_noun_sense(scene, at, ISN_CLASS_SOURCE)) {
        return false; /* «المتهم» alone is the man */
    }
    return kind >= 0 && kind != ISN_FRAME_KIND_OBJECT &&
           kind != ISN_FRAME_KIND_OWN && kind != ISN_FRAME_KIND_SELF &&
           kind != ISN_FRAME_KIND_FEELING && kind != ISN_FRAME_KIND_NAMED;
}

bool isn_is_finite(const isn_scene *scene, uint32_t at)
{
    isn_cue cue;
    const isn_token *t = isn_tok(scene, at);
    uint64_t noun = ISN_BIT(ISN_CLASS_TITLE) | ISN_BIT(ISN_CLASS_SOURCE) |
                    ISN_BIT(ISN_CLASS_CHANNEL);
    /* «أفضل لاعب»: no «I prefer» in a report. */
    return !(t->classes & noun) && isn_cue_at(scene, at, &cue) &&
           isn_cue_finite(&cue) && !(cue.form & ISN_FORM_FIRST);
}

bool isn_headed_by(const isn_scene *scene, uint32_t first, unsigned cls)
{
    return isn_noun_sense(scene, first, cls) != NULL;
}

/* «باسم», «باسمها»; «باسمه» folds to a girl's name, which is no word cut. */
bool isn_in_name_of(const isn_scene *scene, uint32_t at)
{
    const isn_token *t = isn_tok(scene, at);
    return isn_fold_is(scene, at, "باسم") ||
           (isn_fold_is(scene, at, "باسمه") && !scene->name_of[at]) ||
           ((t->clitics & ISN_CLITIC_PRON) && t->fold_len > 8 &&
            memcmp(t->fold, "باسم", 8) == 0);
}

/* «المسؤول عن», «المسؤولة عن»: an office, or an adjective behind one. */
static bool responsible(const isn_scene *scene, uint32_t at)
{
    static const char word[] = "مسوول";
    const isn_token *t = isn_tok(scene, at);
    return t->stem_len >= sizeof word - 1 &&
           memcmp(t->stem, word, sizeof word - 1) == 0;
}

bool isn_noun_ties(const isn_scene *scene, const isn_cue *cue, uint32_t first,
                   uint32_t at, uint32_t last)
{
    if (isn_in_name_of(scene, at) || isn_fold_is(scene, at, "بلا")) {
        return true;
    }
    /* «البعض منهم» */
    if (at == first + 1 && isn_is_quantity(scene, first) &&
        (isn_fold_is(scene, at, "منهم") || isn_fold_is(scene, at, "منهن"))) {
        return true;
    }
    /* «المدير التنفيذي في تويتر فلان» */
    uint32_t name = at + 2 < last ? scene->name_of[at + 2] : 0;
    if (name && scene->doc->names.items[name - 1].type == ISNAD_PER &&
        scene->name_of[at + 1] != name && isn_fold_is(scene, at, "في") &&
        !scene->name_of[first]) {
        return true;
    }
    /* «أكثر من 100 موظف» */
    if (at + 1 < last && at == first + 1 && isn_fold_is(scene, at, "من") &&
        isn_tok(scene, at + 1)->kind == ISN_NUMBER &&
        (isn_fold_is(scene, first, "اكثر") ||
         isn_fold_is(scene, first, "اقل"))) {
        return true;
    }
    if (at + 1 >= last || !isn_is_word(scene, at + 1) || scene->date_of[at] ||
        scene->date_of[at + 1] ||
        isn_is(scene->doc, at + 1, ISN_CLASS_CHANNEL) ||
        isn_frame_stops(scene, at + 1)) {
        return false;
    }
    /* A word that no table has behind في is mostly a place. */
    bool definite = (isn_tok(scene, at + 1)->clitics & ISN_CLITIC_AL) ||
                    scene->name_of[at + 1] || !isn_tok(scene, at + 1)->entry;
    if (isn_fold_is(scene, at, "في") || isn_fold_is(scene, at, "لدي")) {
        return definite;
    }
    if (isn_fold_is(scene, at, "من") && isn_is_quantity(scene, first) &&
        at == first + 1 && definite) {
        return true;
    }
    if (isn_fold_is(scene, at, "من")) {
        return scene->name_of[first] == 0 &&
               isn_headed_by(scene, first, ISN_CLASS_SOURCE) &&
               !(isn_tok(scene, first)->clitics & ISN_CLITIC_AL);
    }
    /* «السناتور عن فلوريدا» */
    if (isn_fold_is(scene, at, "عن")) {
        name = scene->name_of[at + 1];
        if (at == first + 2 && responsible(scene, at - 1) &&
            !(cue && cue->object == ISN_SPEECH_OBJECT_AN)) {
            return true; /* «الضابط المسؤول عن القضية» */
        }
        return isn_headed_by(scene, first, ISN_CLASS_TITLE) && name &&
               scene->doc->names.items[name - 1].type == ISNAD_LOC &&
               at == first + 1;
    }
    if (isn_fold_is(scene, at, "الي")) {
        return isn_headed_by(scene, first, ISN_CLASS_TITLE) &&
               scene->name_of[at + 1] &&
               !(cue && cue->object == ISN_SPEECH_OBJECT_ILA);
    }
    return false;
}

/* «أهله», «والداها»: somebody's kin; والده folds to والدة. */
static bool owned(const isn_scene *scene, uint32_t at)
{
    static const char ha[] = "\u0647";
    const isn_token *t = isn_tok(scene, at);
    bool ends = t->span.end > t->span.begin + 2 &&
                memcmp(scene->doc->text + t->span.end - 2, ha, 2) == 0;
    return (!isn_is(scene->doc, at, ISN_CLASS_TITLE) ||
            isn_is(scene->doc, at, ISN_CLASS_SOURCE)) &&
           ((t->clitics & ISN_CLITIC_PRON) || ends);
}

/* «لاتحاد», «لقطر» tie a noun too, but «لرويترز» is who was told. */
bool isn_clitic_ties(const isn_scene *scene, uint32_t first, uint32_t at)
{
    const isn_token *t = isn_tok(scene, at);
    if (t->clitics & (ISN_CLITIC_BI | ISN_CLITIC_KA)) {
        return false;
    }
    if (t->clitics & ISN_CLITIC_LI) {
        /* «شكا أهله للشرطة»: the pronoun has closed the phrase. */
        if (at == first + 1 && owned(scene, first)) {
            return false;
        }
        return !isn_is_medium(scene, at) &&
               !isn_is(scene->doc, at, ISN_CLASS_CHANNEL) &&
               isn_tok(scene, first)->kind == ISN_WORD;
    }
    return true;
}

bool isn_closed_before(const isn_scene *scene, uint32_t first, uint32_t at)
{
    if (at == first) {
        return false;
    }
    const isn_token *t = isn_tok(scene, at), *b = isn_tok(scene, at - 1);
    bool name = scene->name_of[at - 1] != 0;
    bool definite = name || (b->clitics & ISN_CLITIC_AL);
    return definite &&
           !(t->clitics & (ISN_CLITIC_AL | ISN_CLITIC_WA | ISN_CLITIC_LI));
}

bool isn_new_head(const isn_scene *scene, uint32_t first, uint32_t at)
{
    const isn_token *t = isn_tok(scene, at);
    uint64_t head = ISN_BIT(ISN_CLASS_TITLE) | ISN_BIT(ISN_CLASS_SOURCE) |
                    ISN_BIT(ISN_CLASS_ORG_HEAD);
    if (at == first) {
        return false;
    }
    const isn_token *b = isn_tok(scene, at - 1);
    bool before_closed = (b->clitics & ISN_CLITIC_AL) || scene->name_of[at - 1];
    if (!before_closed || !(t->clitics & ISN_CLITIC_AL) ||
        (t->clitics & ISN_CLITIC_LI)) { /* «الناطق الإعلامي للهيئة» */
        return false;
    }
    /* «الضابط المسؤول عن القضية» */
    if (responsible(scene, at) && isn_token_is(scene->doc, at + 1, "عن")) {
        return false;
    }
    if (isn_stem_ends(t, "ات") && !isn_stem_ends(b, "ات")) {
        return true;
    }
    if (isn_stem_ends(t, "ين") && scene->name_of[at - 1]) {
        return true; /* «حضت الأمم المتحدة الطرفين» */
    }
    if (isn_stem_ends(t, "ون")) {
        return false; /* «القادة المشاركون» */
    }
    /* «الجيش العميد فلان»: a rank before its name is no new phrase. */
    if (isn_is(scene->doc, at, ISN_CLASS_TITLE)) {
        for (uint32_t i = at + 1; i < at + 3 && i < scene->doc->tokens.count;
             i++) {
            uint32_t name = scene->name_of[i];
            if (name && scene->doc->names.items[name - 1].type == ISNAD_PER) {
                return false;
            }
        }
    }
    return (t->classes & head) && !isn_stem_ends(t, "ي") &&
           !isn_stem_ends(t, "يه") &&
           !isn_is(scene->doc, at, ISN_CLASS_NATIONALITY);
}

/* «تبنت جماعة مسلحة الهجوم»: behind an indefinite noun with its adjective a
 * definite one is no part of it. */
bool isn_indefinite_closes(const isn_scene *scene, uint32_t first, uint32_t at)
{
    const isn_token *t = isn_tok(scene, at);
    if (at != first + 2 || !(t->clitics & ISN_CLITIC_AL) ||
        scene->name_of[first] || scene->name_of[first + 1]) {
        return false;
    }
    const isn_token *a = isn_tok(scene, first), *b = isn_tok(scene, first + 1);
    return !((a->clitics | b->clitics) & ISN_CLITIC_AL) &&
           isn_stem_ends(a, "ه") && isn_stem_ends(b, "ه");
}

bool isn_gender_clashes(const isn_scene *scene, uint32_t first, uint32_t at)
{
    const isn_token *head = isn_tok(scene, first), *t = isn_tok(scene, at);
    if (at == first || !(t->clitics & ISN_CLITIC_AL) || scene->name_of[at] ||
        (t->clitics & ISN_CLITIC_LI) ||
        isn_is(scene->doc, at, ISN_CLASS_TITLE)) {
        return false;
    }
    /* «المؤسسة العامة للتدريب التقني»: it is the nearer noun's. */
    for (uint32_t i = first + 1; i < at; i++) {
        if (isn_tok(scene, i)->clitics & ISN_CLITIC_LI) {
            return false;
        }
    }
    for (uint32_t i = first; i < at; i++) {
        if (scene->name_of[i] ||
            !(isn_tok(scene, i)->clitics & ISN_CLITIC_AL)) {
            return false;
        }
    }
    const isn_sense *title = isn_lex_sense(head->entry, ISN_CLASS_TITLE);
    const isn_sense *source = isn_lex_sense(head->entry, ISN_CLASS_SOURCE);
    const isn_sense *sense = title ? title : source;
    if (sense && (sense->form & (ISN_FORM_PLURAL | ISN_FORM_DUAL))) {
        return false;
    }
    bool feminine = isn_stem_ends(t, "ه") || isn_stem_ends(t, "ات");
    if (isn_stem_ends(head, "ه")) {
        return !feminine && !isn_is(scene->doc, at, ISN_CLASS_NATIONALITY);
    }
    return title &&
           (feminine || isn_stem_ends(t, "ين") || isn_stem_ends(t, "ون"));
}

/* «مبتسما», «قائلة»: how it was said; «ذلك» alone: what was. */
bool isn_is_adverbial(const isn_scene *scene, uint32_t at)
{
    static const char tanween[] = "\u064B";
    const isn_token *t = isn_tok(scene, at);
    const char *end = scene->doc->text + t->span.end;
    size_t len = t->span.end - t->span.begin;
    if (len > 4 && (memcmp(end - 2, tanween, 2) == 0 ||
                    memcmp(end - 4, tanween, 2) == 0)) {
        return true;
    }
    /* «إلا أن متحدثا باسم الشركة»: the subject of أن. */
    bool governed =
        at > 0 && isn_frame_is(scene, at - 1, ISN_FRAME_KIND_THAT, NULL);
    bool turned =
        at > 1 && isn_frame_at(scene, at - 2, NULL) == ISN_FRAME_KIND_TURN;
    isn_cue cue;
    if (!governed && !turned && isn_cue_at(scene, at, &cue) &&
        (cue.form & ISN_FORM_PARTICIPLE) && (cue.form & ISN_FORM_ACC)) {
        return true;
    }
    isn_match_result m = isn_match(scene->doc, at, ISN_CLASS_FUNCTION);
    bool this = m.sense && isn_rows_function[m.sense->row].kind ==
                               ISN_FUNCTION_KIND_DEMONSTRATIVE;
    return this && !isn_fold_is(scene, at, "هولاء") &&
           !(at + 1 < scene->doc->tokens.count &&
             (isn_tok(scene, at + 1)->clitics & ISN_CLITIC_AL));
}

/* A body, not a person: what it is named after does not speak. */
bool isn_is_office(const isn_scene *scene, uint32_t at)
{
    const isn_sense *source = isn_noun_sense(scene, at, ISN_CLASS_SOURCE);
    if (isn_noun_sense(scene, at, ISN_CLASS_TITLE)) {
        return false;
    }
    return (source &&
            isn_rows_source[source->row].kind == ISN_SOURCE_KIND_OFFICE) ||
           isn_noun_sense(scene, at, ISN_CLASS_ORG_HEAD);
}

/* Those who are somebody's: زوجة فلان, محامي فلان. */
static bool kin(const isn_scene *scene, uint32_t at)
{
    isn_match_result m = isn_match(scene->doc, at, ISN_CLASS_SOURCE);
    return m.sense &&
           isn_rows_source[m.sense->row].kind == ISN_SOURCE_KIND_PERSON;
}

/* «محامي فلان», «لجنة دعم فلان»: behind an indefinite noun the name is its
 * complement; behind a definite one (الوزير فلان) it is an apposition. */
bool isn_in_construct(const isn_scene *scene, uint32_t first, uint32_t at)
{
    if (at == first || scene->name_of[at - 1]) {
        return false;
    }
    const isn_token *b = isn_tok(scene, at - 1);
    uint64_t title = ISN_BIT(ISN_CLASS_TITLE);
    /* «محاميه فلان», «الناطق باسمه فلان»: the pronoun closes it too. */
    if (b->kind != ISN_WORD || (b->clitics & ISN_CLITIC_AL) ||
        (b->clitics & ISN_CLITIC_PRON) || isn_in_name_of(scene, at - 1) ||
        isn_is(scene->doc, at - 1, ISN_CLASS_NATIONALITY)) {
        return false;
    }
    /* «سيناتور فلان», «العقيد الركن فلان»: foreign and borrowed ranks. */
    return at - 1 > first ? !(b->classes & title) && b->entry != NULL
                          : kin(scene, at - 1);
}

/* «قال مسؤول لوكالة الأنباء»: whom he told. */
bool isn_is_told(const isn_scene *scene, uint32_t first, uint32_t at)
{
    return at > first && (isn_tok(scene, at)->clitics & ISN_CLITIC_LI) &&
           isn_is_medium(scene, at);
}

/* «مشجعو النادي», «مسؤولون»: a plural of people in the nominative. */
bool isn_are_several(const isn_scene *scene, uint32_t first)
{
    enum { SHORT = 8 };
    const isn_token *t = isn_tok(scene, first);
    return t->kind == ISN_WORD && !scene->name_of[first] &&
           t->stem_len > SHORT &&
           (isn_stem_ends(t, "ون") || isn_stem_ends(t, "و"));
}

/* May `at` stand in the description of somebody's office: no verb, no mark, no
 * complement, nothing that tells when, to whom or with whom he spoke? */
bool isn_describes_office(const isn_scene *scene, const isn_cue *cue,
                          uint32_t at, uint32_t last)
{
    isn_complement c;
    const isn_token *t = isn_tok(scene, at);
    if (scene->date_of[at] || isn_complement_at(scene, cue, at, last, &c) ||
        isn_is_finite(scene, at) || isn_is_document(scene, at) ||
        isn_frame_stops(scene, at) || isn_is_told(scene, at - 1, at)) {
        return false;
    }
    if (scene->quotes.of[at] != ISN_NO_QUOTE) {
        return true;
    }
    if (isn_is_preposition(scene, at)) {
        return isn_fold_is(scene, at, "في") || isn_fold_is(scene, at, "عن") ||
               isn_fold_is(scene, at, "لدي");
    }
    return t->kind == ISN_WORD && !isn_function_stop(scene, at);
}
