/* The document as the modules of the library see it.
 *
 * A document is a line through the house: `read` makes the payload, `page`
 * the text and its blocks, `text` tokens and sentences, `annotate` the
 * findings.  Each appends to the lists below and never asks a later module.
 */
#ifndef ISN_DOCDATA_H
#define ISN_DOCDATA_H

#include "core/arena.h"
#include "isnad/doc.h"

struct isn_lex_entry; /* lang/lexicon.h */

/* ---- text and its way back to the payload ------------------------------ */

/* A run of text made from a run of payload.  Where both are equally long and
 * `exact`, text bytes stand one to one for payload bytes; otherwise (an
 * entity, a decoded charset, a folded line break) the piece maps as a whole.
 * Pieces are in order and disjoint on both sides. */
typedef struct isn_piece {
    uint32_t text, text_len;
    uint64_t raw;
    uint32_t raw_len;
    bool exact;
} isn_piece;

/* ---- tokens -------------------------------------------------------------- */

typedef enum isn_token_kind {
    ISN_WORD,   /* letters and their marks; a hashtag's _ is PUNCT */
    ISN_NUMBER, /* digits of any script with inner . , ٫ ٬ between digits */
    ISN_PUNCT,  /* one punctuation character or a run of the same dot */
    ISN_SYMBOL, /* anything else that is not blank */
} isn_token_kind;

/* Clitics cut from the front and the end of a word. */
enum {
    ISN_CLITIC_WA = 1 << 0,  /* و */
    ISN_CLITIC_FA = 1 << 1,  /* ف */
    ISN_CLITIC_BI = 1 << 2,  /* ب */
    ISN_CLITIC_LI = 1 << 3,  /* ل */
    ISN_CLITIC_KA = 1 << 4,  /* ك */
    ISN_CLITIC_SA = 1 << 5,  /* س of the future */
    ISN_CLITIC_AL = 1 << 6,  /* ال */
    ISN_CLITIC_A = 1 << 7,   /* أ of the question */
    ISN_CLITIC_PRON = 1 << 8 /* a pronoun at the end */
};

typedef struct isn_token {
    isnad_span span; /* as written */
    isnad_span word; /* without و ف ب ل ك س in front and pronoun behind;
                        the article stays */
    uint32_t punct;  /* PUNCT, SYMBOL: the character */
    uint32_t sentence, block;
    uint32_t count; /* how often the folded form stands in the count table */
    uint16_t clitics;
    uint16_t fold_len, stem_len;
    uint8_t kind;          /* isn_token_kind */
    bool space_before : 1; /* blank or line break before it */
    bool phrase : 1;       /* phrases of the lexicon start here */
    uint64_t classes;      /* bit (1 << class) for each sense of `entry`, and
                              for each phrase that starts here; beside `kind`,
                              since most readers of a token ask for nothing
                              else */
    const char *fold;      /* folded form of the whole token, NUL-terminated */
    const char *stem;      /* folded, without clitics and without ال */
    /* What the lexicon knows of the longest form found: the whole token, or
     * what is left when clitics are cut; NULL when nothing. */
    const struct isn_lex_entry *entry;
    /* For phrases: the entries of the whole token, and of the token without
     * proclitics (للوزارة as الوزارة); NULL where the lexicon has none. */
    const struct isn_lex_entry *full, *cut;
    const struct isn_lex_entry *bare; /* of the word behind ال, or NULL */
} isn_token;

typedef struct isn_sentence {
    isnad_span span;
    uint32_t first_token, token_count;
    uint32_t block;
} isn_sentence;

/* A role that the text gives to somebody: «الرئيس الكازاخستاني».  Its words
 * are the tokens [first, first + count). */
typedef struct isn_role {
    isnad_span span;
    uint32_t first, count, sentence;
    uint32_t entity;     /* who holds it */
    uint32_t title;      /* row of the title that heads it */
    const char *country; /* ISO 3166-1 code of its country, or NULL */
} isn_role;

/* What the container, or the user, told of the payload before it was read:
 * enough to read it again in the same way.  NULL: nothing. */
typedef struct isn_capture {
    const char *url, *charset, *published;
    uint64_t offset; /* in the container */
    int64_t number;  /* in the store; 0: it came from none */
    int64_t first;   /* of what first stood at its path, and that one's digest:
                        they stay when the page changes */
    const char *first_sha256;
} isn_capture;

/* What documents that are lean have let go. */
typedef struct isn_fetcher {
    /* Brings back a payload; false: it cannot be had. */
    bool (*payload)(void *data, isnad_doc *doc);
    /* Nobody needs the tokens at the moment; whoever hears of it lets them go
     * later (isn_text_forget).  NULL: they go at once. */
    void (*rested)(void *data, isnad_doc *doc);
    void *data;
} isn_fetcher;

/* ---- the document ------------------------------------------------------- */

struct isnad_doc {
    isn_arena *arena; /* owns everything but the payload and `words` */
    isn_arena *words; /* owns tokens, sentences and what is worked out with
                         them (text.h); NULL: they were let go */

    const char *path;
    const char *const *steps;
    size_t step_count;
    unsigned char *payload; /* malloc'ed; owned; NULL: isn_doc_payload */
    size_t payload_len;
    const isn_fetcher *fetcher; /* or NULL; outlives the document */
    bool lean; /* holds neither payload nor tokens for long: both are there
                  again when asked for (isn_doc_payload, isn_text_need) */
    unsigned needed; /* by how many the tokens are, of a lean one */
    bool rested;     /* the fetcher has them */
    size_t arrival;  /* its place among what was read into a pile */
    char sha256[65];
    const char *charset;
    isn_capture capture;

    const char *text; /* set once by page, constant afterwards */
    uint32_t text_len;
    ISN_LIST(isn_piece) pieces;
    size_t ordered_pieces; /* so many are in the payload's order */

    ISN_LIST(isnad_block) blocks;
    isnad_span title;
    isnad_fact url, outlet, author;
    ISN_LIST(isnad_fact) agencies;
    const char *language;
    isnad_published published;
    bool acled; /* vague figures as ACLED counts them */
    /* Names by hand; isnad/corrections.h.  NULL: none. */
    const struct isnad_corrections *corrections;

    ISN_LIST(isn_token) tokens;
    ISN_LIST(isn_sentence) sentences;

    ISN_LIST(isnad_date) dates;
    ISN_LIST(isnad_figure) figures;
    ISN_LIST(isnad_entity) entities;
    ISN_LIST(isnad_name) names; /* in order of the text */
    ISN_LIST(isn_role) roles;
    ISN_LIST(isnad_statement) statements;
    ISN_LIST(isnad_hedge) hedges;
};

/* The kinds of source that a statement can have (isnad_statement.source_kind),
 * the last of them "nobody". */
enum { ISN_SOURCE_KINDS = 8 };
extern const char *const isn_source_kinds[ISN_SOURCE_KINDS];
/* Which of them `kind` is; NULL is nobody. */
unsigned isn_source_number(const char *kind);

/* A document around a payload, which it takes over (free() is called on it,
 * also when this fails and returns NULL).  path and steps are copied. */
isnad_doc *isn_doc_new(const char *path, const char *const *steps,
                       size_t step_count, unsigned char *payload, size_t len);

/* The payload, or NULL where it cannot be had any more; it lives until that of
 * another document is asked for. */
const unsigned char *isn_doc_payload(const isnad_doc *doc);

/* The words of a span as a NUL-terminated string in the document's arena, or
 * NULL when out of memory. */
char *isn_doc_string(isnad_doc *doc, isnad_span span);

/* Of things in the order of the text, the number of the first that ends behind
 * `at`; `count` if none does.  Each has `size` bytes and begins with its span.
 */
static inline size_t isn_span_search(const void *things, size_t size,
                                     size_t count, uint32_t at)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const isnad_span *span =
            (const void *)((const char *)things + middle * size);
        if (span->end <= at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}
/* The same for a list of a document, as doc->names. */
#define ISN_FIRST_BEHIND(list, at)                                             \
    isn_span_search((list).items, sizeof *(list).items, (list).count, at)

/* What a ledger counts a figure under: a fate, else what is counted. */
static inline const char *isn_figure_kind(const isnad_figure *figure)
{
    return figure->fate ? figure->fate : figure->of;
}

/* The first token at or after text position `at`; the token count if none. */
uint32_t isn_doc_token_at(const isnad_doc *doc, uint32_t at);

/* ---- building the text -------------------------------------------------- */

/* Page appends text run by run, then closes it.  Adjacent exact runs become
 * one piece.  The text ends up in the arena. */
typedef struct isn_text_builder {
    isnad_doc *doc;
    char *data;
    size_t len, cap;
    isnad_status status;
} isn_text_builder;

void isn_text_begin(isn_text_builder *builder, isnad_doc *doc);
/* `len` bytes of UTF-8 that stand for payload [raw, raw + raw_len); raw_len 0
 * for text that stands for nothing (separators). */
void isn_text_add(isn_text_builder *builder, const char *bytes, size_t len,
                  uint64_t raw, size_t raw_len, bool exact);
/* Fixes the document's text.  Frees the builder's storage in every case. */
isnad_status isn_text_close(isn_text_builder *builder);

#endif
