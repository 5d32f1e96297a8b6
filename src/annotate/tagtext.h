/* The words of a document as the tagger of names sees them: each different
 * word is looked at once, each token then is one of these words at a place. */
#ifndef ISN_TAGTEXT_H
#define ISN_TAGTEXT_H

#include "core/docdata.h"

enum {
    ISN_TAG_CLUSTERS = 3,                 /* coarse, middle, fine */
    ISN_TAG_GRAINS = ISN_TAG_CLUSTERS + 1 /* and the news */
};

/* How raw news uses a word: 0 not known, never in names, … */
enum { ISN_NEWS_NEVER = 2 };

/* The clusters of a word, ids from 1, and how raw news uses it in names
 * (tools/names/names_evidence.c); 0 unknown. */
typedef struct isn_tag_clusters {
    uint16_t id[ISN_TAG_CLUSTERS];
    uint16_t news;
} isn_tag_clusters;

static inline uint16_t isn_tag_cluster(const isn_tag_clusters *c,
                                       unsigned grain)
{
    return grain < ISN_TAG_CLUSTERS ? c->id[grain] : c->news;
}

/* Shapes of a word, then of its place. */
enum {
    ISN_TAG_ARTICLE = 1,
    ISN_TAG_LATIN = 2,
    ISN_TAG_DIGIT = 4,
    ISN_TAG_PUNCT = 8,
    ISN_TAG_HASHTAG = 16,
    ISN_TAG_FIRST = 32, /* of its sentence */
    ISN_TAG_TITLE_BLOCK = 64,
    ISN_TAG_SPACED = 128
};

/* Tables of words, by a number of our own: those of the build shift when a
 * table is added. */
enum {
    ISN_TAG_PLACE = 1 << 0,
    ISN_TAG_TITLE = 1 << 1,
    ISN_TAG_GIVEN = 1 << 2,
    ISN_TAG_HEAD = 1 << 3,
    ISN_TAG_NATION = 1 << 4,
    ISN_TAG_FUNCTION = 1 << 5,
    ISN_TAG_KNOWN_ACRONYM = 1 << 6
};

/* What the features of a place need of each token around. */
typedef struct isn_tag_word {
    uint64_t whole, core; /* hashes: folded; without proclitics.  A core of 0:
                             the token is not read */
    uint64_t tail;        /* of the last two letters */
    isn_tag_clusters clusters;
    uint32_t type;  /* which of the document's words it is */
    uint32_t lemma; /* which of their cores */
    uint32_t punct;
    uint8_t classes; /* of the tables above */
    uint8_t shape;
    uint8_t phrase[2]; /* longer entries of the tables that cover it:
                          place or acronym; title or head */
    uint8_t burst;     /* how much more often here than elsewhere */
    /* How other mentions in the document were read on the first pass, and
     * the name that starts or goes on here: 0 in the first pass. */
    uint8_t seen, match;
} isn_tag_word;

/* A word of the document. */
typedef struct isn_tag_type {
    isn_tag_word word; /* as where nothing is special */
    uint32_t token;    /* its first */
    uint32_t count;    /* of its tokens */
    uint32_t read;     /* … that the tagger reads */
} isn_tag_type;

typedef struct isn_tag_text {
    isnad_doc *doc;
    isn_tag_word *words; /* one a token */
    isn_tag_type *types;
    uint32_t count, type_count, lemma_count;
    void *memory;
} isn_tag_text;

uint64_t isn_tag_hash(const char *bytes, size_t len);

/* Mixes a number into a hash. */
static inline uint64_t isn_tag_mix(uint64_t h, uint64_t x)
{
    h = (h ^ x) * 0xD6E8FEB86659FD93u;
    return h ^ (h >> 32);
}

/* Clusters are found under this hash: the word without proclitics and
 * pronoun, with its article. */
uint64_t isn_tag_core(const isn_token *t);
uint64_t isn_tag_core_of(const char *stem, size_t len, bool article);

/* The bytes of the first or last `letters` characters; 0 where there are
 * fewer. */
size_t isn_tag_front(const char *s, size_t len, unsigned letters);
size_t isn_tag_back(const char *s, size_t len, unsigned letters);

/* Finds the different words of a document.  Their clusters are for the caller
 * to set; isn_tag_text_spread then fills `words` where the tagger reads:
 * articles and captions.  isn_tag_text_free is needed in every case. */
isnad_status isn_tag_text_new(isn_tag_text *text, isnad_doc *doc);
void isn_tag_text_spread(isn_tag_text *text);
void isn_tag_text_free(isn_tag_text *text);

/* Does the tagger read this sentence? */
bool isn_tag_reads(const isnad_doc *doc, const isn_sentence *s);

#endif
