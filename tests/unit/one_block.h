/* A document of one block, its text analysed: the fixture of grammar tests.
 * Include behind cmocka.h. */
#ifndef ISN_ONE_BLOCK_H
#define ISN_ONE_BLOCK_H

#include <stdlib.h>
#include <string.h>

#include "text/text.h"

/* The caller frees it with isnad_doc_free. */
static inline isnad_doc *one_block(const char *text, size_t len,
                                   isnad_role role)
{
    unsigned char *payload = malloc(len + 1);
    assert_non_null(payload);
    memcpy(payload, text, len);
    isnad_doc *doc = isn_doc_new("test", NULL, 0, payload, len);
    assert_non_null(doc);
    isn_text_builder builder;
    isn_text_begin(&builder, doc);
    isn_text_add(&builder, text, len, 0, len, true);
    assert_int_equal(isn_text_close(&builder), ISNAD_OK);
    isnad_block *block = isn_list_push(doc->arena, &doc->blocks);
    assert_non_null(block);
    block->role = role;
    block->span = (isnad_span){0, (uint32_t)len};
    assert_int_equal(isn_text_analyze(doc), ISNAD_OK);
    return doc;
}

static inline isnad_doc *one_paragraph(const char *text)
{
    return one_block(text, strlen(text), ISNAD_ROLE_PARAGRAPH);
}

#endif
