/* Where the words that a verb of saying reports begin. */
#include "annotate/content.h"

#include <string.h>

static const struct {
    const char *word;
    uint8_t object;
    uint16_t clitic;
} prepositions[] = {
    {"ب", ISN_SPEECH_OBJECT_BI, ISN_CLITIC_BI},
    {"الي", ISN_SPEECH_OBJECT_ILA, 0},
    {"علي", ISN_SPEECH_OBJECT_ALA, 0},
    {"من", ISN_SPEECH_OBJECT_MIN, 0},
    {"عن", ISN_SPEECH_OBJECT_AN, 0},
    {"في", ISN_SPEECH_OBJECT_FI, 0},
    {"ل", ISN_SPEECH_OBJECT_LI, ISN_CLITIC_LI},
};

/* The preposition at `at`: its object code, 0 where there is none; *alone:
 * is it a word of its own? */
static uint8_t preposition_at(const isn_scene *scene, uint32_t at, bool *alone)
{
    const isn_token *t = isn_tok(scene, at);
    if (t->kind != ISN_WORD) {
        return ISN_SPEECH_OBJECT_NO;
    }
    for (size_t i = 0; i < sizeof prepositions / sizeof *prepositions; i++) {
        const char *word = prepositions[i].word;
        if (strlen(word) == t->fold_len &&
            memcmp(word, t->fold, t->fold_len) == 0) {
            *alone = true;
            return prepositions[i].object;
        }
    }
    for (size_t i = 0; i < sizeof prepositions / sizeof *prepositions; i++) {
        if (prepositions[i].clitic & t->clitics) {
            *alone = false;
            return prepositions[i].object;
        }
    }
    return ISN_SPEECH_OBJECT_NO;
}

/* «بدور» is a girl's name too, and uncut: the noun behind ب tells. */
static uint8_t hidden_bi(const isn_scene *scene, uint32_t at)
{
    const isn_token *t = isn_tok(scene, at);
    if (t->fold_len < 8 || memcmp(t->fold, "ب", 2) != 0) {
        return ISN_SPEECH_OBJECT_NO;
    }
    const isn_lex_entry *rest = isn_lex_find(t->fold + 2, t->fold_len - 2u);
    const isn_sense *sense = isn_lex_sense(rest, ISN_CLASS_FRAME);
    return sense && isn_rows_frame[sense->row].kind == ISN_FRAME_KIND_OBJECT
               ? ISN_SPEECH_OBJECT_BI
               : ISN_SPEECH_OBJECT_NO;
}

static bool takes(const isn_cue *cue, uint8_t object)
{
    return object != ISN_SPEECH_OBJECT_NO &&
           (cue->object == object || cue->also == object);
}

bool isn_governs_pronoun(const isn_token *t)
{
    static const char *const endings[] = {"ه", "ها", "هم", "هما", "هن", "نا"};
    if (t->clitics & ISN_CLITIC_PRON) {
        return true;
    }
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t n = strlen(endings[i]);
        if (t->fold_len > n &&
            memcmp(t->fold + t->fold_len - n, endings[i], n) == 0) {
            return true;
        }
    }
    return false;
}

/* A preposition before أن that makes it no complement: بعد أن, قبل أن; but
 * «قالت فيه إن» goes on.  «ومن المتوقع أن» is a sentence of its own. */
static bool subordinate(const isn_scene *scene, uint32_t at)
{
    bool alone = false;
    if (at > 1 && (isn_tok(scene, at - 1)->clitics & ISN_CLITIC_AL) &&
        (isn_token_is(scene->doc, at - 2, "ومن") ||
         isn_token_is(scene->doc, at - 2, "من"))) {
        return true;
    }
    if ((isn_tok(scene, at)->clitics & ISN_CLITIC_LI) || /* «لأنهما» */
        (at > 0 && isn_token_is(scene->doc, at - 1, "وكيف"))) {
        return true;
    }
    if (at > 1 && isn_token_is(scene->doc, at - 2, "فيما")) {
        return false; /* «أكدت فيما بعد أن» */
    }
    if (at == 0 || !isn_is_word(scene, at - 1) ||
        isn_governs_pronoun(isn_tok(scene, at - 1))) {
        return false;
    }
    return isn_kind_is(scene, at - 1, ISN_FUNCTION_KIND_PREPOSITION) &&
           preposition_at(scene, at - 1, &alone) == ISN_SPEECH_OBJECT_NO;
}

bool isn_names_quote(const isn_scene *scene, uint32_t at)
{
    enum { LONGEST_NAME = 7 };
    uint32_t q = scene->quotes.of[at];
    /* «حركة "…"», but «عضو هيئة الدفاع "…"»: that body has its name. */
    bool named = at > 1 && scene->name_of[at - 1] &&
                 scene->name_of[at - 2] == scene->name_of[at - 1];
    if (at == 0 || q == ISN_NO_QUOTE) {
        return false;
    }
    /* «أفاد "المركز الوطني لحقوق الإنسان"»: nothing but a name. */
    const isn_quote *quote = &scene->quotes.list.items[q];
    bool name = quote->first < quote->last && scene->name_of[quote->first] &&
                isn_behind_name(scene, quote->first) >= quote->last;
    return quote->words <= LONGEST_NAME && isn_is_word(scene, at - 1) &&
           (name || isn_frame_is(scene, at - 1, ISN_FRAME_KIND_NAMED, NULL) ||
            (!named && isn_is(scene->doc, at - 1, ISN_CLASS_ORG_HEAD)) ||
            (at > 1 && /* «المعنون رسميا "…"» */
             isn_frame_is(scene, at - 1, ISN_FRAME_KIND_LEAD, NULL) &&
             isn_frame_is(scene, at - 2, ISN_FRAME_KIND_NAMED, NULL)));
}

static bool quote_complement(const isn_scene *scene, const isn_cue *cue,
                             uint32_t at, uint32_t last, isn_complement *out)
{
    uint32_t index = scene->quotes.of[at];
    if (index == ISN_NO_QUOTE) {
        return false;
    }
    const isn_quote *q = &scene->quotes.list.items[index];
    if (q->open != at || q->first >= q->last) {
        return false;
    }
    bool colon = at > 0 && isn_is_punct(scene, at - 1, ':');
    if (at > 0 && isn_names_quote(scene, at)) {
        return false;
    }
    /* «تهدف لـ"…"», «ترد بـ"…"»: another word's. */
    bool alone = false;
    uint8_t governed = at > 0 ? preposition_at(scene, at - 1, &alone)
                              : (uint8_t)ISN_SPEECH_OBJECT_NO;
    if (governed != ISN_SPEECH_OBJECT_NO && alone && at - 1 > cue->last &&
        !takes(cue, governed)) {
        return false;
    }
    bool ends = q->close + 1 >= last || !isn_is_word(scene, q->close + 1);
    /* «وصف … "عنوان كتابه" … بأنه»: what it is called comes with ب. */
    bool calls = !cue->clause && cue->object == ISN_SPEECH_OBJECT_BI;
    if (calls && isn_cue_finite(cue) &&
        !isn_token_is(scene->doc, at - 1, "ب") &&
        memcmp(isn_tok(scene, q->first)->fold, "ب", 2) != 0) {
        return false;
    }
    bool near_verb = at == cue->last && ends && q->words > 1;
    bool says = cue->cls == ISN_SPEECH_CLASS_SAY && isn_cue_finite(cue) &&
                cue->clause && ends && q->words > 2;
    if (q->words < 4 && !colon && !near_verb && !says) {
        return false;
    }
    *out = (isn_complement){ISN_COMPLEMENT_QUOTE, at, q->first, false};
    return true;
}

static bool colon_complement(const isn_scene *scene, const isn_cue *cue,
                             uint32_t at, uint32_t last, isn_complement *out)
{
    if (!isn_is_punct(scene, at, ':') || at + 1 >= last) {
        return false;
    }
    uint32_t n = 0;
    if (isn_frame_is(scene, at + 1, ISN_FRAME_KIND_THAT, &n)) {
        *out = (isn_complement){ISN_COMPLEMENT_THAT, at, at + 1 + n, false};
        return at + 1 + n < last;
    }
    if (quote_complement(scene, cue, at + 1, last, out)) {
        return true;
    }
    *out = (isn_complement){ISN_COMPLEMENT_COLON, at, at + 1, false};
    return true;
}

bool isn_is_quantity(const isn_scene *scene, uint32_t at)
{
    static const char *const words[] = {"العديد", "للعديد", "الكثير",
                                        "للكثير", "كثير",   "عدد",
                                        "الميات", "العشرات"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (isn_token_is(scene->doc, at, words[i])) {
            return true;
        }
    }
    return false;
}

/* «ذلك», «هذا» alone, with or without its preposition. */
static bool points(const isn_scene *scene, uint32_t at)
{
    static const char *const words[] = {"ذلك", "بذلك", "هذا", "بهذا"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (isn_token_is(scene->doc, at, words[i])) {
            return at + 1 >= scene->doc->tokens.count ||
                   !(isn_tok(scene, at + 1)->clitics & ISN_CLITIC_AL);
        }
    }
    return false;
}

/* «خلال لقائه ب…»: the preposition at `at` is that of the meeting. */
static bool met(const isn_scene *scene, uint32_t at)
{
    return at > 1 && (isn_tok(scene, at - 1)->clitics & ISN_CLITIC_PRON) &&
           (isn_token_is(scene->doc, at - 2, "خلال") ||
            isn_token_is(scene->doc, at - 2, "اثناء") ||
            isn_token_is(scene->doc, at - 2, "بعد") ||
            isn_token_is(scene->doc, at - 2, "عقب") ||
            isn_token_is(scene->doc, at - 2, "قبل"));
}

static bool complement_at(const isn_scene *scene, const isn_cue *cue,
                          uint32_t at, uint32_t last, isn_complement *out)
{
    if (at >= last) {
        return false;
    }
    if (colon_complement(scene, cue, at, last, out) ||
        quote_complement(scene, cue, at, last, out)) {
        return true;
    }
    if (!isn_is_word(scene, at)) {
        return false;
    }
    uint32_t n = 0;
    bool alone = false;
    if (isn_frame_is(scene, at, ISN_FRAME_KIND_THAT, &n)) {
        *out = (isn_complement){ISN_COMPLEMENT_THAT, at, at + n, false};
        /* «وصفه بأنه»: the preposition is in the word. */
        bool bi = (isn_tok(scene, at)->fold_len >= 6 &&
                   memcmp(isn_tok(scene, at)->fold, "ب", 2) == 0);
        /* «ختم بالقول إن» */
        bool follows =
            at >= cue->last + 1 &&
            isn_frame_is(scene, at - 1, ISN_FRAME_KIND_FOLLOWS, NULL);
        /* «رد بأن»: no verb of a clause else. */
        bool replies = cue->cls == ISN_SPEECH_CLASS_SAY &&
                       cue->object == ISN_SPEECH_OBJECT_NO &&
                       isn_cue_finite(cue);
        return (cue->clause || follows ||
                (bi && (replies || takes(cue, ISN_SPEECH_OBJECT_BI)))) &&
               !isn_conjoined(scene, at) && at + n < last &&
               !subordinate(scene, at);
    }
    uint8_t object = preposition_at(scene, at, &alone);
    if (object == ISN_SPEECH_OBJECT_NO && takes(cue, ISN_SPEECH_OBJECT_BI)) {
        object = hidden_bi(scene, at);
    }
    if (object == ISN_SPEECH_OBJECT_NO) {
        return false;
    }
    if (alone && at + 1 < last &&
        isn_frame_is(scene, at + 1, ISN_FRAME_KIND_THAT, &n)) {
        *out = (isn_complement){ISN_COMPLEMENT_THAT, at, at + 1 + n, false};
        return (cue->clause || takes(cue, object)) && at + 1 + n < last;
    }
    if (!takes(cue, object) || scene->date_of[at] || isn_conjoined(scene, at)) {
        return false;
    }
    /* «طالب بيومي الإعلام»: the letter is the name's. */
    uint32_t name = alone ? 0 : scene->name_of[at];
    if (name && scene->doc->names.items[name - 1].span.begin <=
                    isn_tok(scene, at)->span.begin) {
        return false;
    }
    /* «جدد التأكيد على», but «جدد تفوقه على» says nothing. */
    isn_cue masdar;
    if (cue->object == ISN_SPEECH_OBJECT_ALA &&
        cue->also == ISN_SPEECH_ALSO_DIRECT &&
        (at == 0 || !isn_cue_at(scene, at - 1, &masdar) ||
         !(masdar.form & ISN_FORM_MASDAR))) {
        return false;
    }
    uint32_t noun = alone ? at + 1 : at;
    /* «أنذره بذلك», «خلال لقائه ببعض أنصاره» */
    if (points(scene, noun) || met(scene, at) ||
        (object == ISN_SPEECH_OBJECT_MIN && at > 0 &&
         isn_is_quantity(scene, at - 1))) {
        return false;
    }
    if (noun >= last || isn_is(scene->doc, noun, ISN_CLASS_CHANNEL) ||
        scene->date_of[noun]) {
        return false;
    }
    /* «تحدث عن سقوط قتلى» tells something; «تحدث عن المباراة» does not. */
    if (alone && cue->cls == ISN_SPEECH_CLASS_ANNOUNCE &&
        cue->object == ISN_SPEECH_OBJECT_AN && object == ISN_SPEECH_OBJECT_AN &&
        (scene->quotes.of[noun] != ISN_NO_QUOTE ||
         (isn_tok(scene, noun)->clitics & ISN_CLITIC_AL) ||
         !isn_action_noun(scene, noun))) {
        return false; /* «كشفت الشركة عن سيارتها» */
    }
    if (alone && cue->cls == ISN_SPEECH_CLASS_SAY &&
        object == ISN_SPEECH_OBJECT_AN &&
        scene->quotes.of[noun] == ISN_NO_QUOTE &&
        !(isn_tok(scene, noun)->clitics & ISN_CLITIC_PRON) &&
        ((isn_tok(scene, noun)->clitics & ISN_CLITIC_AL) ||
         !isn_action_noun(scene, noun))) {
        return false;
    }
    *out = (isn_complement){ISN_COMPLEMENT_OBJECT, at, noun, false};
    return cue->cls != ISN_SPEECH_CLASS_SAY ||
           !isn_frame_is(scene, noun, ISN_FRAME_KIND_FEELING, NULL);
}

bool isn_complement_at(const isn_scene *scene, const isn_cue *cue, uint32_t at,
                       uint32_t last, isn_complement *out)
{
    bool found = complement_at(scene, cue, at, last, out);
    if (!found) {
        *out = (isn_complement){ISN_COMPLEMENT_NONE, 0, 0, false};
    }
    return found;
}
