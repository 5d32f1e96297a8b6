/* Words by which a line tells that it is not the article (table page-cue). */
#ifndef ISN_CUE_H
#define ISN_CUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lang/lexicon.h"

/* A line of text cut into folded words, before there are tokens. */
enum { ISN_CUE_WORDS = 24 };

typedef struct isn_cue_word {
    uint32_t begin, end; /* in bytes of the line */
    bool colon;          /* a colon, dash or bar follows */
    bool number;
    bool looked; /* entry and inner are filled in; not before */
    const isn_lex_entry *entry, *inner;
} isn_cue_word;

typedef struct isn_cue_line {
    const char *text;               /* lives as long as the line is used */
    uint32_t word_count;            /* of the whole line */
    uint32_t kept;                  /* words below, at most ISN_CUE_WORDS */
    uint32_t arabic, latin, digits; /* words of each script */
    isn_cue_word words[ISN_CUE_WORDS];
} isn_cue_line;

/* The lexicon's entry of word `i`, or NULL; looked up when first asked for. */
const isn_lex_entry *isn_cue_entry(isn_cue_line *line, uint32_t i);
/* The same without ال in front; NULL where there is none. */
const isn_lex_entry *isn_cue_inner(isn_cue_line *line, uint32_t i);

void isn_cue_read(isn_cue_line *line, const char *text, size_t len);

typedef struct isn_cue {
    int kind;       /* ISN_PAGE_CUE_KIND_…, or -1 */
    int where;      /* ISN_PAGE_CUE_WHERE_… */
    uint32_t words; /* that the cue covers */
} isn_cue;

/* The cue that decides the line, or kind -1.  Lines longer than a headline
 * are decided by `start` cues alone. */
isn_cue isn_cue_find(isn_cue_line *line);

/* The longest entry of class `cls` that starts at word `at`; its row, or
 * UINT32_MAX; *words covered. */
uint32_t isn_cue_row(isn_cue_line *line, uint32_t at, unsigned cls,
                     uint32_t *words);

/* Does an agency's or outlet's name start at word `at`?  Words covered. */
bool isn_cue_is_source(isn_cue_line *line, uint32_t at, uint32_t *covered);
/* Is the line made of such names alone: «العربي - أ ف ب»? */
bool isn_cue_source_only(isn_cue_line *line);

/* Equal for texts of the same words: folded letters and digits count, nothing
 * else does.  Looks at the first 4 096 bytes. */
uint64_t isn_cue_hash(const char *text, size_t len);
/* The same of the first letters alone: where it differs the other does. */
uint64_t isn_cue_opening(const char *text, size_t len);

/* The static name of a cue's kind, as blocks carry it. */
const char *isn_cue_kind(int kind);

#endif
