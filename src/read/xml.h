/* Parsers of XML that strangers wrote. */
#ifndef ISN_XML_H
#define ISN_XML_H

#include <expat.h>

#include "isnad/status.h"

/* Elements within each other, beyond which no parser here goes. */
enum { ISN_XML_DEEPEST = 200 };

/* An expat parser that also knows the encodings of one byte a character, such
 * as windows-1256; NULL when out of memory.  `entity` is called with `data`
 * where the document declares entities of its own: nothing good comes of
 * them, so it should stop the parser. */
XML_Parser isn_xml_new(void *data, XML_EntityDeclHandler entity);

/* What is behind the prefix. */
const char *isn_xml_local(const char *name);
/* The value of an attribute, or NULL. */
const char *isn_xml_attribute(const char **attributes, const char *name);

#endif
