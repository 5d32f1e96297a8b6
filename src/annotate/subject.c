#include "annotate/subject.h"

#include <string.h>

enum {
    LONGEST_PHRASE = 26,
    BACK = 30, /* tokens back from the verb */
};

/* ---- the subject before its verb ---------------------------------------- */

/* Somebody who can be a subject, as far as the tables know. */
static bool known_noun(const isn_scene *scene, uint32_t at)
{
    /* «وبحث الوزراء»: a verb, and no research of theirs. */
    const isn_token *t = isn_tok(scene, at);
    if ((t->clitics & ISN_CLITIC_WA) && !(t->clitics & ISN_CLITIC_AL) &&
        isn_is_document(scene, at) && at + 1 < scene->doc->tokens.count &&
        isn_noun_sense(scene, at + 1, ISN_CLASS_TITLE)) {
        return false;
    }
    return isn_can_speak(scene, at) ||
           (isn_tok(scene, at)->clitics & ISN_CLITIC_AL) ||
           isn_tok(scene, at)->kind == ISN_NUMBER ||
           scene->quotes.of[at] != ISN_NO_QUOTE;
}

/* «بنظيره المصري فلان», «إلى فلان»: no subject. */
static bool governed(const isn_scene *scene, uint32_t at, uint32_t first)
{
    for (unsigned i = 0; i < 4 && at > first; i++, at--) {
        if (isn_tok(scene, at)->clitics &
            (ISN_CLITIC_BI | ISN_CLITIC_LI | ISN_CLITIC_KA)) {
            return true;
        }
        if ((isn_is_preposition(scene, at - 1) &&
             !isn_governs_pronoun(isn_tok(scene, at - 1))) || /* «صرح به» */
            isn_fold_is(scene, at - 1, "باسم")) {
            return true;
        }
        bool role = isn_is(scene->doc, at - 1, ISN_CLASS_TITLE) ||
                    isn_is(scene->doc, at - 1, ISN_CLASS_NATIONALITY) ||
                    (isn_tok(scene, at - 1)->clitics & ISN_CLITIC_AL) ||
                    scene->name_of[at - 1];
        if (!role) {
            return false;
        }
    }
    return false;
}

static bool person_in(const isn_scene *scene, uint32_t first, uint32_t last,
                      bool latest, uint32_t *found)
{
    const isnad_doc *doc = scene->doc;
    bool any = false;
    uint32_t least = last > 120 && latest ? last - 120 : first;
    uint32_t most = first + 120 < last && !latest ? first + 120 : last;
    for (uint32_t i = first > least ? first : least; i < most; i++) {
        uint32_t name = scene->name_of[i];
        if (name && doc->names.items[name - 1].type == ISNAD_PER &&
            doc->names.items[name - 1].entity < doc->entities.count &&
            !governed(scene, i, first)) {
            *found = name - 1;
            any = true;
            if (!latest) {
                return true;
            }
        }
    }
    return any;
}

/* «14 بلدية، بينها صور وجبيل، أعلنت»: behind `at`, nothing but some of
 * them before the verb. */
static bool only_parts(const isn_scene *scene, uint32_t at, uint32_t verb)
{
    if (at + 2 >= verb || !isn_is_break(scene, at) ||
        !isn_is_break(scene, verb - 1)) {
        return false;
    }
    isn_match_result m = isn_match(scene->doc, at + 1, ISN_CLASS_FIGWORD);
    if (!m.sense ||
        isn_rows_figword[m.sense->row].kind != ISN_FIGWORD_KIND_PART) {
        return false;
    }
    for (uint32_t i = at + 1; i < verb; i++) {
        if (isn_is_finite(scene, i)) {
            return false;
        }
    }
    return true;
}

/* From `at`, is there a phrase whose end is the verb, but for adverbs? */
static bool reaches(const isn_scene *scene, const isn_cue *cue, uint32_t at,
                    isn_phrase *out)
{
    at = isn_skip_adverbs(scene, at, cue->first);
    /* «وكانت مطاحن صغيرة قد توقعت»: whoever they are. */
    bool sure = cue->first > at + 1 &&
                isn_fold_is(scene, cue->first - 1, "قد") &&
                isn_is_word(scene, at);
    if (at >= cue->first || (!known_noun(scene, at) && !sure) ||
        !isn_phrase_at(scene, NULL, at, cue->first, false, out)) {
        return false;
    }
    /* «دبي (CNN) -- قال», «دبي (رويترز) قال»: a dateline is no subject. */
    unsigned dashes = 0;
    for (uint32_t i = out->last; i < cue->first; i++) {
        dashes += isn_is_dash(scene, i) && !isn_is_dash(scene, i + 1);
        if (isn_is_punct(scene, i, '(') && isn_is_medium(scene, i + 1)) {
            return false;
        }
    }
    /* «خطابا طالبوا فيه»: not the letter. */
    bool many = cue->form & (ISN_FORM_PLURAL | ISN_FORM_DUAL);
    if (many && isn_cue_finite(cue) && out->last == out->first + 1 &&
        isn_is_document(scene, out->first)) {
        return false;
    }
    return dashes != 1 &&
           (only_parts(scene, out->behind, cue->first) ||
            isn_skip_adverbs(scene, out->behind, cue->first) == cue->first ||
            isn_skip_adverbs(scene, out->last, cue->first) == cue->first);
}

static bool clause_break(const isn_scene *scene, uint32_t at)
{
    int kind = isn_frame_at(scene, at, NULL);
    isn_match_result m = isn_match(scene->doc, at, ISN_CLASS_FUNCTION);
    unsigned function = m.sense ? isn_rows_function[m.sense->row].kind : 0;
    return kind == ISN_FRAME_KIND_LEAD || kind == ISN_FRAME_KIND_TURN ||
           kind == ISN_FRAME_KIND_THAT ||
           (m.sense && (function == ISN_FUNCTION_KIND_CONJUNCTION ||
                        function == ISN_FUNCTION_KIND_AUXILIARY));
}

/* Is the definite noun at `at` one who can speak, and of the relative's
 * gender? */
static bool beside_relative(const isn_scene *scene, uint32_t at,
                            uint32_t relative)
{
    const isn_token *t = isn_tok(scene, at);
    const isn_sense *s = isn_noun_sense(scene, at, ISN_CLASS_CHANNEL);
    if (!s || !(t->clitics & ISN_CLITIC_AL)) {
        return false;
    }
    bool feminine = isn_stem_ends(t, "ه") || isn_stem_ends(t, "ات") ||
                    (s->form & ISN_FORM_PLURAL) != 0;
    return feminine == isn_fold_is(scene, relative, "التي");
}

static bool antecedent(const isn_scene *scene, const isn_cue *cue,
                       uint32_t first, isn_phrase *out)
{
    uint32_t relative = cue->first - 1, person = 0;
    if (isn_tok(scene, relative)->clitics & ISN_CLITIC_WA) {
        /* «… إلى الصين، والتي طالبت»: the name beside it. */
        uint32_t beside = relative;
        while (beside > first && isn_is_break(scene, beside - 1)) {
            beside--;
        }
        uint32_t name = beside > first ? scene->name_of[beside - 1] : 0;
        if (name && isn_fold_is(scene, relative, "والتي") &&
            scene->doc->names.items[name - 1].type != ISNAD_PER) {
            uint32_t at = beside - 1;
            while (at > first && scene->name_of[at - 1] == name) {
                at--;
            }
            *out = (isn_phrase){at, beside, beside, ISN_NO_TOKEN};
            return true;
        }
        /* «…، والذي قال»: farther back. */
        if (!person_in(scene, first, relative, true, &person)) {
            return false;
        }
        *out = (isn_phrase){relative, relative, relative, person};
        return true;
    }
    uint32_t end = relative;
    if (end > first && isn_is_break(scene, end - 1)) {
        end--;
    }
    uint32_t at = end;
    while (at > first && end - at < LONGEST_PHRASE) {
        uint32_t before = at - 1;
        bool about = isn_fold_is(scene, before, "عن") && before > first + 1;
        if (!isn_is_word(scene, before) || clause_break(scene, before) ||
            isn_function_stop(scene, before) ||
            (isn_is_preposition(scene, before) && !about) ||
            isn_is_finite(scene, before)) {
            break;
        }
        at = before;
        /* «المواطنين الذين»: the plural itself. */
        if (isn_fold_is(scene, relative, "الذين") &&
            (isn_stem_ends(isn_tok(scene, at), "ين") ||
             isn_stem_ends(isn_tok(scene, at), "ون"))) {
            break;
        }
        /* A proclitic preposition begins the phrase: «لوزارة الدفاع التي». */
        if (isn_tok(scene, at)->clitics &
            (ISN_CLITIC_BI | ISN_CLITIC_LI | ISN_CLITIC_KA)) {
            break;
        }
    }
    /* «رفضوا التقارير التي قالت»: the noun beside the relative. */
    if (at + 1 < end && beside_relative(scene, end - 1, relative)) {
        at = end - 1;
    }
    /* «تطلعات الأحزاب التي توقعت»: of two nouns the one that can speak. */
    bool plural = isn_fold_is(scene, relative, "الذين");
    while (at + 1 < end && !plural && !isn_can_speak(scene, at)) {
        at++;
    }
    if (at >= end || (!plural && !isn_can_speak(scene, at))) {
        return false;
    }
    *out = (isn_phrase){at, end, end, ISN_NO_TOKEN};
    for (uint32_t i = at; i < end; i++) {
        uint32_t name = scene->name_of[i];
        if (name && scene->doc->names.items[name - 1].type == ISNAD_PER) {
            out->person = name - 1;
        }
    }
    return true;
}

/* «لكن فلانة كبيرة الباحثين في … قالت»: a person opens the clause, however
 * long his description. */
static bool person_opens(const isn_scene *scene, const isn_cue *cue,
                         uint32_t first, isn_phrase *out)
{
    uint32_t at = isn_skip_adverbs(scene, first, cue->first);
    uint32_t n = 1;
    int kind = isn_frame_at(scene, at, &n);
    if (kind == ISN_FRAME_KIND_TURN) {
        at = isn_skip_adverbs(scene, at + n, cue->first);
    }
    if (at >= cue->first || cue->first - at > BACK || !known_noun(scene, at) ||
        !isn_phrase_at(scene, NULL, at, cue->first, false, out)) {
        return false;
    }
    /* «لكن الجمعيات التي فقدت بيوتها تقول إن»: the relative clause has a verb
     * of its own. */
    uint32_t behind = out->behind;
    while (behind < cue->first && isn_is_break(scene, behind)) {
        behind++;
    }
    bool relative = isn_kind_is(scene, behind, ISN_FUNCTION_KIND_RELATIVE) &&
                    isn_is_somebody(scene, out);
    if (out->person == ISN_NO_TOKEN && !relative) {
        return false;
    }
    unsigned verbs = 0;
    for (uint32_t i = behind + relative; i < cue->first; i++) {
        verbs += isn_is_finite(scene, i);
        if (verbs > relative || (clause_break(scene, i) &&
                                 !(relative && isn_fold_is(scene, i, "قد")))) {
            return false;
        }
    }
    return true;
}

/* «سبق لوسائل إعلام أن ذكرت»: they, behind ل. */
static bool did_before(const isn_scene *scene, const isn_cue *cue,
                       uint32_t first, isn_phrase *out)
{
    enum { FAR = 9 };
    uint32_t that = cue->first - 1;
    if (!isn_frame_is(scene, that, ISN_FRAME_KIND_THAT, NULL)) {
        return false;
    }
    for (uint32_t at = that; at > first + 1 && at + FAR > that; at--) {
        uint32_t who = at - 1;
        if (!(isn_tok(scene, who)->clitics & ISN_CLITIC_LI) ||
            !(isn_fold_is(scene, who - 1, "سبق") ||
              isn_fold_is(scene, who - 1, "وسبق"))) {
            continue;
        }
        isn_phrase rest;
        *out = (isn_phrase){who, who + 1, who + 1, ISN_NO_TOKEN};
        if (scene->name_of[who]) {
            uint32_t name = scene->name_of[who] - 1;
            out->last = out->behind = isn_behind_name(scene, who);
            if (scene->doc->names.items[name].type == ISNAD_PER) {
                out->person = name;
            }
        } else if (isn_phrase_at(scene, NULL, who + 1, that, false, &rest)) {
            out->last = out->behind = rest.last;
            out->person = rest.person;
        }
        return true;
    }
    return false;
}

/* «فلان، أحد مشجعي الفريق، قال»: *out, between commas, only describes the
 * person before it. */
static void person_beside(const isn_scene *scene, const isn_cue *cue,
                          uint32_t comma, uint32_t first, isn_phrase *out)
{
    uint32_t name = comma > first ? scene->name_of[comma - 1] : 0;
    if (!name || scene->doc->names.items[name - 1].type != ISNAD_PER ||
        out->person != ISN_NO_TOKEN || !isn_is_break(scene, cue->first - 1) ||
        (isn_tok(scene, out->first)->clitics & ISN_CLITIC_WA)) {
        return;
    }
    uint32_t at = comma - 1;
    while (at > first && scene->name_of[at - 1] == name) {
        at--;
    }
    if (!governed(scene, at, first)) {
        *out = (isn_phrase){at, comma, out->behind, name - 1};
    }
}

bool isn_phrase_before(const isn_scene *scene, const isn_cue *cue,
                       uint32_t first, isn_phrase *out)
{
    if (cue->first <= first) {
        return false;
    }
    if (did_before(scene, cue, first, out)) {
        return true;
    }
    if (isn_kind_is(scene, cue->first - 1, ISN_FUNCTION_KIND_RELATIVE) &&
        !isn_fold_is(scene, cue->first - 1, "ما")) {
        /* «القوات التي اعتبر أنها»: it is not they who deem. */
        bool feminine = (cue->form & ISN_FORM_FEM) != 0;
        if ((isn_fold_is(scene, cue->first - 1, "التي") && !feminine) ||
            (isn_fold_is(scene, cue->first - 1, "الذي") && feminine)) {
            return false;
        }
        return antecedent(scene, cue, first, out);
    }
    uint32_t least = cue->first > BACK ? cue->first - BACK : 0;
    least = least > first ? least : first;
    for (uint32_t at = cue->first; at-- > least;) {
        uint32_t n = 1;
        bool starts = at == first;
        if (clause_break(scene, at)) {
            isn_frame_at(scene, at, &n);
            if (reaches(scene, cue, at + n, out)) {
                return true;
            }
        }
        if (isn_is_comma(scene, at) || isn_is_dash(scene, at) ||
            isn_is_punct(scene, at, ':') || isn_is_punct(scene, at, '.')) {
            if (reaches(scene, cue, at + 1, out)) {
                person_beside(scene, cue, at, first, out);
                return true;
            }
        }
        if (starts && reaches(scene, cue, at, out)) {
            return true;
        }
    }
    return !(isn_tok(scene, cue->first)->clitics & ISN_CLITIC_WA) &&
           person_opens(scene, cue, first, out);
}

/* Does the word look like a verb in the third person: «يسعى», «رفضت»,
 * «هددت»?  The past of a man («قدم») looks like a noun, unless no table has
 * it. */
static bool verbal(const isn_scene *scene, uint32_t at)
{
    uint64_t noun = ISN_BIT(ISN_CLASS_TITLE) | ISN_BIT(ISN_CLASS_SOURCE) |
                    ISN_BIT(ISN_CLASS_ORG_HEAD) | ISN_BIT(ISN_CLASS_CHANNEL) |
                    ISN_BIT(ISN_CLASS_NATIONALITY);
    const isn_token *t = isn_tok(scene, at);
    if (!isn_is_word(scene, at) || scene->name_of[at]) {
        return false;
    }
    if (!t->entry) {
        return true;
    }
    if ((t->classes & noun) || (t->clitics & ISN_CLITIC_AL) ||
        isn_function_stop(scene, at) || isn_is_preposition(scene, at)) {
        return false;
    }
    bool feminine = isn_stem_ends(t, "ت") && !isn_stem_ends(t, "ات");
    bool present = t->stem_len > 6 && memcmp(t->stem, "ي", 2) == 0;
    /* «ودافع الوزير عن القرار قائلا» */
    bool past = (t->clitics & ISN_CLITIC_WA) && t->stem_len <= 10 &&
                !isn_action_noun(scene, at);
    return feminine || present || past;
}

/* ---- who acts in a sentence --------------------------------------------- */

/* «وقضائيا، كثفت الوزارة دعواتها», «وبجانب تدابير المصرف، أغلقت السلطات»:
 * behind what only opens the sentence. */
static uint32_t behind_opening(const isn_scene *scene, uint32_t at,
                               uint32_t last)
{
    enum { WORD = 3, PHRASE = 12 };
    bool tied = isn_is_preposition(scene, at) ||
                (isn_is_word(scene, at) &&
                 (isn_tok(scene, at)->clitics & ISN_CLITIC_BI));
    uint32_t far = tied ? PHRASE : WORD;
    for (uint32_t i = at; i < last && i < at + far; i++) {
        if (!tied && isn_can_speak(scene, i)) {
            break;
        }
        if (isn_is_comma(scene, i)) {
            return isn_skip_adverbs(scene, i + 1, last);
        }
    }
    return at;
}

/* «أكثر من 100 موظف» */
static bool counted(const isn_scene *scene, const isn_phrase *p)
{
    for (uint32_t i = p->first; i < p->last; i++) {
        if (isn_tok(scene, i)->kind == ISN_NUMBER) {
            return true;
        }
    }
    return false;
}

/* Whom the phrase names; of «تغريدة النائب» him who wrote it. */
static bool party(isn_scene *scene, const isn_phrase *phrase, uint32_t last,
                  isn_voice *out)
{
    uint32_t first = phrase->first;
    isn_match_result m = isn_match(scene->doc, first, ISN_CLASS_CHANNEL);
    isn_phrase owner;
    bool owned = isn_is_document(scene, first) &&
                 isn_owner_of(scene, phrase, first + (m.tokens ? m.tokens : 1),
                              last, &owner) &&
                 !isn_is_document(scene, owner.first);
    return isn_party_of(scene, owned ? &owner : phrase, out) == ISNAD_OK;
}

bool isn_actor_in(isn_scene *scene, uint32_t first, uint32_t last, bool latest,
                  isn_voice *out)
{
    uint32_t found = 0;
    isn_phrase phrase;
    uint32_t at = isn_skip_adverbs(scene, first, last), n = 1;
    if (isn_frame_is(scene, at, ISN_FRAME_KIND_CLOSE, &n)) {
        at = isn_skip_adverbs(scene, at + n, last); /* «من جهة أخرى، …» */
    } else if (isn_frame_is(scene, at, ISN_FRAME_KIND_TURN, &n) &&
               !isn_is_preposition(scene, at)) {
        at = isn_skip_adverbs(scene, at + n, last); /* «إلا أن أنقرة …» */
    }
    if (!latest) {
        at = behind_opening(scene, at, last);
    }
    /* «يذكر أن السلطات …، مؤكدة أن» */
    uint32_t far = 3; /* «الغريب في الأمر أن السلطات …، مؤكدة أن» */
    far += at < last && (isn_tok(scene, at)->clitics & ISN_CLITIC_AL) &&
           !scene->name_of[at];
    for (uint32_t i = at; !latest && i < last && i < at + far; i++) {
        if (isn_frame_is(scene, i, ISN_FRAME_KIND_THAT, &n)) {
            at = isn_skip_adverbs(scene, i + n, last);
            break;
        }
    }
    /* «وكانت الشركة أصدرت بيانا عزت فيه» */
    if (!latest && at > first && at < last && known_noun(scene, at) &&
        isn_phrase_at(scene, NULL, at, last, false, &phrase)) {
        return party(scene, &phrase, last, out);
    }
    /* «وكتب الشاعر قائلا» */
    isn_cue cue;
    if (!latest && at < last && isn_cue_at(scene, at, &cue) &&
        isn_cue_finite(&cue) &&
        isn_phrase_at(scene, NULL, isn_skip_adverbs(scene, cue.last, last),
                      last, false, &phrase) &&
        isn_is_somebody(scene, &phrase)) {
        return party(scene, &phrase, last, out);
    }
    if (!latest && at + 1 < last && verbal(scene, at) &&
        isn_phrase_at(scene, NULL, at + 1, last, false, &phrase) &&
        (!isn_tok(scene, at)->entry || isn_is_somebody(scene, &phrase) ||
         counted(scene, &phrase) ||
         (isn_stem_ends(isn_tok(scene, at), "ت") &&
          (isn_tok(scene, at + 1)->clitics & ISN_CLITIC_AL) &&
          isn_stem_ends(isn_tok(scene, at + 1), "ه")))) {
        return party(scene, &phrase, last, out);
    }
    if (!person_in(scene, first, last, latest, &found)) {
        return false;
    }
    return isn_party_of_name(scene, found, out) == ISNAD_OK;
}
