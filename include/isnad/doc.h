/* One document: its immutable text, and everything found in it.
 *
 * A document is made by isnad_flow_read (flow.h), is constant afterwards and
 * may then be read by several threads.  Every pointer reached from it lives
 * until isnad_doc_free.  Strings are UTF-8 and NUL-terminated.  Spans are in
 * the document's text; isnad_doc_raw turns one into payload bytes.
 */
#ifndef ISNAD_DOC_H
#define ISNAD_DOC_H

#include "isnad/span.h"
#include "isnad/status.h"

#pragma GCC visibility push(default)
#ifdef __cplusplus
extern "C" {
#endif

typedef struct isnad_doc isnad_doc;

/* ---- blocks: what each part of the page is --------------------------- */

#define ISNAD_ROLE_MAP(X)                                                      \
    X(TITLE, "title")                                                          \
    X(DECK, "deck")                                                            \
    X(PARAGRAPH, "paragraph")                                                  \
    X(SUBHEAD, "subhead")                                                      \
    X(CAPTION, "caption")                                                      \
    X(CREDIT, "credit")                                                        \
    X(LIST, "list")                                                            \
    X(TABLE, "table")                                                          \
    X(QUOTE, "quote")                                                          \
    X(FURNITURE, "furniture")                                                  \
    X(META, "meta")

typedef enum isnad_role {
#define ISNAD_ROLE_ENUM(name, text) ISNAD_ROLE_##name,
    ISNAD_ROLE_MAP(ISNAD_ROLE_ENUM)
#undef ISNAD_ROLE_ENUM
} isnad_role;

const char *isnad_role_text(isnad_role role);

/* One line, paragraph or cell.  META blocks hold the values of markup (title
 * element, meta contents, JSON-LD strings) so that they too can be evidence;
 * they are not printed among the blocks. */
typedef struct isnad_block {
    isnad_span span;
    isnad_role role;
    const char *kind; /* "share", "page-clock" …, or NULL */
    uint32_t first_token, token_count;
    uint32_t first_sentence, sentence_count;
} isnad_block;

/* Does the block belong to the article that people read: title, deck,
 * paragraph, subhead, list, table or quote? */
bool isnad_block_is_article(const isnad_block *block);

/* ---- time ------------------------------------------------------------- */

#define ISNAD_NO_DAY INT32_MIN

/* A resolved time.  `value` is in the notation of docs/output.md; first and
 * last are days since 1970-01-01, both inclusive, or ISNAD_NO_DAY where the
 * value is no calendar time (durations, open sides). */
typedef struct isnad_time {
    const char *value; /* NULL: unknown */
    const char *timex; /* the TIMEX3 value */
    int32_t first, last;
} isnad_time;

/* ---- findings --------------------------------------------------------- */

/* How sure the value of a date is. */
typedef enum isnad_sure {
    ISNAD_SURE_UNKNOWN, /* there is none */
    ISNAD_SURE_STATED,  /* the words alone give it */
    ISNAD_SURE_COUNTED, /* from the anchor, in the one way there is: أمس */
    ISNAD_SURE_LIKELY, /* the likeliest of several: الخميس, 13 مايو */
} isnad_sure;

/* "stated", "counted", "likely", or NULL. */
const char *isnad_sure_text(isnad_sure sure);

/* What the words of a date say and what its value rests on: bit 1 << rule. */
#define ISNAD_DATE_RULE_MAP(rule)                                              \
    rule(WEEKDAY, "weekday") rule(DAY, "day of the month")                     \
        rule(MONTH, "month") rule(YEAR, "year") rule(HIJRI, "Umm al-Qura")     \
            rule(UNIT, "unit") rule(EDGE, "edge") rule(NTH, "ordinal part")    \
                rule(MODIFIER, "modifier") rule(COUNT, "count")                \
                    rule(PART, "part of day") rule(CLOCK, "clock")             \
                        rule(ZONE, "zone") rule(END, "end of a range")         \
                            rule(FUTURE, "cue of the future")                  \
                                rule(PAST, "cue of the past")                  \
                                    rule(TOLD, "day told before") rule(        \
                                        TOLD_YEAR, "year told in the text")    \
                                        rule(DATELINE, "day of the report")

typedef enum isnad_date_rule {
#define ISNAD_DATE_RULE_ITEM(name, text) ISNAD_DATE_RULE_##name,
    ISNAD_DATE_RULE_MAP(ISNAD_DATE_RULE_ITEM)
#undef ISNAD_DATE_RULE_ITEM
        ISNAD_DATE_RULE_COUNT_OF
} isnad_date_rule;

const char *isnad_date_rule_text(isnad_date_rule rule);

typedef struct isnad_date {
    isnad_span span;
    isnad_time time;
    const char *anchor; /* the day it was resolved against, ISO, or NULL */
    const char *rule;   /* the rule that read it */
    uint32_t rules;     /* all that fired: bits of isnad_date_rule */
    isnad_sure sure;
    uint8_t margin; /* days by which the value may be off: Hijri alone, 1 */
    bool duration;
    bool repeats;  /* «كل ثلاثة أشهر»: a duration, over and over */
    bool anchored; /* needs an anchor: weekday, deictic, day without year */
} isnad_date;

/* What a figure was read from: bit 1 << rule. */
#define ISNAD_FIGURE_RULE_MAP(rule)                                            \
    rule(DIGITS, "digits") rule(WORDS, "words") rule(DUAL, "dual") rule(       \
        VAGUE, "vague") rule(FRACTION, "fraction") rule(ALONE, "noun alone")   \
        rule(RANGE, "range") rule(BOUND, "bound") rule(ABOUT, "rounded")       \
            rule(NEGATED, "negation") rule(NOUN, "noun of a table")            \
                rule(SHAPE, "noun by its form")                                \
                    rule(TOLD, "noun told elsewhere")                          \
                        rule(ROLE_NOUN, "noun of fate")                        \
                            rule(ROLE, "role by the words around")             \
                                rule(PART, "part of a whole")                  \
                                    rule(EARLIER, "given before")              \
                                        rule(SCOPE, "scope")                   \
                                            rule(UNIT, "unit of measure")

typedef enum isnad_figure_rule {
#define ISNAD_FIGURE_RULE_ITEM(name, text) ISNAD_FIGURE_RULE_##name,
    ISNAD_FIGURE_RULE_MAP(ISNAD_FIGURE_RULE_ITEM)
#undef ISNAD_FIGURE_RULE_ITEM
        ISNAD_FIGURE_RULE_COUNT_OF
} isnad_figure_rule;

const char *isnad_figure_rule_text(isnad_figure_rule rule);

typedef struct isnad_figure {
    isnad_span span;
    const char *of;   /* what is counted: English key, else the Arabic noun;
                         NULL: bare */
    const char *fate; /* what befell it: "killed", "rescued" …, or NULL */
    double low, high; /* -INFINITY / INFINITY where open */
    bool approximate, vague, negated;
    const char *part; /* "child" in «بينهم 5 أطفال», or NULL */
    bool earlier;     /* the text says that it was given before */
    isnad_span scope; /* the words that limit it, or empty */
    uint32_t sentence;
    const char *rule; /* the rule that read it */
    uint32_t rules;   /* all that fired: bits of isnad_figure_rule */
    const char *unit; /* of the bounds in SI ("m", "kg", "degC"), or NULL */
    double unit_low, unit_high;
} isnad_figure;

typedef enum isnad_entity_type {
    ISNAD_PER,
    ISNAD_LOC,
    ISNAD_ORG,
} isnad_entity_type;

const char *isnad_entity_type_text(isnad_entity_type type);

#define ISNAD_NO_ENTITY UINT32_MAX

/* Where a place lies, by the gazetteer (docs/names.md). */
typedef struct isnad_location {
    const char *name;    /* its first name there */
    const char *country; /* ISO 3166-1, or NULL: none, or several */
    const char *kind;    /* country capital city region district water site */
    double latitude, longitude;
    bool exact; /* the gazetteer has the name as it is, no noun before it */
} isnad_location;

/* Someone or something named in this document. */
typedef struct isnad_entity {
    const char *name; /* its fullest name in the document */
    isnad_entity_type type;
    isnad_span role; /* «الرئيس الكازاخستاني», or empty */
    const isnad_location *location; /* of a place, or NULL: not known */
    uint32_t corrected; /* 1 + its group of isnad/corrections.h, or 0 */
} isnad_entity;

typedef struct isnad_name {
    isnad_span span;
    isnad_entity_type type;
    uint32_t entity;  /* index among the document's entities */
    const char *rule; /* how it was found */
} isnad_name;

/* A mention of a party: someone who speaks, or through whom it came. */
typedef struct isnad_party {
    isnad_span span;    /* words at this place; empty: nobody named */
    const char *entity; /* resolved name, or the words themselves */
    uint32_t entity_id; /* index among entities, or ISNAD_NO_ENTITY */
} isnad_party;

typedef struct isnad_hop {
    const char *name;
    isnad_span cue; /* the words that prove the hop */
} isnad_hop;

typedef enum isnad_stance {
    ISNAD_ASSERTS,
    ISNAD_DENIES,
    ISNAD_HEDGES,
} isnad_stance;

const char *isnad_stance_text(isnad_stance stance);

typedef struct isnad_statement {
    isnad_span span; /* the content, without quotation marks */
    bool direct;
    isnad_party speaker;
    const isnad_party *via; /* nearest first */
    uint32_t via_count;
    const isnad_hop *chain; /* outlet first, speaker last */
    uint32_t chain_count;
    isnad_span cue;
    const char *speech_class; /* "say", "deny" …; static */
    isnad_stance stance;
    const char *source_kind; /* "named", "office" …; static */
    isnad_time on;           /* day of the utterance, or value NULL */
    uint32_t sentence;
    const char *rule; /* the pattern that found it */
} isnad_statement;

typedef struct isnad_hedge {
    isnad_span span, cue;
} isnad_hedge;

/* A string of the page with its place: author, outlet, URL … */
typedef struct isnad_fact {
    const char *value; /* NULL: unknown */
    isnad_span evidence;
} isnad_fact;

typedef struct isnad_published {
    isnad_time time;   /* what is known, perhaps an interval */
    const char *best;  /* the likeliest day, ISO; NULL: unknown */
    int32_t best_day;  /* or ISNAD_NO_DAY */
    const char *clock; /* "16:12…" where the user gave the time of day too */
    const char *from;  /* jsonld meta time url dateline text story given */
    const isnad_span *evidence;
    uint32_t evidence_count;
} isnad_published;

/* ---- reading a document ----------------------------------------------- */

void isnad_doc_free(isnad_doc *doc);

const char *isnad_doc_path(const isnad_doc *doc);
/* Declared decodings between file and payload; *count of them. */
const char *const *isnad_doc_steps(const isnad_doc *doc, size_t *count);
const char *isnad_doc_sha256(const isnad_doc *doc); /* of the payload, hex */
const char *isnad_doc_charset(const isnad_doc *doc);
isnad_view isnad_doc_payload(const isnad_doc *doc); /* raw bytes */

isnad_view isnad_doc_text(const isnad_doc *doc);
/* The words of `span`; borrowed from the text. */
isnad_view isnad_doc_words(const isnad_doc *doc, isnad_span span);
/* Payload bytes of `span`. */
isnad_raw_span isnad_doc_raw(const isnad_doc *doc, isnad_span span);
/* The text that payload bytes `raw` became; an empty span where none did. */
isnad_span isnad_doc_from_raw(const isnad_doc *doc, isnad_raw_span raw);

isnad_span isnad_doc_title(const isnad_doc *doc);
isnad_fact isnad_doc_url(const isnad_doc *doc);
isnad_fact isnad_doc_outlet(const isnad_doc *doc);
isnad_fact isnad_doc_author(const isnad_doc *doc);
const isnad_fact *isnad_doc_agencies(const isnad_doc *doc, size_t *count);
const char *isnad_doc_language(const isnad_doc *doc); /* "ar" …, or NULL */
const isnad_published *isnad_doc_published(const isnad_doc *doc);

const isnad_block *isnad_doc_blocks(const isnad_doc *doc, size_t *count);
const isnad_date *isnad_doc_dates(const isnad_doc *doc, size_t *count);
const isnad_figure *isnad_doc_figures(const isnad_doc *doc, size_t *count);
const isnad_entity *isnad_doc_entities(const isnad_doc *doc, size_t *count);
const isnad_name *isnad_doc_names(const isnad_doc *doc, size_t *count);
const isnad_statement *isnad_doc_statements(const isnad_doc *doc,
                                            size_t *count);
const isnad_hedge *isnad_doc_hedges(const isnad_doc *doc, size_t *count);

#ifdef __cplusplus
}
#endif
#pragma GCC visibility pop

#endif
