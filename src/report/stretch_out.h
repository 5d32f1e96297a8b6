/* Linked documents side by side (isnad_link_compare), as every printer shows
 * them. */
#ifndef ISN_STRETCH_OUT_H
#define ISN_STRETCH_OUT_H

#include "core/buffer.h"
#include "isnad/report.h"

/* The words of one side of a stretch with the marks that touch them, without
 * what stands between paragraphs and is no part of the body. */
void isn_stretch_words(isn_buffer *out, isnad_doc *doc, isnad_span span);

static inline bool isn_stretch_same(const isnad_stretch *stretch)
{
    return stretch->kind[0] == 's';
}

#endif
