/* A pile of documents laid out: which are copies, which belong together, who
 * said what, how the figures moved, where the reports agree and differ.
 *
 * isnad_story_build reads documents made by isnad_flow_read (flow.h).  They
 * stay the caller's and must live as long as the pile.  Every finding points
 * to places, so that whatever is said opens at its bytes; strings live until
 * isnad_pile_free and are source text or fixed labels.  Documents are taken
 * by date, then by hash: neither their order in the array nor the number of
 * threads changes the result.
 */
#ifndef ISNAD_STORY_H
#define ISNAD_STORY_H

#include "isnad/doc.h"

#pragma GCC visibility push(default)
#ifdef __cplusplus
extern "C" {
#endif

typedef struct isnad_pile isnad_pile;

/* A place in a document of the pile: its index in the caller's array. */
typedef struct isnad_place {
    uint32_t doc;
    isnad_span span;
} isnad_place;

/* ---- copies ----------------------------------------------------------- */

typedef enum isnad_link_kind {
    ISNAD_LINK_COPY,    /* the same text, edited at most */
    ISNAD_LINK_DERIVED, /* built on the other, or on the same third text */
} isnad_link_kind;

typedef enum isnad_link_form {
    ISNAD_FORM_WHOLE,
    ISNAD_FORM_SHORTENED, /* b is a part of a */
    ISNAD_FORM_EXTENDED,  /* b has all of a, and more */
    ISNAD_FORM_REWRITTEN, /* passages in other words between shared ones */
    ISNAD_FORM_EMBEDDED,  /* b carries a within a longer text of its own */
} isnad_link_form;

const char *isnad_link_kind_text(isnad_link_kind kind);
const char *isnad_link_form_text(isnad_link_form form);

/* Words that two documents share, letter for letter once folded. */
typedef struct isnad_passage {
    isnad_span a, b;
} isnad_passage;

/* Two documents with shared text; a is the likelier source. */
typedef struct isnad_link {
    uint32_t a, b;
    isnad_link_kind kind;
    isnad_link_form form;
    double shared_a, shared_b;     /* share of each one's words, 0 .. 1 */
    const isnad_passage *passages; /* in the order of a */
    uint32_t passage_count;
    const char *direction; /* what made a the source: "time", "credit",
                              "length", "name"; static */
} isnad_link;

/* A stretch of two linked documents held side by side.  Kinds: "same"; "cut"
 * and "added" (in a alone, in b alone); "replaced"; "number" (replaced, with a
 * number on both sides); "moved" (the other one has it at another place). */
typedef struct isnad_stretch {
    const char *kind; /* static */
    isnad_span a, b;  /* words of the body; empty on the side without any */
    bool opens;       /* a sentence begins here on both sides */
} isnad_stretch;

/* ---- a story ------------------------------------------------------------ */

/* Documents that go back to one text. */
typedef struct isnad_origin {
    const char *name;     /* the agency credited, or the outlet of the first */
    const uint32_t *docs; /* by date; the first is the likely source */
    uint32_t doc_count;
    const char *why; /* why these are one, or what stands for it alone */
} isnad_origin;

/* One spelling or wording of an entity's name in the story. */
typedef struct isnad_form {
    const char *text;
    const char *rule; /* what joined it: "name", "spelling", "shortened" … */
    uint32_t count;
    isnad_place first;
} isnad_form;

typedef struct isnad_story_role {
    const char *text;
    const char *from, *to; /* days of the reports that say so; may be NULL */
    isnad_place first;
} isnad_story_role;

typedef struct isnad_actor {
    const char *name; /* the fullest form */
    isnad_entity_type type;
    const isnad_form *forms; /* most frequent first */
    uint32_t form_count;
    const isnad_story_role *roles;
    uint32_t role_count;
    const isnad_place *mentions; /* by date of the document */
    uint32_t mention_count;
    const isnad_location *location; /* of a place, or NULL: not known */
} isnad_actor;

/* What a wording does to the fullest one: "cut", "added", "replaced",
 * "negated", "number", "reported" (direct there, indirect here), "quoted",
 * "unattributed" (said by somebody there, by the outlet itself here). */
typedef struct isnad_change {
    const char *kind; /* static */
    isnad_place from; /* in the fullest wording; nothing where it is added */
    isnad_place to;   /* in this one; nothing where it is cut */
} isnad_change;

typedef struct isnad_wording {
    isnad_place place;  /* the content */
    isnad_span whole;   /* with the words that say who said it, and how */
    uint32_t statement; /* index among the document's statements, or
                           ISNAD_NO_STATEMENT: nobody is said to say it */
    const isnad_change *changes;
    uint32_t change_count;
} isnad_wording;

#define ISNAD_NO_ROW UINT32_MAX
#define ISNAD_NO_STATEMENT UINT32_MAX

/* A row of the claim ledger: one statement, however often reported. */
typedef struct isnad_row {
    isnad_place place;   /* the fullest wording */
    const char *speaker; /* NULL: nobody is named */
    uint32_t actor;      /* index among the story's actors, or ISNAD_NO_ROW */
    const isnad_hop *chain; /* of the fullest wording: spans in place.doc */
    uint32_t chain_count;
    isnad_stance stance;
    const char *source_kind;
    const char *on;           /* day of the utterance, or NULL */
    const char *first_seen;   /* day of the first report, or NULL */
    uint32_t origins, copies; /* independent origins; reports that are copies */
    const isnad_wording *wordings; /* by date; the fullest among them */
    uint32_t wording_count;
    const uint32_t *supersedes; /* rows of the story */
    uint32_t supersedes_count;
    const uint32_t *superseded_by;
    uint32_t superseded_by_count;
    const uint32_t *contradicts;
    uint32_t contradicts_count;
} isnad_row;

typedef enum isnad_figure_relation {
    ISNAD_FIGURE_FIRST,
    ISNAD_FIGURE_AGREES,
    ISNAD_FIGURE_REFINES,
    ISNAD_FIGURE_RISES,
    ISNAD_FIGURE_CORRECTS,
    ISNAD_FIGURE_WITHDRAWS,
    ISNAD_FIGURE_CONFLICTS,
} isnad_figure_relation;

const char *isnad_figure_relation_text(isnad_figure_relation relation);

/* One document's figure for a slot. */
typedef struct isnad_reading {
    isnad_place place; /* the figure's span */
    uint32_t figure;   /* index among the document's figures */
    double low, high;  /* -INFINITY / INFINITY where open */
    bool approximate, vague;
    const char *by;       /* who gives it there, or NULL: the outlet */
    const char *as_of;    /* the day it holds for, or NULL */
    const char *reported; /* the day of the report, or NULL */
    bool earlier;         /* the document itself says it was given before */
    bool withdrawn;       /* the document says that it was taken back */
    const char *since; /* the day from which it counts («منذ الأحد»), or NULL */
    isnad_figure_relation relation; /* to what was known before */
    const uint32_t *supersedes; /* readings of the slot that it replaces; those
                                   that they replaced go without saying */
    uint32_t supersedes_count;
    uint32_t origin; /* index among the story's origins */
} isnad_reading;

typedef struct isnad_slot {
    const char *of;
    const char *part;              /* NULL: the whole */
    const char *scope;             /* words that limit it, or NULL */
    const isnad_reading *readings; /* by as-of day, then by report */
    uint32_t reading_count;
} isnad_slot;

typedef struct isnad_agreement {
    const char *slot; /* "when", "how many", "where", "who", "what" */
    const char *value;
    const uint32_t *origins; /* at least two of the story's origins */
    uint32_t origin_count;
    const isnad_place *evidence;
    uint32_t evidence_count;
} isnad_agreement;

typedef struct isnad_difference_reading {
    const char *value;
    const char *by; /* who says so, or NULL: the outlet */
    isnad_place evidence;
} isnad_difference_reading;

typedef struct isnad_difference {
    const char *slot;
    const char *relation; /* contradiction update refinement withdrawal
                             wording spelling label; static */
    const isnad_difference_reading *readings;
    uint32_t reading_count;
} isnad_difference;

typedef struct isnad_label_mention {
    const char *word;
    const char *owner; /* the outlet or the speaker */
    const char *voice; /* "outlet", "speaker" or "scare"; static */
    isnad_place evidence;
} isnad_label_mention;

typedef struct isnad_label {
    const char *of; /* what is called so: a key of the label table */
    const isnad_label_mention *mentions;
    uint32_t mention_count;
} isnad_label;

/* What a report has lost of the one that it tells again: "speaker" (said by
 * somebody there, bare here), "hedge", "rounded", "part to whole", "time",
 * "place". */
typedef struct isnad_loss {
    const char *what; /* static */
    isnad_place from, to;
} isnad_loss;

/* What an outlet changed between two captures of one address: "title",
 * "figure", "quote", "attribution" or "hedge".  A quotation that came has
 * nothing in `from`, one that went nothing in `to`. */
typedef struct isnad_revision {
    const char *url;
    const char *what; /* static */
    isnad_place from, to;
} isnad_revision;

typedef struct isnad_moment {
    const char *when;     /* a value of time */
    const uint32_t *rows; /* statements of that day */
    uint32_t row_count;
    const isnad_place *places; /* dated sentences */
    uint32_t place_count;
} isnad_moment;

/* Another story of the pile that this one nearly belonged to, or that nearly
 * belonged to it. */
typedef struct isnad_related {
    uint32_t story;    /* its number in the pile */
    const char *order; /* static: "run-up", it began on an earlier day;
                          "aftermath", on a later one; "beside" */
} isnad_related;

typedef struct isnad_story {
    const char *id; /* from the hash of its first document: by day, or where
                       they come from a store, by arrival there */
    const char *title;
    const char *from, *to; /* days of publication; NULL: unknown */
    const uint32_t *docs;  /* by date, then hash */
    uint32_t doc_count;
    const uint32_t *links; /* indices among the pile's links */
    uint32_t link_count;
    const isnad_origin *origins;
    uint32_t origin_count;
    const isnad_actor *actors;
    uint32_t actor_count;
    const isnad_row *rows;
    uint32_t row_count;
    const isnad_slot *slots;
    uint32_t slot_count;
    const isnad_agreement *agreements;
    uint32_t agreement_count;
    const isnad_difference *differences;
    uint32_t difference_count;
    const isnad_label *labels;
    uint32_t label_count;
    const isnad_loss *lost;
    uint32_t lost_count;
    const isnad_revision *revisions;
    uint32_t revision_count;
    const isnad_moment *timeline;
    uint32_t moment_count;
    const isnad_related *related;
    uint32_t related_count;
} isnad_story;

/* ---- building ------------------------------------------------------------ */

typedef struct isnad_story_options {
    bool copies_only; /* links alone: no stories are made */
    /* Called now and then with work done and due; may be NULL. */
    void (*progress)(void *data, size_t done, size_t due);
    void *data;
} isnad_story_options;

/* Lays out docs[0 .. count).  `options` may be NULL.  Undated documents are
 * dated from their story first (isnad_story_date), which changes them; apart
 * from that they stay as they are.  *pile is the caller's to free; it is NULL
 * on failure.  ISNAD_NOMEM is the only failure. */
isnad_status isnad_story_build(isnad_doc *const *docs, size_t count,
                               const isnad_story_options *options,
                               isnad_pile **pile);

/* Dates the undated among docs[0 .. count) from the stories they belong to:
 * `published` gets an interval with its evidence and from = "story", and the
 * document's relative dates are read anew.  Nothing happens to those where
 * there is no evidence. */
isnad_status isnad_story_date(isnad_doc *const *docs, size_t count);

void isnad_pile_free(isnad_pile *pile);

const isnad_story *isnad_pile_stories(const isnad_pile *pile, size_t *count);
/* Every linked pair, by the rank of a, then b. */
const isnad_link *isnad_pile_links(const isnad_pile *pile, size_t *count);
/* What b changed of a, word by word: stretches that take up all words of both
 * bodies, in the order of both.  *stretches is the caller's to free(); it is
 * NULL on failure.  ISNAD_NOMEM is the only failure. */
isnad_status isnad_link_compare(const isnad_pile *pile, const isnad_link *link,
                                isnad_stretch **stretches, size_t *count);

/* ---- looking a sentence up ----------------------------------------------- */

typedef struct isnad_lookup isnad_lookup; /* an index of a pile's sentences */

/* A sentence of the pile that tells what the asked one tells. */
typedef struct isnad_match {
    isnad_place place; /* what somebody is said to say, else the sentence */
    double alike;      /* 0 .. 1 */
    uint32_t story;
    uint32_t row;         /* of the story's ledger, or ISNAD_NO_ROW */
    uint32_t statement;   /* of the document, or ISNAD_NO_STATEMENT */
    uint32_t origin;      /* of the story */
    const char *relation; /* "repeats", "related" (it shares less), "denies",
                             "number" (it has another figure for the same
                             thing), "contradicts" (its row is held against
                             one that repeats); static */
    isnad_place figure;   /* that figure, where there is one */
} isnad_match;

typedef struct isnad_answer {
    const isnad_match *matches; /* by day, then rank */
    uint32_t match_count;
} isnad_answer;

/* The index of a pile, which must outlive it.  *lookup is the caller's to
 * free; it is NULL on failure.  ISNAD_NOMEM is the only failure. */
isnad_status isnad_lookup_open(const isnad_pile *pile, isnad_lookup **lookup);
void isnad_lookup_free(isnad_lookup *lookup);

/* Looks up what `question`, a document made of the asked words, says.  The
 * answer lives until the next question or isnad_lookup_free. */
isnad_status isnad_lookup_ask(isnad_lookup *lookup, const isnad_doc *question,
                              isnad_answer *answer);

/* The documents as they were given. */
isnad_doc *const *isnad_pile_docs(const isnad_pile *pile, size_t *count);

#ifdef __cplusplus
}
#endif
#pragma GCC visibility pop

#endif
