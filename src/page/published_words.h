/* What the ways share by which words date a page. */
#ifndef ISN_PUBLISHED_WORDS_H
#define ISN_PUBLISHED_WORDS_H

#include "page/page_work.h"
#include "text/dateexpr.h"

/* Blocks that are looked at: the first part of a page alone, so that a page
 * costs the same whether or not all of it is cut into tokens. */
size_t isn_published_reach(const isnad_doc *doc);

/* Tokens of a block that the grammar of dates may read: those of Arabic
 * pages, whether or not other pages have been cut into tokens. */
uint32_t isn_date_words(const isnad_doc *doc, const isnad_block *block);

/* The day that an expression names by itself, or ISNAD_NO_DAY; without a year
 * of its own it is one of `year`, unless that is 0. */
int32_t isn_expr_day(const isn_date_expr *e, int32_t year);

#endif
