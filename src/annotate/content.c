#include "annotate/phrase.h"

#include <string.h>

enum {
    NEAR = 4,          /* a participle's complement stands this near */
    NEAR_SURE = 9,     /* its أن, where a comma or the case ending shows it */
    WITHIN = 14,       /* and that of a verb, its subject between */
    LONGEST_END = 320, /* tokens of a reported clause */
    PARENTHESIS = 14,
    INSERTION = 6,
    CHANNEL_TAIL = 8,
};

/* ---- nouns of action ---------------------------------------------------- */

typedef struct letters {
    const char *at[12];
    unsigned count;
} letters;

static letters spell(const isn_token *t)
{
    letters l = {.count = 0};
    for (uint16_t i = 0; i + 1 < t->stem_len && l.count < 12; i += 2) {
        if (((unsigned char)t->stem[i] & 0xE0) != 0xC0) {
            l.count = 0;
            return l;
        }
        l.at[l.count++] = t->stem + i;
    }
    return l;
}

static bool letter(const letters *l, unsigned i, const char *c)
{
    return i < l->count && memcmp(l->at[i], c, 2) == 0;
}

/* Forms II to X of the verb make their nouns by pattern. */
static bool action_shape(const letters *l)
{
    switch (l->count) {
    case 5:
        return (letter(l, 0, "ا") && letter(l, 3, "ا")) || /* إفعال */
               (letter(l, 0, "ت") && letter(l, 3, "ي")) || /* تفعيل */
               (letter(l, 0, "ت") && letter(l, 2, "ا")) || /* تفاعل */
               (letter(l, 0, "ا") && letter(l, 2, "ا") &&
                letter(l, 4, "ه")); /* إقامة */
    case 6:
        return (letter(l, 0, "ا") && letter(l, 4, "ا") &&
                (letter(l, 1, "ن") || letter(l, 2, "ت"))) || /* انفعال */
               (letter(l, 0, "م") && letter(l, 2, "ا") &&
                letter(l, 5, "ه")); /* مفاعلة */
    case 7:
        return letter(l, 0, "ا") && letter(l, 1, "س") && letter(l, 2, "ت") &&
               letter(l, 5, "ا"); /* استفعال */
    default:
        return false;
    }
}

bool isn_action_noun(const isn_scene *scene, uint32_t at)
{
    const isn_token *t = isn_tok(scene, at);
    if (t->kind != ISN_WORD || scene->name_of[at] || scene->date_of[at]) {
        return false;
    }
    if (isn_frame_is(scene, at, ISN_FRAME_KIND_OBJECT, NULL) ||
        isn_frame_is(scene, at, ISN_FRAME_KIND_FEELING, NULL)) {
        return true;
    }
    if (isn_can_speak(scene, at)) {
        return false; /* إدارة, هيئة: bodies */
    }
    letters l = spell(t);
    if (action_shape(&l)) {
        return true;
    }
    /* «انخفاضا»: the alef is the case's. */
    if (l.count > 5 && letter(&l, l.count - 1, "ا")) {
        l.count--;
        return action_shape(&l);
    }
    return false;
}

/* ---- where the content ends --------------------------------------------- */

static bool has_complement(const isn_scene *scene, const isn_cue *cue,
                           uint32_t within, uint32_t last)
{
    isn_complement c;
    for (uint32_t i = cue->last; i < last && i < cue->last + within; i++) {
        if (isn_complement_at(scene, cue, i, last, &c)) {
            return true;
        }
    }
    return false;
}

/* Verbs with somebody asked, warned or accused between them and the content. */
static bool addresses(const isn_cue *cue)
{
    return cue->cls == ISN_SPEECH_CLASS_DEMAND ||
           cue->cls == ISN_SPEECH_CLASS_ACCUSE ||
           cue->cls == ISN_SPEECH_CLASS_WARN;
}

/* «كان ذلك باختيارها نافية تعرضها …»: behind a definite word an indefinite
 * participle in the feminine says how. */
static bool after_definite(const isn_scene *scene, const isn_cue *cue)
{
    uint32_t at = cue->first;
    return at > 0 && (cue->form & ISN_FORM_FEM) && isn_is_word(scene, at - 1) &&
           (isn_tok(scene, at - 1)->clitics &
            (ISN_CLITIC_AL | ISN_CLITIC_PRON)) &&
           !(isn_tok(scene, at)->clitics & (ISN_CLITIC_WA | ISN_CLITIC_AL));
}

bool isn_participle_speaks(const isn_scene *scene, const isn_cue *cue,
                           uint32_t last, isn_complement *out)
{
    isn_complement c;
    if (!(cue->form & ISN_FORM_PARTICIPLE) ||
        !(cue->form & (ISN_FORM_ACC | ISN_FORM_FEM | ISN_FORM_PLURAL |
                       ISN_FORM_DUAL))) { /* مؤكدين: dual or plural */
        return false;
    }
    bool comma = cue->first > 0 && isn_is_comma(scene, cue->first - 1);
    /* «…، مؤكدين أن», but «لكن منتقدين يقولون إن». */
    const isn_token *t = isn_tok(scene, cue->first);
    bool many = (cue->form & (ISN_FORM_PLURAL | ISN_FORM_DUAL)) &&
                !(cue->form & ISN_FORM_FEM);
    if (many && (!comma || t->stem_len < 4 ||
                 memcmp(t->stem + t->stem_len - 4, "ين", 4) != 0)) {
        return false;
    }
    /* «18 متهما», «عن متحدثة باسم»: a noun. */
    const isn_token *b = cue->first > 0 ? isn_tok(scene, cue->first - 1) : NULL;
    if (b &&
        (b->kind == ISN_NUMBER || (isn_is_preposition(scene, cue->first - 1) &&
                                   !isn_governs_pronoun(b)))) {
        return false;
    }
    bool how = !many && after_definite(scene, cue);
    bool sure = comma || (cue->form & ISN_FORM_ACC);
    bool direct = cue->object == ISN_SPEECH_OBJECT_DIRECT ||
                  cue->also == ISN_SPEECH_ALSO_DIRECT;
    uint32_t near = sure ? NEAR_SURE : NEAR;
    for (uint32_t i = cue->last; i < last && i < cue->last + near; i++) {
        bool close = i < cue->last + NEAR ||
                     ((cue->form & ISN_FORM_ACC) && addresses(cue));
        if (isn_complement_at(scene, cue, i, last, &c) &&
            (close || c.kind == ISN_COMPLEMENT_THAT)) {
            if (out) {
                *out = c;
            }
            return sure || c.kind != ISN_COMPLEMENT_OBJECT;
        }
        /* «مبديا قلقه»: the object itself. */
        if ((comma || how) && direct && isn_is_word(scene, i) &&
            isn_action_noun(scene, i) &&
            (i == cue->last || !isn_is_preposition(scene, i - 1))) {
            if (out) {
                *out = (isn_complement){ISN_COMPLEMENT_OBJECT, i, i, true};
            }
            return true;
        }
        /* «مؤكدا لدى وصوله، أن» */
        if (isn_is_comma(scene, i) && !addresses(cue) &&
            !isn_frame_is(scene, i + 1, ISN_FRAME_KIND_THAT, NULL)) {
            break;
        }
    }
    return false;
}

/* «مشيرا إلى أن», «قائلة:» */
static bool participle_cue(const isn_scene *scene, uint32_t at, uint32_t last)
{
    isn_cue cue;
    return isn_cue_at(scene, at, &cue) &&
           isn_participle_speaks(scene, &cue, last, NULL);
}

/* «واعتبر أن», «وقالت روسيا إن» */
static bool next_cue(const isn_scene *scene, uint32_t at, uint32_t last,
                     bool comma, bool object)
{
    isn_cue cue;
    if ((!isn_conjoined(scene, at) && !(comma && object)) ||
        !isn_cue_at(scene, at, &cue) || !isn_cue_finite(&cue)) {
        return false;
    }
    bool bare = cue.cls == ISN_SPEECH_CLASS_ACCUSE ||
                cue.cls == ISN_SPEECH_CLASS_ANNOUNCE ||
                cue.cls == ISN_SPEECH_CLASS_DENY;
    if (comma && (bare || (object && isn_conjoined(scene, at)))) {
        return true;
    }
    return has_complement(scene, &cue, WITHIN, last);
}

/* «…، بحسب مصادر، …»: the frame is a parenthesis and the clause goes on. */
static bool goes_on(const isn_scene *scene, uint32_t at, uint32_t last,
                    uint32_t within)
{
    for (uint32_t i = at; i + 3 < last && i < at + within; i++) {
        if (isn_is_comma(scene, i) || isn_is_dash(scene, i)) {
            return !next_cue(scene, i + 1, last, true, false) &&
                   !participle_cue(scene, i + 1, last) &&
                   !isn_frame_is(scene, i + 1, ISN_FRAME_KIND_CLOSE, NULL) &&
                   !isn_frame_is(scene, i + 1, ISN_FRAME_KIND_TURN, NULL);
        }
    }
    return false;
}

static bool source_frame(const isn_scene *scene, uint32_t at)
{
    uint32_t n = 1;
    int kind = isn_frame_at(scene, at, &n);
    isn_cue cue;
    /* «يحتم على حد تعبيره حوارا»: his own words go on. */
    uint32_t own = at + n, behind = own + 1;
    if (kind == ISN_FRAME_KIND_ACCORDING && n > 1 &&
        behind < scene->doc->tokens.count &&
        isn_frame_is(scene, own, ISN_FRAME_KIND_OWN, NULL) &&
        (isn_tok(scene, own)->clitics & ISN_CLITIC_PRON) &&
        isn_is_word(scene, behind) && !isn_conjoined(scene, behind) &&
        isn_frame_at(scene, behind, NULL) < 0 &&
        isn_tok(scene, behind)->sentence == isn_tok(scene, at)->sentence) {
        return false;
    }
    if (kind == ISN_FRAME_KIND_AS) {
        return at + n < scene->doc->tokens.count &&
               isn_cue_at(scene, at + n, &cue) &&
               !cue.pronoun; /* «على ما وصفه بأنه» is no source */
    }
    return kind == ISN_FRAME_KIND_ACCORDING ||
           (kind == ISN_FRAME_KIND_FROM && n > 1);
}

static bool ends_sentence(const isn_scene *scene, uint32_t at)
{
    const isn_token *t = isn_tok(scene, at);
    const isn_sentence *s = &scene->doc->sentences.items[t->sentence];
    return at + 1 == s->first_token + s->token_count && t->kind >= ISN_PUNCT;
}

/* «… في مقابلة مع», «… على تويتر»: back to the verb of saying. */
static bool channel_behind(const isn_scene *scene, uint32_t at, uint32_t last,
                           bool object)
{
    if (at + 1 >= scene->doc->tokens.count ||
        !isn_kind_is(scene, at, ISN_FUNCTION_KIND_PREPOSITION) ||
        isn_token_is(scene->doc, at, "عن")) {
        return false;
    }
    isn_match_result m = isn_match(scene->doc, at + 1, ISN_CLASS_CHANNEL);
    if (!m.sense ||
        (isn_rows_channel[m.sense->row].kind != ISN_CHANNEL_KIND_TALK &&
         isn_rows_channel[m.sense->row].kind != ISN_CHANNEL_KIND_SOCIAL) ||
        (isn_tok(scene, at + 1)->clitics & ISN_CLITIC_AL)) {
        return false;
    }
    uint32_t end = at + 1 + m.tokens;
    for (uint32_t i = end; i < end + CHANNEL_TAIL; i++) {
        if (i >= last || ends_sentence(scene, i)) {
            return true;
        }
        if (isn_is_comma(scene, i)) {
            return object;
        }
    }
    return false;
}

/* «وبينما أكدت الشرطة أن …، قال المنظمون إن»: the main clause of a sentence
 * that began with a subordinate one. */
static bool main_clause(const isn_scene *scene, uint32_t first, uint32_t at,
                        uint32_t last)
{
    isn_cue cue;
    if (!isn_cue_at(scene, at, &cue) || !isn_cue_finite(&cue)) {
        return false;
    }
    uint32_t start =
        scene->doc->sentences.items[isn_tok(scene, first)->sentence]
            .first_token;
    isn_match_result m = isn_match(scene->doc, start, ISN_CLASS_FRAME);
    /* «وبعد تأكيد الوزير أن …، قالت» */
    bool below =
        (m.sense && isn_rows_frame[m.sense->row].kind == ISN_FRAME_KIND_TURN) ||
        isn_kind_is(scene, start, ISN_FUNCTION_KIND_PREPOSITION);
    return below && first > start && has_complement(scene, &cue, WITHIN, last);
}

static bool ends_here(const isn_scene *scene, uint32_t at, uint32_t last,
                      bool comma, bool object)
{
    uint32_t n = 1;
    int kind = isn_frame_at(scene, at, &n);
    if (kind == ISN_FRAME_KIND_CLOSE) {
        return true;
    }
    if ((kind == ISN_FRAME_KIND_TURN && comma) ||
        (kind == ISN_FRAME_KIND_LINK && (comma || object))) {
        /* «…، فيما أكد فلان، شيخ القبيلة، أن» is no insertion. */
        isn_cue other;
        bool speaks = kind == ISN_FRAME_KIND_TURN && at + n < last &&
                      isn_cue_at(scene, at + n, &other) &&
                      isn_cue_finite(&other);
        return speaks || !(comma && goes_on(scene, at, last, INSERTION));
    }
    /* «سيحضر الحفل بينما قالت أخته إن», comma or not. */
    isn_cue turned;
    bool while_ = kind == ISN_FRAME_KIND_TURN && at + n < last &&
                  !isn_frame_is(scene, at + n - 1, ISN_FRAME_KIND_THAT, NULL) &&
                  !isn_governs_pronoun(isn_tok(scene, at + n - 1)) &&
                  !(isn_tok(scene, at)->clitics & ISN_CLITIC_BI);
    if (while_ && isn_cue_at(scene, at + n, &turned) &&
        isn_cue_finite(&turned) &&
        has_complement(scene, &turned, WITHIN, last)) {
        return true;
    }
    /* «أعلن مقتل جنديين، ولم …», but «…، وإصابة ثالث». */
    if (object && comma && isn_conjoined(scene, at) &&
        isn_function_stop(scene, at)) {
        return true;
    }
    if (object && isn_token_is(scene->doc, at, "حيث")) {
        return true;
    }
    /* «ورغم أنها شددت على …، فقد نقلت الوكالة» */
    isn_cue main;
    if (isn_token_is(scene->doc, at, "فقد") && at + 1 < last &&
        isn_cue_at(scene, at + 1, &main) && isn_cue_finite(&main)) {
        return true;
    }
    /* «تحدث عن تناقض، إذ قال: …» */
    if (comma && isn_token_is(scene->doc, at, "اذ") && at + 1 < last &&
        isn_cue_at(scene, at + 1, &main) && isn_cue_finite(&main) &&
        has_complement(scene, &main, WITHIN, last)) {
        return true;
    }
    if (object && comma &&
        (isn_token_is(scene->doc, at, "لكن") ||
         isn_token_is(scene->doc, at, "ولكن"))) {
        return true;
    }
    /* «…، واعدا بالعمل»: whatever it takes, it is not said any more. */
    isn_cue how;
    if (comma && isn_cue_at(scene, at, &how) &&
        (how.form & ISN_FORM_PARTICIPLE) && (how.form & ISN_FORM_ACC)) {
        return true;
    }
    if (channel_behind(scene, at, last, object)) {
        return true;
    }
    if (source_frame(scene, at)) {
        return !goes_on(scene, at, last, PARENTHESIS);
    }
    if (object && comma && isn_conjoined(scene, at) &&
        isn_kind_is(scene, at, ISN_FUNCTION_KIND_RELATIVE)) {
        return true;
    }
    return participle_cue(scene, at, last) ||
           next_cue(scene, at, last, comma, object);
}

uint32_t isn_spoken_end(const isn_scene *scene, uint32_t first, uint32_t last)
{
    const isn_sentence *s =
        &scene->doc->sentences.items[isn_tok(scene, first)->sentence];
    uint32_t end = s->first_token + s->token_count;
    end = end < last ? end : last;
    for (uint32_t at = first + 1; at + 1 < end; at++) {
        if (isn_is_comma(scene, at) && scene->quotes.of[at] == ISN_NO_QUOTE &&
            participle_cue(scene, at + 1, end)) {
            return at;
        }
    }
    return end;
}

uint32_t isn_content_end(const isn_scene *scene, uint32_t first, uint32_t last,
                         bool object)
{
    if (last > first + LONGEST_END) {
        last = first + LONGEST_END;
    }
    uint32_t at = first;
    for (; at < last; at++) {
        uint32_t q = scene->quotes.of[at];
        if (q != ISN_NO_QUOTE && scene->quotes.list.items[q].open == at) {
            const isn_quote *quote = &scene->quotes.list.items[q];
            uint32_t behind = quote->closed ? quote->close + 1 : quote->close;
            at = behind > at + 1 ? behind - 1 : at;
            if (behind < last && behind > first &&
                isn_is_punct(scene, behind, '.')) {
                return behind;
            }
            continue;
        }
        if (ends_sentence(scene, at)) {
            return at;
        }
        /* «(375 مليارا بحسب الوزارة)»: what it ends is within. */
        uint32_t bracket = isn_behind_bracket(scene, at, last);
        if (bracket > at + 1) {
            at = bracket - 1;
            continue;
        }
        bool comma = isn_is_comma(scene, at) || isn_is_dash(scene, at);
        uint32_t next = comma ? at + 1 : at;
        if (next < last && next > first && isn_is_word(scene, next) &&
            (ends_here(scene, next, last, comma, object) ||
             (comma && main_clause(scene, first, next, last)))) {
            return at;
        }
    }
    return at;
}
