/* Named character references; the table is generated. */
#ifndef ISN_HTML_ENTITIES_H
#define ISN_HTML_ENTITIES_H

#include <stddef.h>
#include <stdint.h>

typedef struct isn_html_entity {
    char name[34]; /* without &, with ; where the name has one */
    char text[8];  /* UTF-8 */
} isn_html_entity;

extern const uint32_t isn_html_entity_count;
extern const isn_html_entity isn_html_entities[]; /* by bytes of the name */
/* First entity whose name starts with byte c or a later one. */
extern const uint16_t isn_html_entity_first[129];

/* A character reference at text[0 .. len), text[0] == '&'.  Returns the bytes
 * it takes, 0 where there is none, and its UTF-8 in out.  `attribute`: the
 * rule of attribute values for names without a semicolon. */
size_t isn_html_reference(const char *text, size_t len, int attribute,
                          char out[8], size_t *out_len);

#endif
