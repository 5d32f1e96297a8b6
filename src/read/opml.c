#include "read/opml.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "read/kind.h"
#include "read/xml.h"

enum { PIECE = 1 << 20 };

typedef struct opml {
    XML_Parser parser;
    isnad_status (*feed)(void *data, const char *url);
    void *data;
    unsigned depth;
    isnad_status status; /* what ends the reading */
    const char *reason;
} opml;

bool isn_opml_is(const void *bytes, size_t len)
{
    const char *what;
    return isn_kind_of(bytes, len, &what) == ISN_KIND_OPML;
}

static void stop(opml *o, isnad_status status, const char *reason)
{
    o->status = status;
    o->reason = reason;
    XML_StopParser(o->parser, XML_FALSE);
}

static void XMLCALL on_start(void *data, const char *element,
                             const char **attributes)
{
    opml *o = data;
    if (o->status) {
        return;
    }
    if (++o->depth > ISN_XML_DEEPEST) {
        stop(o, ISNAD_LIMIT, "elements nested too deeply");
        return;
    }
    for (; strcasecmp(element, "outline") == 0 && attributes[0];
         attributes += 2) {
        /* Programs spell it xmlUrl, xmlURL, xmlurl. */
        if (strcasecmp(attributes[0], "xmlUrl") == 0 && attributes[1][0]) {
            isnad_status status = o->feed(o->data, attributes[1]);
            if (status) {
                stop(o, status, isnad_status_text(status));
            }
            return;
        }
    }
}

static void XMLCALL on_end(void *data, const char *element)
{
    (void)element;
    ((opml *)data)->depth--;
}

/* Nothing good comes of them. */
static void XMLCALL on_entity(void *data, const char *name, int parameter,
                              const char *value, int len, const char *base,
                              const char *system, const char *public,
                              const char *notation)
{
    (void)name, (void)parameter, (void)value, (void)len, (void)base;
    (void)system, (void)public, (void)notation;
    stop(data, ISNAD_UNSUPPORTED, "a list with entities of its own");
}

static void fill_error(const opml *o, isnad_error *error)
{
    enum XML_Error code = XML_GetErrorCode(o->parser);
    *error =
        (isnad_error){.status = o->status ? o->status : ISNAD_MALFORMED,
                      .position = (uint64_t)XML_GetCurrentByteIndex(o->parser)};
    if (!o->status && code == XML_ERROR_NO_MEMORY) {
        error->status = ISNAD_NOMEM;
    }
    snprintf(error->message, sizeof error->message, "%s",
             o->status ? o->reason : XML_ErrorString(code));
}

isnad_status isn_opml_read(const void *bytes, size_t len,
                           isnad_status (*feed)(void *data, const char *url),
                           void *data, isnad_error *error)
{
    opml o = {.feed = feed, .data = data};
    o.parser = isn_xml_new(&o, on_entity);
    if (!o.parser) {
        *error = (isnad_error){.status = ISNAD_NOMEM};
        return ISNAD_NOMEM;
    }
    XML_SetElementHandler(o.parser, on_start, on_end);
    enum XML_Status state = XML_STATUS_OK;
    size_t at = 0;
    do {
        size_t piece = len - at > PIECE ? PIECE : len - at;
        state = XML_Parse(o.parser, (const char *)bytes + at, (int)piece,
                          at + piece == len);
        at += piece;
    } while (state == XML_STATUS_OK && at < len);
    *error = (isnad_error){.position = ISNAD_NO_POSITION};
    if (state != XML_STATUS_OK) {
        fill_error(&o, error);
    }
    XML_ParserFree(o.parser);
    return error->status;
}
