#include <string.h>

#include "annotate/figures_scan.h"
#include "annotate/topic.h"
#include "text/match.h"

enum {
    VERB_REACH = 12, /* tokens between a verb and what it counts */
    UNKNOWN_REACH = 4,
    BARE_REACH = 2,
    SUM_REACH = 24,
    JOINED_REACH = 4,
    BEHIND_REACH = 11,
};

/* «أصيب» is no first person here, and «متنا», «متن» are the deck. */
static const isn_sense *third_person(const isn_token *t)
{
    unsigned women = ISN_FORM_FEM | ISN_FORM_PLURAL;
    for (uint32_t i = 0; t->entry && i < t->entry->sense_count; i++) {
        const isn_sense *sense = isn_lex_sense_at(t->entry, i);
        if (sense->cls == ISN_CLASS_ROLEVERB &&
            !(sense->form & ISN_FORM_FIRST) && (sense->form & women) != women) {
            return sense;
        }
    }
    return NULL;
}

/* Has the token a verbal noun of fate, or with `masdar` false a verb? */
static bool has_form(const isn_token *t, bool masdar)
{
    for (uint32_t i = 0; t->entry && i < t->entry->sense_count; i++) {
        const isn_sense *sense = isn_lex_sense_at(t->entry, i);
        if (sense->cls == ISN_CLASS_ROLEVERB &&
            ((sense->form & ISN_FORM_MASDAR) != 0) == masdar) {
            return true;
        }
    }
    return false;
}

static int fate_word(const isnad_doc *doc, uint32_t at);

/* «مقتل وإصابة», «مقتل وجرح», «قتل وجرح»: does the word of fate at s->at follow
 * another at once, so that nobody knows which of both befell whom? */
static bool joins_trigger(const isn_figure_scan *s, bool masdar)
{
    const isn_trigger *before = &s->trigger;
    const isn_token *here = isn_figure_token(s, s->at);
    bool noun = masdar || (before->masdar && !before->verb &&
                           isn_is(s->doc, before->begin, ISN_CLASS_ROLEVERB) &&
                           has_form(here, true));
    bool joined = (here->clitics & ISN_CLITIC_WA) ||
                  memcmp(here->fold, "و", 2) == 0; /* وجرح */
    bool owned =
        before->end > before->begin && /* «غرقها ومقتل 7» */
        (isn_figure_token(s, before->end - 1)->clitics & ISN_CLITIC_PRON);
    return (noun ? before->masdar || before->sum : before->verb) && joined &&
           !owned && before->end == s->at && before->begin < before->end;
}

static void trigger_of_verb(isn_figure_scan *s, isn_match_result verb)
{
    const isn_row_roleverb *row = &isn_rows_roleverb[verb.sense->row];
    const isn_token *t = isn_figure_token(s, s->at);
    bool masdar = (verb.sense->form & ISN_FORM_MASDAR) != 0;
    bool plural = (verb.sense->form & ISN_FORM_PLURAL) != 0;
    unsigned tied =
        ISN_CLITIC_AL | ISN_CLITIC_BI | ISN_CLITIC_KA | ISN_CLITIC_PRON;
    s->trigger = (isn_trigger){
        .role = row->role == ISN_ROLEVERB_ROLE_NONE ? ISN_NO_ROLE : row->role,
        /* «القبض على»; «قتل», «جرح» are a verb and its noun */
        .masdar = masdar || verb.tokens > 1 || has_form(t, true),
        .verb = (!masdar || verb.tokens > 1 || has_form(t, false)) &&
                !(t->clitics & tied),
        .counts = row->who == ISN_ROLEVERB_WHO_CAUSE,
        .many = plural,
        .sum = plural && s->at > s->first && /* «من قتلوا», «الذين قتلوا» */
               (isn_token_is(s->doc, s->at - 1, "من") ||
                isn_token_is(s->doc, s->at - 1, "الذين")),
        .doubled = joins_trigger(s, masdar),
        .begin = s->at,
        .end = s->at + verb.tokens};
}

void isn_figure_trigger(isn_figure_scan *s)
{
    int fate = fate_word(s->doc, s->at);
    if (fate == ISN_ROLENOUN_ROLE_KILLED) { /* بحياة */
        s->trigger = (isn_trigger){
            .role = fate, .masdar = true, .begin = s->at, .end = s->at + 1};
        return;
    }
    isn_match_result verb = isn_match(s->doc, s->at, ISN_CLASS_ROLEVERB);
    if (verb.sense && verb.tokens == 1) {
        verb.sense = third_person(&s->doc->tokens.items[s->at]);
    }
    if (verb.sense) {
        trigger_of_verb(s, verb);
        return;
    }
    isn_match_result noun = isn_match(s->doc, s->at, ISN_CLASS_ROLENOUN);
    if (noun.sense) {
        s->trigger =
            (isn_trigger){.role = isn_rows_rolenoun[noun.sense->row].role,
                          .sum = true,
                          .begin = s->at,
                          .end = s->at + noun.tokens};
    }
}

static bool personish(const isn_draft *d)
{
    const isn_noun *n = &d->noun;
    if (!isn_noun_found(n)) {
        return !d->number.fraction;
    }
    return n->others || n->role != ISN_NO_ROLE ||
           n->kind == ISN_COUNTED_KIND_PERSON ||
           n->kind == ISN_COUNTED_KIND_PEOPLE ||
           n->kind == ISN_COUNTED_KIND_CASE || !n->known;
}

static bool joins_before(const isn_figure_scan *s, const isn_draft *d)
{
    if (s->before_last == ISN_NO_TOKEN || d->first < s->before_last) {
        return false;
    }
    uint32_t gap = d->first - s->before_last;
    const isn_token *t = &s->doc->tokens.items[d->first];
    bool wa = (t->clitics & ISN_CLITIC_WA) != 0;
    return (gap == 0 && wa) || s->besides == d->first ||
           (gap == 1 && isn_token_is(s->doc, s->before_last, "و")) ||
           (gap <= 3 && wa && s->trigger.begin < s->before_last) ||
           (gap <= 4 && d->noun.known && s->trigger.begin < s->before_last &&
            isn_token_is(s->doc, d->first - 1, "و")); /* «عناصر X و10 مدنيين» */
}

/* Is the number what a sum reaches: «عدد القتلى … إلى 55»? */
static bool reached(const isn_figure_scan *s, const isn_draft *d)
{
    uint32_t gap = d->first - s->trigger.end;
    if (gap > SUM_REACH || s->trigger.taken) {
        return false;
    }
    if (gap == 0 || (gap <= 2 && isn_noun_found(&d->noun))) {
        return true;
    }
    return isn_token_is(s->doc, d->first - 1, "الي") ||
           isn_token_is(s->doc, d->first - 1, "عند") ||
           isn_token_is(s->doc, d->first - 1, "عن") ||
           isn_token_is(s->doc, d->first - 1, "ب") ||
           (s->doc->tokens.items[d->first].clitics & ISN_CLITIC_BI) ||
           (s->reach != ISN_NO_TOKEN && s->reach <= d->first &&
            d->first - s->reach <= 3);
}

static int fate_word(const isnad_doc *doc, uint32_t at)
{
    isn_match_result word = isn_match(doc, at, ISN_CLASS_FIGWORD);
    if (!word.sense) {
        return ISN_NO_ROLE;
    }
    switch (isn_rows_figword[word.sense->row].kind) {
    case ISN_FIGWORD_KIND_KILLED:
        return ISN_ROLENOUN_ROLE_KILLED;
    case ISN_FIGWORD_KIND_WOUNDED:
        return ISN_ROLENOUN_ROLE_WOUNDED;
    case ISN_FIGWORD_KIND_MISSING:
        return ISN_ROLENOUN_ROLE_MISSING;
    case ISN_FIGWORD_KIND_DISPLACED:
        return ISN_ROLENOUN_ROLE_DISPLACED;
    case ISN_FIGWORD_KIND_TRAPPED:
        return ISN_ROLENOUN_ROLE_TRAPPED;
    default:
        return ISN_NO_ROLE;
    }
}

/* «قضوا الليل في القطار», «قضوا 3 أيام» are alive. */
static bool spent_at(const isn_figure_scan *s, uint32_t at)
{
    uint64_t time = ISN_BIT(ISN_CLASS_TIME_UNIT) | ISN_BIT(ISN_CLASS_NUMBER);
    const isn_token *t = isn_figure_token(s, at), *next = t + 1;
    return at + 1 < s->last && t->stem_len >= 4 &&
           memcmp(t->stem, "قض", 4) == 0 &&
           ((next->classes & time) || next->kind == ISN_NUMBER ||
            (next->clitics & ISN_CLITIC_AL));
}

/* «128 فقدوا بعد الغرق» are missing, those who «فقدوا وظائفهم» are not. */
static bool lost_at(const isn_figure_scan *s, uint32_t at)
{
    return at + 1 >= s->last || isn_is(s->doc, at + 1, ISN_CLASS_FUNCTION) ||
           s->doc->tokens.items[at + 1].kind >= ISN_PUNCT;
}

static bool comma(const isn_token *t)
{
    return t->kind == ISN_PUNCT && (t->punct == 0x60C || t->punct == ',');
}

/* Behind the comma that closes «بينهم …» at `at`, or 0. */
static uint32_t behind_part(const isn_figure_scan *s, uint32_t at)
{
    if (!isn_figure_word(s, at, ISN_FIGWORD_KIND_PART)) {
        return 0;
    }
    for (uint32_t i = at + 1; i < s->last && i < at + BEHIND_REACH; i++) {
        if (comma(isn_figure_token(s, i))) {
            return i + 1;
        }
    }
    return 0;
}

/* «250 شخصا قتلوا», «44 شخصا لقوا حتفهم», «60 في عداد المفقودين». */
static int role_behind(const isn_figure_scan *s, const isn_draft *d)
{
    uint32_t last =
        d->last + BEHIND_REACH < s->last ? d->last + BEHIND_REACH : s->last;
    for (uint32_t i = d->last; i < last; i++) {
        const isn_token *t = &s->doc->tokens.items[i];
        if (i == d->last && comma(t)) { /* «، بينهم 6 أطفال، لقوا حتفهم» */
            uint32_t behind = behind_part(s, i + 1);
            last = behind > i ? behind + BEHIND_REACH : last;
            last = last < s->last ? last : s->last;
            i = behind > i ? behind - 1 : i;
            continue;
        }
        if (t->kind == ISN_NUMBER || isn_is(s->doc, i, ISN_CLASS_NUMBER)) {
            break;
        }
        const isn_sense *word = isn_lex_sense(
            isn_is(s->doc, i, ISN_CLASS_FUNCTION) ? t->entry : NULL,
            ISN_CLASS_FUNCTION);
        if (word && isn_rows_function[word->row].kind ==
                        ISN_FUNCTION_KIND_CONJUNCTION) {
            break; /* «109 فيما بلغ عدد المفقودين» */
        }
        int role =
            t->clitics & ISN_CLITIC_AL ? ISN_NO_ROLE : fate_word(s->doc, i);
        if (role != ISN_NO_ROLE &&
            (role != ISN_ROLENOUN_ROLE_WOUNDED || i < d->last + 4)) {
            return role;
        }
        const isn_sense *sense =
            isn_is(s->doc, i, ISN_CLASS_ROLEVERB) ? third_person(t) : NULL;
        if (sense && (sense->form & ISN_FORM_PLURAL) &&
            !(t->clitics & (ISN_CLITIC_WA | ISN_CLITIC_PRON))) {
            role = isn_rows_roleverb[sense->row].role;
            if (role != ISN_ROLEVERB_ROLE_NONE && !spent_at(s, i) &&
                (role != ISN_ROLEVERB_ROLE_MISSING || lost_at(s, i))) {
                return role;
            }
        }
        if (t->kind >= ISN_PUNCT && t->punct != 0x60C && t->punct != ',') {
            break;
        }
    }
    return ISN_NO_ROLE;
}

/* Is the number tied by «و» to the words behind the trigger? */
static bool added(const isn_figure_scan *s, const isn_draft *d)
{
    for (uint32_t i = s->trigger.end; i < d->first; i++) {
        if (s->doc->tokens.items[i].kind >= ISN_PUNCT) {
            return false;
        }
    }
    return (s->doc->tokens.items[d->first].clitics & ISN_CLITIC_WA) != 0 ||
           isn_token_is(s->doc, d->first - 1, "و");
}

/* «اعتقل … أمام آلاف المتظاهرين»: people that a preposition puts beside. */
static bool beside(const isn_figure_scan *s, const isn_draft *d)
{
    static const char *const words[] = {"امام", "مع",  "ضد",  "حول",
                                        "قرب",  "لدي", "وسط", "ازاء"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (d->first > s->trigger.end &&
            isn_token_is(s->doc, d->first - 1, words[i])) {
            return true;
        }
    }
    return false;
}

/* «ضبطت الساحر، واعترف بسحر تسعة»: a new clause stands between. */
static bool new_clause(const isn_figure_scan *s, const isn_draft *d)
{
    for (uint32_t i = s->trigger.end; i + 1 < d->first; i++) {
        if (comma(isn_figure_token(s, i)) &&
            (isn_figure_token(s, i + 1)->clitics & ISN_CLITIC_WA)) {
            return true;
        }
    }
    return false;
}

/* «ضبط 1231 شاحنا»: things are seized; an unknown noun is nobody. */
static bool seized(const isn_figure_scan *s, const isn_draft *d)
{
    const isn_token *t = isn_figure_token(s, s->trigger.begin);
    return s->trigger.role == ISN_ROLENOUN_ROLE_ARRESTED && t->stem_len >= 6 &&
           memcmp(t->stem, "ضبط", 6) == 0 && isn_noun_found(&d->noun) &&
           !d->noun.known && d->noun.kind == ISN_COUNTED_KIND_THING;
}

/* «أنقذ حياة مئات الملايين»: those are not its object. */
static bool takes_bare(const isn_figure_scan *s, const isn_draft *d)
{
    uint64_t small = ISN_BIT(ISN_CLASS_FUNCTION) | ISN_BIT(ISN_CLASS_FIGWORD) |
                     ISN_BIT(ISN_CLASS_TIME_WORD) | ISN_BIT(ISN_CLASS_WEEKDAY);
    if (isn_noun_found(&d->noun) || !d->number.vague) {
        return true;
    }
    if (d->number.scaled && s->trigger.role == ISN_ROLENOUN_ROLE_RESCUED) {
        return false; /* nobody pulls millions out of the water */
    }
    for (uint32_t i = s->trigger.end; i < d->first; i++) {
        if (!(isn_figure_token(s, i)->classes & small)) {
            return false;
        }
    }
    return true;
}

static int role_before(isn_figure_scan *s, const isn_draft *d)
{
    isn_trigger *t = &s->trigger;
    if (joins_before(s, d) && s->before_role != ISN_NO_ROLE &&
        t->begin < s->before_last) {
        return s->before_role;
    }
    if (s->was == d->first) {
        return s->before_role; /* «إلى 66 بعد أن كان 49» */
    }
    if (t->begin == t->end || d->first < t->end || t->role == ISN_NO_ROLE ||
        (t->doubled && (t->verb || d->first == t->end)) || seized(s, d)) {
        return ISN_NO_ROLE;
    }
    uint32_t gap = d->first - t->end;
    bool hit = t->masdar && gap == 0;
    if (!hit && d->noun.kind == ISN_COUNTED_KIND_CASE &&
        (t->role == ISN_ROLENOUN_ROLE_KILLED ||
         t->role == ISN_ROLENOUN_ROLE_INFECTED)) {
        hit = gap <= UNKNOWN_REACH; /* «… إصابتها بالمرض مليون حالة» */
    }
    if (!hit && t->masdar && gap <= JOINED_REACH &&
        d->noun.known + d->noun.others) {
        hit = added(s, d); /* «مقتل الشاب وأربعة من رفاقه» */
    }
    if (!hit && t->verb && !t->taken) {
        uint32_t reach = t->many                                ? 1
                         : !isn_noun_found(&d->noun)            ? BARE_REACH
                         : t->role == ISN_ROLENOUN_ROLE_MISSING ? BARE_REACH
                         : d->noun.known || d->noun.others ||
                                 d->noun.kind == ISN_COUNTED_KIND_PERSON
                             ? VERB_REACH
                             : UNKNOWN_REACH;
        hit = gap <= reach && takes_bare(s, d) && !beside(s, d) &&
              !new_clause(s, d) &&
              (t->role != ISN_ROLENOUN_ROLE_MISSING || gap == 0 ||
               isn_is(s->doc, t->end, ISN_CLASS_FUNCTION)); /* فقد شارك */
    }
    bool sure = !isn_noun_found(&d->noun) || d->noun.known ||
                d->noun.kind == ISN_COUNTED_KIND_PERSON;
    if (!hit && t->sum && sure &&
        (gap == 0 || role_behind(s, d) == ISN_NO_ROLE)) {
        hit = reached(s, d);
    }
    if (!hit) {
        return ISN_NO_ROLE;
    }
    t->taken = true;
    return t->role;
}

static int role_of(isn_figure_scan *s, const isn_draft *d)
{
    int role = d->noun.role;
    if (role != ISN_NO_ROLE) {
        return role;
    }
    bool open = d->last < s->last && /* «سقط 15 بين قتيل وجريح» */
                isn_token_is(s->doc, d->last, "بين") &&
                isn_is(s->doc, d->last + 1, ISN_CLASS_ROLENOUN);
    bool whole = s->whole == d->first; /* «… من أصل 212» are not all dead */
    if (!personish(d) || open || whole) {
        return ISN_NO_ROLE;
    }
    role = role_before(s, d);
    if (role == ISN_NO_ROLE &&
        (isn_noun_found(&d->noun) || d->number.vague || d->number.high >= 10)) {
        role = role_behind(s, d);
    }
    return role;
}

static void read_subject(isn_figure_scan *s)
{
    isn_topic topic = isn_topic_of(s->doc);
    s->subject = true;
    s->disease = topic.disease;
    s->sport = topic.sport;
}

bool isn_figure_disease(isn_figure_scan *s)
{
    if (!s->subject) {
        read_subject(s);
    }
    return s->disease;
}

bool isn_figure_sport(isn_figure_scan *s)
{
    if (!s->subject) {
        read_subject(s);
    }
    return s->sport;
}

int isn_figure_fate(isn_figure_scan *s, int role)
{
    return role == ISN_ROLENOUN_ROLE_INFECTED && !isn_figure_disease(s)
               ? ISN_ROLENOUN_ROLE_WOUNDED
               : role;
}

int isn_figure_role(isn_figure_scan *s, const isn_draft *d)
{
    int role = isn_figure_fate(s, role_of(s, d));
    /* Families flee; nobody kills a party. */
    return d->noun.kind == ISN_COUNTED_KIND_PEOPLE &&
                   role != ISN_ROLENOUN_ROLE_DISPLACED
               ? ISN_NO_ROLE
               : role;
}
