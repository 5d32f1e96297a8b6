/* What the pages of one host have in common is their template. */
#ifndef ISN_TEMPLATE_H
#define ISN_TEMPLATE_H

#include "core/docdata.h"

/* Blocks of docs[0 .. count) that repeat over the pages of one host become
 * furniture of the kind "template", headlines of its other pages "related".
 * A page's host is that of its URL, else its outlet, else its folder.  Text
 * and pieces stay.  changed[i] tells whether docs[i] lost a block, so that what
 * was found in it must be found anew.  The result does not depend on the order
 * of docs. */
isnad_status isn_template_learn(isnad_doc *const *docs, size_t count,
                                bool *changed);

#endif
