/* The terms of a number in words; for numexpr.c alone. */
#ifndef ISN_NUMTERM_H
#define ISN_NUMTERM_H

#include "core/docdata.h"
#include "lang/lexicon.h"

/* A number being read: tokens [at, end) are left of the sentence. */
typedef struct isn_number_reader {
    const isnad_doc *doc;
    uint32_t at, end;
} isn_number_reader;

/* What one run of number words below a thousand, or one of digits, says. */
typedef struct isn_number_group {
    double value;
    bool digits, dotted, fraction, hundreds;
} isn_number_group;

/* The token at `at`, or NULL behind the end. */
const isn_token *isn_number_token(const isn_number_reader *r, uint32_t at);

/* The row of a number word at `at` whose kind is among `kinds` (bits), or NULL;
 * the second only where no clitic ties it to the word before. */
const isn_row_number *isn_number_row(const isn_number_reader *r, uint32_t at,
                                     unsigned kinds);
const isn_row_number *isn_number_bare_row(const isn_number_reader *r,
                                          uint32_t at, unsigned kinds);

/* Has the token at `at` one of these clitics? */
bool isn_number_has(const isn_number_reader *r, uint32_t at, unsigned clitics);

/* Is there «و» at `at`, alone or in front of the word?  *next is the token
 * that it joins. */
bool isn_number_joined(const isn_number_reader *r, uint32_t at, uint32_t *next);

/* 1-99 in words at r->at; 0 where there is none. */
double isn_number_below_hundred(isn_number_reader *r);
/* Up to 999 in words, or a number in digits. */
bool isn_number_group_at(isn_number_reader *r, isn_number_group *group);
/* A group and the scale words behind it, or a scale word alone. */
bool isn_number_term_at(isn_number_reader *r, isn_number_group *group,
                        double *scale);

bool isn_number_whole(double value);

#endif
